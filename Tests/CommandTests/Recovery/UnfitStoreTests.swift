import Foundation
import Testing

/// A store that can't be used, or not be written: it is named, with what to do, and left as it is.
@Suite struct UnfitStoreTests {
    let place: Workplace

    init() async throws {
        place = try Workplace()
        try await place.run(Scripts.twoGroups)
    }

    private var file: String { place.file(".compra/market.db") }

    private var content: Data {
        get throws { try Data(contentsOf: URL(fileURLWithPath: file)) }
    }

    /// Expects that every command that uses the market fails with these words, and changes nothing.
    private func expectRefusals(_ words: String...) async throws {
        let before = try content
        for arguments in [["market", "show"], ["market", "close"], ["run", "script.lua"]] {
            let outcome = try await place.start(arguments).outcome()
            #expect(outcome.code == 1, "\(arguments)")
            for word in words { #expect(outcome.error.contains(word), "\(arguments): \(outcome.error)") }
        }
        #expect(try content == before)
    }

    @Test func `a damaged page`() async throws {
        // What was written last is beside the file until somebody puts it there.
        let program = "import sqlite3; sqlite3.connect('.compra/market.db').execute('PRAGMA wal_checkpoint(TRUNCATE)')"
        #expect(try await place.shell("python3 -c \"\(program)\"").code == 0)
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: file))
        // All pages but the first, which says what the file is.
        try handle.seek(toOffset: 4096)
        try handle.write(contentsOf: Data(repeating: 0xA5, count: try content.count - 4096))
        try handle.close()
        try await expectRefusals("market.db is damaged", "restore a backup")
        let check = try await place.compra("market", "check")
        #expect(check.code == 1 && (check.output + check.error).contains("market.db"))
    }

    @Test func `a file of a newer version`() async throws {
        let program = "import sqlite3; sqlite3.connect('.compra/market.db').execute('PRAGMA user_version = 99')"
        #expect(try await place.shell("python3 -c \"\(program)\"").code == 0)
        try await expectRefusals("version 99")
    }

    @Test func `a file that may only be read`() async throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: file)
        try await expectRefusals("market.db", "chmod")
    }
}
