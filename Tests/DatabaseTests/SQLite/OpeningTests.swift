import Database
import Foundation
import GRDB
import TestStores
import Testing

@Suite(.enabled(if: !TestStores.arePostgreSQL)) struct OpeningTests {
    let folder: Folder
    let path: String

    init() throws {
        folder = try Folder()
        path = folder.file()
    }

    @Test func `making a store touches nothing, its first use makes the file`() async throws {
        let store = Store(path)
        #expect(try folder.names == [])
        #expect(store.traffic == Store.Traffic())
        #expect(try await store.notes == [])
        #expect(exists(path))
    }

    @Test func `a new file is marked as Compra's and says its version`() async throws {
        let store = Store(path)
        try await store.open()
        try await store.close()
        let header = try content(path)
        #expect(header[68..<72].elementsEqual("CMPR".utf8))
        #expect(header[60..<64].elementsEqual([0, 0, 0, 1]))
    }

    @Test func `an empty file and a database without tables become a store`() async throws {
        try Data().write(to: URL(fileURLWithPath: path))
        try await Store(path).add("a")
        let other = folder.file("other.db")
        try foreignDatabase(other, "CREATE TABLE gone (a); DROP TABLE gone")
        try await Store(other).add("a")
        #expect(try await Store(other).notes == ["a"])
    }

    @Test func `a closed store opens again at its next use`() async throws {
        let store = Store(path)
        try await store.add("a")
        try await store.close()
        #expect(try folder.names == ["market.db"])
        #expect(try await store.notes == ["a"])
        try await store.close()
        try await store.close()
    }

    @Test func `eight stores may open a new file at once`() async throws {
        let path = path
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 { group.addTask { try await Store(path).add("\(number)") } }
            try await group.waitForAll()
        }
        #expect(try await Store(path).notes.count == 8)
    }

    @Test func `a path that looks like SQLite's addresses is a path`() async throws {
        let folder = try Folder()
        let store = Store("\(folder.path)/file:x?mode=memory")
        try await store.add("a")
        #expect(try folder.names.contains("file:x?mode=memory"))
    }

    // MARK: Folders and permissions

    @Test func `a missing folder is made where its name begins with a dot`() async throws {
        try await Store("\(folder.path)/.compra/market.db").add("a")
        #expect(try folder.names == [".compra"])
    }

    @Test func `any other missing folder is refused, and the same store opens once it is there`() async throws {
        let inner = "\(folder.path)/inner"
        let store = Store("\(inner)/market.db")
        await expectRefusal(.folder, naming: inner) { try await store.open() }
        await expectRefusal(.folder, naming: inner) { try await Store("\(inner)/.compra/market.db").open() }
        #expect(!exists(inner))
        try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: false)
        try await store.add("a")
    }

    @Test func `a folder that is a file, and a file that is a folder, are refused`() async throws {
        try Data("x".utf8).write(to: URL(fileURLWithPath: path))
        await expectRefusal(.folder, naming: path) { try await Store("\(path)/market.db").open() }
        await expectRefusal(.cannotOpen, naming: folder.path) { try await Store(folder.path).open() }
    }

    @Test func `a read-only file is refused`() async throws {
        try await Store(path).close()
        let store = Store(path)
        try await store.open()
        try await store.close()
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
        await expectRefusal(.readOnly, naming: path) { try await store.open() }
    }

    @Test func `a read-only folder is refused`() async throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
        await expectRefusal(.readOnly, naming: folder.path) { try await Store(path).open() }
        #expect(try folder.names == [])
    }

    // MARK: Files that aren't ours

    @Test(arguments: ["hello, world\n", String(repeating: "x", count: 200), "SQLite format 2\0"])
    func `a file that is no database is refused and left as it is`(text: String) async throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        await expectRefusal(.notADatabase, naming: path) { try await Store(path).open() }
        #expect(try content(path) == Data(text.utf8))
        #expect(try folder.names == ["market.db"])
    }

    @Test(arguments: [
        "CREATE TABLE theirs (a)",
        "PRAGMA application_id = 7",
        "PRAGMA journal_mode = WAL; CREATE TABLE theirs (a)",
        "PRAGMA user_version = 1; CREATE TABLE notes (id TEXT PRIMARY KEY NOT NULL, count BIGINT)",
    ])
    func `a database of another application is refused and left as it is`(sql: String) async throws {
        let queue = try DatabaseQueue(path: path)
        try await queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
        let before = try content(path)
        await expectRefusal(.foreign, naming: path) { try await Store(path).open() }
        #expect(try content(path) == before)
        #expect(try folder.names == ["market.db"])
    }

    @Test func `another application's tables are seen even where only its log has them`() async throws {
        let queue = try DatabaseQueue(path: path)
        try await queue.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA journal_mode = WAL; CREATE TABLE theirs (a)")
        }
        let image = try folder.crashImage()
        try queue.close()
        let before = (try content(image.file()), try content(image.file("market.db-wal")))
        try #require(!before.1.isEmpty)
        await expectRefusal(.foreign, naming: "market.db") { try await Store(image.file()).open() }
        #expect(try content(image.file()) == before.0)
        #expect(try content(image.file("market.db-wal")) == before.1)
    }

    @Test func `a store whose mark only its log has is ours`() async throws {
        let store = Store(path)
        try await store.add("a")
        let image = try folder.crashImage()
        try #require(!(try content(image.file()).contains { $0 == UInt8(ascii: "C") }))
        #expect(try await Store(image.file()).notes == ["a"])
    }

    @Test func `a store whose mark only its log has is waited for while another connection holds it`() async throws {
        let store = Store(path)
        try await store.add("a")
        let image = try folder.crashImage()
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
        let holder = try DatabaseQueue(path: image.file(), configuration: configuration)
        try await holder.writeWithoutTransaction { try $0.execute(sql: "UPDATE notes SET count = 1") }
        try await #require(throws: DatabaseError.self) {
            try await DatabaseQueue(path: image.file()).read { try $0.execute(sql: "SELECT * FROM notes") }
        }
        async let notes = Store(image.file()).notes
        try await Task.sleep(for: .milliseconds(200))
        try holder.close()
        #expect(try await notes == ["a"])
    }

    @Test func `a newer store is refused and left as it is`() async throws {
        let newer = Store(path, .second)
        try await newer.add("a")
        try await newer.close()
        let before = try content(path)
        await expectRefusal(.newer, naming: "version 2") { try await Store(path, .first).open() }
        #expect(try content(path) == before)
    }

    // MARK: Damage

    /// A closed store of many pages.
    private func filled() async throws -> Data {
        let store = Store(path)
        try await store.write { connection throws in
            let insert = try connection.prepare("INSERT INTO notes (id, count) VALUES (?, ?)")
            for number in 0..<5_000 { try insert.execute([.text("note-\(number)"), SQLValue(number)]) }
        }
        try await store.close()
        return try content(path)
    }

    @Test func `a truncated file is refused and left as it is`() async throws {
        let whole = try await filled()
        let half = whole.prefix(whole.count / 2)
        try half.write(to: URL(fileURLWithPath: path))
        await expectRefusal(.corrupt, naming: path) { try await Store(path).open() }
        #expect(try content(path) == half)
    }

    @Test(arguments: [16, 100])
    func `a damaged first page is refused and left as it is`(offset: Int) async throws {
        var damaged = try await filled()
        damaged[offset] = 0xA5
        try damaged.write(to: URL(fileURLWithPath: path))
        await expectRefusal(.corrupt, naming: path) { try await Store(path).open() }
        #expect(try content(path) == damaged)
    }

    @Test func `a damaged page is named when it is read, found by check, and never written over`() async throws {
        var damaged = try await filled()
        for page in 3..<8 {
            damaged.replaceSubrange(page * 4096..<page * 4096 + 64, with: Data(repeating: 0xA5, count: 64))
        }
        try damaged.write(to: URL(fileURLWithPath: path))
        let store = Store(path)
        await expectRefusal(.corrupt, naming: path) { _ = try await store.notes }
        #expect(try await !store.check().isEmpty)
        await expectRefusal(.corrupt, naming: path) {
            _ = try await store.write { try $0.execute("UPDATE notes SET count = 0") }
        }
        try await store.close()
        #expect(try content(path) == damaged)
    }

    @Test func `check finds nothing in a sound store`() async throws {
        _ = try await filled()
        #expect(try await Store(path).check() == [])
    }

    @Test func `check names a row whose parent is missing`() async throws {
        let schema = Schema([
            Migration(
                version: 1,
                [
                    "CREATE TABLE parents (id BIGINT PRIMARY KEY)",
                    "CREATE TABLE children (parent BIGINT REFERENCES parents (id))",
                ]
            )
        ])
        try await Store(path, schema).open()
        var careless = Configuration()
        careless.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: careless)
        try await queue.write { try $0.execute(sql: "INSERT INTO children VALUES (1)") }
        try queue.close()
        let problems = try await Store(path, schema).check()
        #expect(problems.count == 1)
        #expect(problems.first?.description.contains("children") == true)
    }
}
