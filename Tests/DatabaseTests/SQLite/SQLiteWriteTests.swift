import Foundation
import Synchronization
import TestStores
import Testing

@testable import Database

@Suite(.enabled(if: !TestStores.arePostgreSQL)) struct SQLiteWriteTests {
    let folder: Folder
    let store: Store

    init() throws {
        folder = try Folder()
        store = Store(folder.file())
    }

    private struct Thrown: Error {}

    @Test func `a commit is on disk before it is answered, not only in the log of the system`() async throws {
        let modes = try await store.write { connection in
            try ["journal_mode", "synchronous"].map { try connection.row("PRAGMA \($0)")?[0] }
        }
        #expect(modes == [.text("wal"), .integer(2)], "2 is FULL")
    }

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
            try await driver.write(briefly: false) { try $0.execute("INSERT INTO notes (id) VALUES ('a')") }
        }
        #expect(try await store.notes == [])
    }
}
