import Foundation
import Testing

/// `docs/rules.md` read as a table: it has every rule, names what exists, and what it names shows the rule.
@Suite("The table of rules")
struct RulesTableTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A row, by its first cell.
    private struct Row {
        let name: String
        let cells: [String]

        /// What is in backticks in a cell.
        func names(in cell: Int) -> [String] {
            cells[cell].split(separator: "`", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset % 2 == 1 }.map { String($0.element) }
        }

        var cannotApply: Bool { cells.contains { $0.hasPrefix("can't apply: ") } }
    }

    /// The lines of the page.
    private let lines: [Substring]
    private let rows: [Row]

    /// The tests of the project: their texts by the name of the file.
    private let tests: [String: String]

    init() throws {
        let page = try String(contentsOf: Self.root.appendingPathComponent("docs/rules.md"), encoding: .utf8)
        lines = page.split(separator: "\n", omittingEmptySubsequences: false)
        rows = lines.filter { $0.hasPrefix("| ") }.map { line in
            let cells = line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            return Row(name: cells[0], cells: cells)
        }
        var tests: [String: String] = [:]
        let folder = Self.root.appendingPathComponent("Tests")
        for case let file as URL in FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
            ?? .init()
        {
            guard file.pathExtension == "swift" else { continue }
            tests[file.deletingPathExtension().lastPathComponent] = try String(contentsOf: file, encoding: .utf8)
        }
        self.tests = tests
    }

    private func rows(of kind: String, upTo count: Int) throws -> [Row] {
        let found = rows.filter { $0.name.hasPrefix("\(kind)-") }
        #expect(found.map(\.name) == (1...count).map { "\(kind)-\($0)" }, "each once, in order")
        return found
    }

    /// The names of a file's tests and suites.
    private func titles(in file: String) -> [String] {
        (tests[file] ?? "").split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter {
            $0.hasPrefix("@Test") || $0.hasPrefix("@Suite") || $0.hasPrefix("\"") || $0.contains("func `")
        }
    }

    /// Whether a title has a rule's number, or a range with it.
    private func shows(_ title: String, _ rule: Int) -> Bool {
        if title.firstMatch(of: try! Regex("R-\(rule)(?![0-9])")) != nil { return true }
        return title.matches(of: /R-(\d+) to R-(\d+)/).contains { match in
            guard let first = Int(match.1), let last = Int(match.2) else { return false }
            return first <= rule && rule <= last
        }
    }

    private func exists(_ source: String) -> Bool {
        ["Sources/LocalMarket/\(source).swift", "Sources/\(source).swift", "Sources/\(source)"].contains {
            FileManager.default.fileExists(atPath: Self.root.appendingPathComponent($0).path)
        }
    }

    @Test(
        "R-1 to R-75 have a row each, with files that exist and tests that name the rule, or say why they can't apply"
    )
    func rules() throws {
        for (number, row) in zip(1..., try rows(of: "R", upTo: 75)) where !row.cannotApply {
            let sources = row.names(in: 2).filter { $0.contains("/") || $0.first?.isUppercase == true }
            #expect(!sources.isEmpty, "\(row.name) is enforced nowhere")
            for source in sources { #expect(exists(source), "\(row.name): there is no \(source)") }
            let files = row.names(in: 3).filter { $0.hasSuffix("Tests") }
            #expect(!files.isEmpty, "\(row.name) is shown by nothing")
            for file in files {
                #expect(titles(in: file).contains { shows($0, number) }, "\(file) has no test that names \(row.name)")
            }
        }
    }

    @Test("OP-1 to OP-40 have a row each: the request is performed where it says, and a test makes it")
    func operations() throws {
        for row in try rows(of: "OP", upTo: 40) where !row.cannotApply {
            let (request, source, file) = (row.names(in: 1)[0], row.names(in: 2)[0], row.names(in: 3)[0])
            let texts = ["Sources/LocalMarket/\(source).swift", "Sources/\(source).swift"].compactMap {
                try? String(contentsOf: Self.root.appendingPathComponent($0), encoding: .utf8)
            }
            let performs = texts.contains { text in
                ["Local", "Drawn"].contains { text.contains("extension \(request): \($0)") }
            }
            #expect(performs, "\(row.name): \(source) doesn't perform \(request)")
            #expect(tests[file]?.contains("\(request)(") == true, "\(row.name): \(file) doesn't make a \(request)")
        }
    }

    @Test("What a test names can apply")
    func applicability() throws {
        for row in rows where row.cannotApply {
            let name = try Regex("\(row.name)(?![0-9])")
            let files = tests.keys.filter { titles(in: $0).contains { $0.firstMatch(of: name) != nil } }
            #expect(files.isEmpty, "\(row.name) can't apply, says the page, and \(files.sorted()) show it")
        }
    }

    @Test("Every row is of a table: what has a header and no line between its rows")
    func contiguity() {
        var table: [Substring] = []
        for line in lines + [""] {
            guard !line.hasPrefix("|") else {
                table.append(line)
                continue
            }
            if let first = table.first {
                #expect(table.count > 2 && table[1].hasPrefix("|---"), "\(first) begins no table")
                let cells = Set(table.map { $0.count { $0 == "|" } })
                #expect(cells.count == 1, "the rows under \(first) have \(cells) cells")
            }
            table = []
        }
    }

    @Test("A-1 to A-47 have a row each, with a reading, and tests that there are")
    func openPoints() throws {
        for row in try rows(of: "A", upTo: 47) {
            #expect(!row.cells[1].isEmpty, "\(row.name) has no reading")
            for file in row.names(in: 2) { #expect(tests[file] != nil, "\(row.name): there is no \(file)") }
        }
    }
}
