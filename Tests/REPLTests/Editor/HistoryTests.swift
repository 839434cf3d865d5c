import FoundationEssentials
import Testing

@testable import REPL

@Suite struct HistoryTests {
    private func withFile(limit: Int = 10_000, _ body: (HistoryFile, String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "history-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/history"
        try body(HistoryFile(path: path, limit: limit), path)
    }

    @Test func `Blank entries and repetitions are not kept`() {
        var history = History()
        let added = ["a", "a", " \n", "b"].map { history.append($0) }
        #expect(added == [true, false, false, true])
        #expect(history.entries == ["a", "b"])
    }

    @Test func `The oldest entries make room`() {
        var history = History((1...10).map(String.init), limit: 10)
        _ = history.append("11")
        #expect(history.entries == (2...11).map(String.init))
    }

    @Test func `The file gives back what was written, blocks whole`() throws {
        let entries = ["a", "for i = 1, 2 do\n  print(\"\\n\")\nend", "\\", "漢\\n", "x"]
        try withFile { file, _ in
            #expect(try file.load().isEmpty)
            for entry in entries { try file.append(entry) }
            #expect(try file.load() == entries)
        }
    }

    @Test func `The file is its owner's only, also if it was not before`() throws {
        try withFile { file, path in
            try file.append("a")
            let mode = { try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int }
            #expect(try mode() == 0o600)
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
            try file.append("b")
            #expect(try mode() == 0o600)
        }
    }

    @Test func `A file that has grown to twice the limit keeps the newest`() throws {
        try withFile(limit: 10) { file, path in
            for number in 1...25 { try file.append("\(number)") }
            #expect(try file.load() == (16...25).map(String.init))
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            #expect(lines.count == 10)
        }
    }

    @Test func `A line that was cut off spoils no other`() throws {
        try withFile { file, path in
            try Data("whole\nhal".utf8).write(to: URL(filePath: path))
            try file.append("next")
            #expect(try file.load() == ["whole", "hal", "next"])
        }
    }

    @Test func `Sessions that write at once, one of them anew, lose nothing of each other's`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "history-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/history"
        let limit = 500
        let old = (0..<2 * limit).map { "old \($0)\n" }.joined()
        try Data(old.utf8).write(to: URL(filePath: path))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for session in 0..<4 {
                group.addTask {
                    let file = HistoryFile(path: path, limit: limit)
                    for number in 0..<50 {
                        try file.append("session \(session) \(number)")
                        if session == 0 { _ = try file.load() }
                    }
                }
            }
            try await group.waitForAll()
        }
        let entries = try HistoryFile(path: path).load()
        for session in 0..<4 {
            #expect(
                entries.filter { $0.hasPrefix("session \(session) ") } == (0..<50).map { "session \(session) \($0)" }
            )
        }
    }

    @Test func `A device in its place keeps nothing and stays as it is`() throws {
        let file = HistoryFile(path: "/dev/null")
        let mode = { try FileManager.default.attributesOfItem(atPath: "/dev/null")[.posixPermissions] as? Int }
        let before = try mode()
        try file.append("a")
        #expect(try file.load().isEmpty)
        #expect(try mode() == before)
    }

    @Test func `A folder in its place is an error that names the remedy`() throws {
        let file = HistoryFile(path: "/")
        #expect(throws: HistoryFileError.self) { try file.append("a") }
        do { try file.append("a") } catch { #expect("\(error)".contains("COMPRA_HISTORY")) }
    }

    @Test(arguments: [
        #"local client_secret = "abc""#, #"connect{ password = "x" }"#, #"headers["Authorization"] = "Bearer abc""#,
        #"x = "eyJhbGciOiJIUzI1NiJ9.e30.abc""#, "key = [[-----BEGIN PRIVATE KEY-----\nabc\n]]",
        #"x = "Kx28Q~aB3dEfGhIjKlMnOpQrStUvWxYz012345""#, " anything", #"refresh_token = "a"#,
    ])
    func `What may be a secret is told`(entry: String) {
        #expect(Secrets.mayBe(in: entry))
    }

    @Test(arguments: [
        #"market.customers:get "contoso.onmicrosoft.com""#, #"c:order "dfbd9b6a3a3b4a2f8c1d5e6f7a8b9c0d1""#,
        #"c:order "t00E30zAGCV6QbT5KcxgRZdl_0Ir9hAI1""#, #"c:order("t00E30zAGCV6QbT5KcxgRZdl_0Ir9hAI1").status"#,
        #"c:subscription "8AE3C3A0-2B73-4B1E-9F5C-7F3B0A1D2E4F""#, "local secretary = 5",
        #"purchase "x" { product = "DZH318Z0BQ4B", sku = "00WR", term = "P3Y", quantity = 2 }"#,
    ])
    func `Ids and ordinary lines are none`(entry: String) {
        #expect(!Secrets.mayBe(in: entry))
    }
}
