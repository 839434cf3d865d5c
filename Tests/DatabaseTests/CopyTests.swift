import Database
import Synchronization
import TestStores
import Testing

@Suite struct CopyTests {
    private static let tables = ["shelves", "items"]

    let places: [Place]
    let source: Store
    let target: Store

    init() throws {
        places = [try Place(), try Place()]
        source = places[0].store(.shelves)
        target = places[1].store(.shelves)
    }

    private func fill(_ store: Store, items: Int) async throws {
        try await store.write { connection throws in
            try connection.execute("INSERT INTO shelves VALUES (1), (2)")
            let insert = try connection.prepare("INSERT INTO items VALUES (?, ?, ?, ?)")
            for number in 0..<items {
                try insert.send([
                    .text("n\(number)"), SQLValue(number % 2 + 1), .text("\(number).50"), .blob([0, 92, 9, 255]),
                ])
            }
            try connection.send(
                "INSERT INTO items VALUES (?, 1, NULL, ?)",
                [.text("tab\t \\N\\ line\r\n\u{1F980}"), .blob([])]
            )
        }
    }

    @Test func `a copy has the rows of its source, in every value, at one moment`() async throws {
        try await fill(source, items: 3_000)
        let seen = Mutex<[CopyProgress]>([])
        let counts = try await source.copy(Self.tables, to: target) { step in seen.withLock { $0.append(step) } }
        #expect(counts == ["shelves": 2, "items": 3_001])
        let (loaded, verified) = seen.withLock { steps in
            (steps.filter { $0.phase == .copying }.map(\.rows), steps.filter { $0.phase == .verifying }.map(\.rows))
        }
        #expect(loaded.last == 3_003 && loaded == loaded.sorted())
        #expect(verified == (1...5).map { $0 * 512 })
        let query = "SELECT * FROM items ORDER BY id"
        let copied = try await target.read { try $0.rows(query).map(\.values) }
        #expect(try await source.read { try $0.rows(query).map(\.values) } == copied)
        #expect(copied.count == 3_001)
    }

    @Test func `a copy goes on while more tasks read and write than there are threads`() async throws {
        try await fill(source, items: 20_000)
        let (source, target) = (source, target)
        let counts = try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<32 {
                let store = number.isMultiple(of: 2) ? source : target
                group.addTask {
                    while !Task.isCancelled {
                        await Task.yield()
                        _ = try? await store.read { try $0.row("SELECT id FROM items LIMIT 1") }
                        guard store === source else { continue }
                        _ = try? await store.write { try $0.execute("DELETE FROM items WHERE id = 'x'") }
                    }
                }
            }
            defer { group.cancelAll() }
            return try await source.copy(Self.tables, to: target)
        }
        #expect(counts["items"] == 20_001)
    }

    @Test func `a store with rows in it takes no copy and is left as it is`() async throws {
        try await fill(source, items: 1)
        try await target.write { try $0.execute("INSERT INTO shelves VALUES (7)") }
        await expectRefusal(.taken, naming: "shelves") { try await source.copy(Self.tables, to: target) }
        #expect(try await target.read { try $0.rows("SELECT id FROM shelves").map { try $0.integer(0) } } == [7])
    }

    @Test func `where reading, writing or what follows fails, nothing is kept`() async throws {
        struct Thrown: Error {}
        try await fill(source, items: 2_000)
        await #expect(throws: Thrown.self) {
            try await source.copy(Self.tables, to: target, finish: { _ in throw Thrown() })
        }
        // A row before the one that it refers to.
        await expectRefusal(.foreignKey, naming: "FOREIGN KEY") {
            try await source.copy(Self.tables.reversed(), to: target)
        }
        await expectRefusal(.statement, naming: "nowhere") {
            try await source.copy(Self.tables + ["nowhere"], to: target)
        }
        let counts = try await source.copy(Self.tables, to: target)
        #expect(counts["items"] == 2_001)
    }
}
