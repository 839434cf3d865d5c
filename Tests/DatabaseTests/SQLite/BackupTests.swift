import Database
import Foundation
import TestStores
import Testing

@Suite(.enabled(if: !TestStores.arePostgreSQL)) struct BackupTests {
    let folder: Folder
    let path: String

    init() throws {
        folder = try Folder()
        path = folder.file()
    }

    /// A closed store of version 1 with one note.
    private func older() async throws {
        let store = Store(path, .first)
        try await store.add("a")
        try await store.close()
    }

    @Test func `an older store is migrated after a copy of it was put beside it`() async throws {
        try await older()
        let store = Store(path, .second)
        #expect(try await store.read { try $0.row("SELECT title FROM notes WHERE id = 'a'")?.text("title") } == "none")
        try await store.add("b")
        try await store.close()
        #expect(try folder.names == ["market.db", "market.db.v1-backup"])
        #expect(try await Store(folder.file("market.db.v1-backup"), .first).notes == ["a"])
    }

    @Test func `the copy holds what only the log had`() async throws {
        let store = Store(path, .first)
        try await store.add("a")
        let image = try folder.crashImage()
        #expect(try await Store(image.file(), .second).notes == ["a"])
        #expect(try await Store(image.file("market.db.v1-backup"), .first).notes == ["a"])
    }

    @Test func `a copy never replaces an older copy`() async throws {
        try await older()
        try Data("precious".utf8).write(to: URL(fileURLWithPath: folder.file("market.db.v1-backup")))
        try await Store(path, .second).open()
        #expect(try content(folder.file("market.db.v1-backup")) == Data("precious".utf8))
        #expect(try await Store(folder.file("market.db.v1-backup-2"), .first).notes == ["a"])
    }

    @Test func `a new store is not copied`() async throws {
        let store = Store(path, .second)
        try await store.open()
        try await store.close()
        #expect(try folder.names == ["market.db"])
    }

    @Test func `a store that can't be copied is not migrated`() async throws {
        try await older()
        try FileManager.default.createDirectory(
            atPath: path + ".backup-in-progress",
            withIntermediateDirectories: false
        )
        await expectRefusal(.backup, naming: path, retryable: true) { try await Store(path, .second).open() }
        #expect(try await Store(path, .first).notes == ["a"])
    }

    @Test func `two stores that migrate at once do it once`() async throws {
        try await older()
        async let one: Void = Store(path, .second).open()
        async let two: Void = Store(path, .second).open()
        _ = try await (one, two)
        #expect(try folder.names.filter { $0.contains("backup") } == ["market.db.v1-backup"])
    }
}
