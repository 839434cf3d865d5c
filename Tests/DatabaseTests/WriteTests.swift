import Foundation
import Synchronization
import Testing

@testable import Database

@Suite struct WriteTests {
    let folder: Folder
    let store: Store

    init() throws {
        folder = try Folder()
        store = Store(folder.file())
    }

    private struct Thrown: Error {}

    @Test func `an answered write survives a crash`() async throws {
        for number in 0..<5 {
            try await store.add("\(number)")
            let image = try folder.crashImage()
            #expect(try await Store(image.file()).notes.count == number + 1)
        }
    }

    @Test func `an import that is cut off leaves nothing`() async throws {
        try await store.add("before")
        let folder = folder
        let images = Mutex<[Folder]>([])
        await #expect(throws: Thrown.self) {
            try await store.write { connection throws in
                let insert = try connection.prepare("INSERT INTO notes (id, count) VALUES (?, ?)")
                // More than the cache holds, so that a part is in the log already.
                let padding = String(repeating: "x", count: 1_000)
                for number in 0..<20_000 { try insert.execute([.text("\(number)\(padding)"), SQLValue(number)]) }
                let image = try folder.crashImage()
                images.withLock { $0.append(image) }
                throw Thrown()
            }
        }
        let image = try #require(images.withLock { $0.first })
        try #require(try content(image.file("market.db-wal")).count > 1 << 20)
        #expect(try await Store(image.file()).notes == ["before"])
        #expect(try await store.notes == ["before"])
    }

    @Test func `64 writers share commits, and each sees its write once it is answered`() async throws {
        let store = store
        try await store.open()
        let gate = Gate(store)
        await gate.closed()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask {
                    try await store.add("\(number)")
                    return try await store.read {
                        try $0.exists("SELECT 1 FROM notes WHERE id = ?", [.text("\(number)")])
                    }
                }
            }
            while store.traffic.waiting < 64 { await Task.yield() }
            try await gate.open()
            for try await isSeen in group { #expect(isSeen) }
        }
        #expect(store.traffic.writes == 65)
        // All were queued while the gate's body ran, so they joined its transaction.
        #expect(store.traffic.commits == 1)
        #expect(try await store.notes.count == 64)
    }

    @Test func `a lone write is committed alone`() async throws {
        for number in 0..<3 { try await store.add("\(number)") }
        #expect(store.traffic == Store.Traffic(writes: 3, commits: 3))
    }

    @Test func `one that throws is rolled back alone`() async throws {
        let results = try await together(
            store,
            [
                { try $0.execute("INSERT INTO notes (id) VALUES ('a')") },
                { connection throws in
                    try connection.execute("INSERT INTO notes (id) VALUES ('b')")
                    throw Thrown()
                },
                { try $0.execute("INSERT INTO notes (id) VALUES ('a')") },
                { try $0.execute("INSERT INTO notes (id) VALUES ('d')") },
            ]
        )
        #expect(throws: Never.self) { try results[0].get() }
        #expect(throws: Thrown.self) { try results[1].get() }
        #expect(code(results[2]) == .unique)
        #expect(throws: Never.self) { try results[3].get() }
        #expect(try await store.notes == ["a", "d"])
        #expect(store.traffic == Store.Traffic(writes: 3, commits: 1))
    }

    @Test func `one that takes the whole transaction with it fails alone`() async throws {
        try await store.add("a")
        let results = try await together(
            store,
            [
                { try $0.execute("INSERT INTO notes (id) VALUES ('b')") },
                { try $0.execute("INSERT OR ROLLBACK INTO notes (id) VALUES ('a')") },
                { try $0.execute("INSERT INTO notes (id) VALUES ('c')") },
            ]
        )
        #expect(results.map(code) == [nil, .unique, nil])
        #expect(try await store.notes == ["a", "b", "c"])
    }

    @Test func `one whose foreign key the commit refuses fails alone`() async throws {
        try await store.write { connection throws in
            try connection.execute(
                "CREATE TABLE p (id TEXT PRIMARY KEY, of TEXT REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED)"
            )
        }
        let results = try await together(
            store,
            [
                { try $0.execute("INSERT INTO p VALUES ('a', 'a')") },
                { try $0.execute("INSERT INTO p VALUES ('b', 'missing')") },
                { try $0.execute("INSERT INTO p VALUES ('c', 'a')") },
            ]
        )
        #expect(results.map(code) == [nil, .foreignKey, nil])
        #expect(try await store.read { try $0.rows("SELECT id FROM p").map { try $0.text(0) } } == ["a", "c"])
    }

    @Test func `one that fills the disk fails alone, may be retried, and the store goes on`() async throws {
        try await store.write { try $0.execute("PRAGMA max_page_count = 50") }
        let results = try await together(
            store,
            [
                { try $0.execute("INSERT INTO notes (id) VALUES ('a')") },
                {
                    try $0.execute("INSERT INTO notes (id) VALUES (?)", [.text(String(repeating: "x", count: 1 << 20))])
                },
                { try $0.execute("INSERT INTO notes (id) VALUES ('c')") },
            ]
        )
        #expect(results.map(code) == [nil, .full, nil])
        #expect(throws: StoreError.self) { try results[1].get() }
        await expectRefusal(.full, naming: folder.file(), retryable: true) {
            try await store.add(String(repeating: "x", count: 1 << 20))
        }
        try await store.add("d")
        #expect(try await store.notes == ["a", "c", "d"])
    }

    @Test func `two stores on one file lose no update`() async throws {
        let path = folder.file()
        try await store.add("counter")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for store in [Store(path), Store(path)] {
                for _ in 0..<100 {
                    group.addTask {
                        try await store.write { connection throws in
                            let count = try connection.row("SELECT count FROM notes")?.integer(0) ?? 0
                            try connection.execute("UPDATE notes SET count = ?", [.integer(count + 1)])
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await store.read { try $0.row("SELECT count FROM notes")?.integer(0) } == 200)
    }

    @Test func `a store that another holds is refused as busy, and taken once it is free`() async throws {
        let gate = Gate(store)
        await gate.closed()
        let path = folder.file()
        let impatient = Store(.sqlite(path: path), schema: .first, options: Store.Options(patience: .milliseconds(20)))
        await expectRefusal(.busy, naming: path, retryable: true) { try await impatient.add("a") }
        try await gate.open()
        try await impatient.add("a")
        #expect(try await store.notes == ["a"])
    }

    @Test func `a file that was deleted or replaced while it was in use takes no more writes`() async throws {
        try await store.add("a")
        let image = try folder.crashImage()
        try FileManager.default.removeItem(atPath: folder.file())
        await expectRefusal(.moved, naming: folder.file()) { try await store.add("b") }
        try FileManager.default.copyItem(atPath: image.file(), toPath: folder.file())
        await expectRefusal(.moved, naming: folder.file()) { try await store.add("b") }
    }

    @Test func `a write that comes to a driver too late is refused, not lost`() async throws {
        let driver = try await SQLiteDriver.open(
            SQLiteFile(folder.file()),
            schema: .first,
            options: Store.Options(),
            tally: Tally()
        )
        try await driver.close()
        await #expect(throws: StoreError.self) {
            try await driver.write { try $0.execute("INSERT INTO notes (id) VALUES ('a')") }
        }
        #expect(try await store.notes == [])
    }

    @Test func `a write that is cancelled in the queue never runs`() async throws {
        let store = store
        let gate = Gate(store)
        await gate.closed()
        let ran = Mutex(false)
        let write = Task {
            try await store.write { _ in ran.withLock { $0 = true } }
        }
        while store.traffic.waiting < 1 { await Task.yield() }
        write.cancel()
        await #expect(throws: CancellationError.self) { try await write.value }
        try await gate.open()
        try await store.add("a")
        #expect(ran.withLock { !$0 })
        #expect(store.traffic.waiting == 0)
    }

    @Test func `a write of a cancelled task is not queued`() async throws {
        let store = store
        let write = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await store.add("a")
        }
        await #expect(throws: CancellationError.self) { try await write.value }
        #expect(try await store.notes == [])
    }

    @Test func `a write that runs completes although its task is cancelled`() async throws {
        let store = store
        let (entered, entrance) = AsyncStream.makeStream(of: Void.self)
        let barrier = DispatchSemaphore(value: 0)
        let write = Task {
            try await store.write { connection throws in
                entrance.finish()
                barrier.wait()
                try connection.execute("INSERT INTO notes (id) VALUES ('a')")
            }
        }
        for await _ in entered {}
        write.cancel()
        barrier.signal()
        _ = try await write.value
        #expect(try await store.notes == ["a"])
    }
}
