import Database
import TestStores
import Testing

/// Few rows go one way and many another, so each rule holds for both.
@Suite struct LoadTests {
    let place: Place
    let store: Store

    init() throws {
        place = try Place()
        store = place.store(.shelves)
    }

    private struct Thrown: Error {}

    private func count(_ table: String) async throws -> Int64? {
        try await store.read { try $0.row("SELECT COUNT(*) FROM \(table)")?.integer(0) }
    }

    @Test(arguments: [3, 40, 5_000])
    func `loaded rows are in their tables when another statement runs`(rows: Int) async throws {
        let seen = try await store.write { connection throws in
            let shelves = try connection.load(TableColumns("shelves", ["id"]))
            for number in 0..<rows { try shelves.add([SQLValue(number)]) }
            return try connection.row("SELECT COUNT(*) FROM shelves")?.integer(0)
        }
        #expect(seen == Int64(rows))
        #expect(try await count("shelves") == Int64(rows))
    }

    @Test(arguments: [3, 40, 5_000])
    func `rows go to a table after those that it refers to, however they come`(rows: Int) async throws {
        try await store.write { connection throws in
            let shelves = try connection.load(TableColumns("shelves", ["id"]))
            let items = try connection.load(TableColumns("items", ["id", "shelf"]))
            for number in 0..<rows {
                try shelves.add([SQLValue(number)])
                try items.add([.text("n\(number)"), SQLValue(number)])
            }
        }
        #expect(try await count("items") == Int64(rows))
    }

    @Test(arguments: [1, 40])
    func `a loaded row has the values that it was given`(rows: Int) async throws {
        let values: [SQLValue] = [.integer(1), .text("12.50"), .blob([0, 92, 9, 255])]
        let texts = ["tab\t \\N\\ line\r\n\u{1F980}", "", "\\."]
        try await store.write { connection throws in
            try connection.execute("INSERT INTO shelves VALUES (1)")
            let items = try connection.load(TableColumns("items", ["id", "shelf", "price", "data"]))
            for text in texts { try items.add([.text(text), .integer(1), .null, .blob([])]) }
            for number in 0..<rows { try items.add([.text("n\(number)")] + values) }
        }
        let found = try await store.read { connection in
            try connection.rows("SELECT id, shelf, price, data FROM items").map(\.values)
        }
        let expected =
            texts.map { [.text($0), .integer(1), .null, .blob([])] }
            + (0..<rows).map { [.text("n\($0)")] + values }
        #expect(Set(found) == Set(expected) && found.count == expected.count)
    }

    @Test(arguments: [2, 40])
    func `a refused row ends its write alone, and nothing of that is kept`(rows: Int) async throws {
        let results = try await together(
            store,
            [
                { try $0.load(TableColumns("shelves", ["id"])).add([.integer(1)]) },
                { connection throws in
                    let shelves = try connection.load(TableColumns("shelves", ["id"]))
                    for number in 0..<rows { try shelves.add([SQLValue(2 + number)]) }
                    try shelves.add([.integer(1)])
                },
                { connection throws in
                    let shelves = try connection.load(TableColumns("shelves", ["id"]))
                    for number in 0..<rows { try shelves.add([SQLValue(2 + number)]) }
                    throw Thrown()
                },
                { try $0.load(TableColumns("shelves", ["id"])).add([.integer(2)]) },
            ]
        )
        #expect(results.prefix(2).map(code) == [nil, .unique])
        #expect(throws: Thrown.self) { try results[2].get() }
        #expect(throws: Never.self) { try results[3].get() }
        #expect(
            try await store.read { try $0.rows("SELECT id FROM shelves ORDER BY id").map { try $0.integer(0) } } == [
                1, 2,
            ]
        )
    }

    @Test func `a row with too few values is refused`() async throws {
        await expectRefusal(.statement, naming: "items") {
            try await store.write { try $0.load(TableColumns("items", ["id", "shelf"])).add([.text("a")]) }
        }
    }
}
