import ArgumentParser
import Commerce
import Compra
import FoundationEssentials
import Synchronization

/// `compra test [PATH…]`.
struct TestCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the tests of scripts and bundles: every *_test.lua.",
        discussion: """
            Each test has a demonstration market of its own, in memory, and moves its clock with clock.advance. A test \
            can run a script: run("buy.lua", { quantity = 2 }) returns the report of compra run --json.

            Exit codes: 0 all passed, 1 some failed, 64 there is no test.

            EXAMPLES
              compra test
              compra test scripts/team --json
            """
    )

    @Argument(help: "Files, or folders to look through. (default: the current folder)")
    var paths: [String] = []

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup(title: "Library options") var libraries: LibraryOptions
    @OptionGroup(title: "Limits of each test") var limits: LimitOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    private struct Report: Encodable {
        struct Test: Encodable {
            let file: String
            let title: String
            let passed: Bool
            let message: String?
            let place: String?
        }

        let passed: Int
        let failed: Int
        let tests: [Test]
    }

    func perform(on console: Console) async throws {
        let files = (paths.isEmpty ? ["."] : paths).flatMap(Self.files)
        var tests: [Report.Test] = []
        for file in files { tests += try await run(file, console) }
        guard !tests.isEmpty else {
            throw Problem.usage(
                "there is no test",
                hint: "tests are in files that end in _test.lua, as it(\"…\", function() … end)"
            )
        }
        let failed = tests.count { !$0.passed }
        let report = Report(passed: tests.count - failed, failed: failed, tests: tests)
        if json {
            console.output.write(try JSONText.bytes(of: report))
        } else {
            console.output.line("\(report.passed) passed, \(report.failed) failed")
        }
        if failed > 0 { throw ExitCode.failed }
    }

    private func run(_ path: String, _ console: Console) async throws -> [Report.Test] {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let (script, libraries) = try await libraries.read(path, for: .embedded)
        let options = self.libraries
        let file = TestFile(
            script,
            libraries: libraries,
            limits: try limits.limits(by: try Settings.load()),
            logger: console.logger("compra.test"),
            output: { console.error.write($0) },
            read: { try await options.read($0.hasPrefix("/") ? $0 : "\(folder)/\($0)", for: .embedded) }
        )
        if !json { console.output.line(console.paint(path.printable, .bold)) }
        let outcomes = try await file.run { outcome in
            guard !json else { return }
            for line in Self.lines(outcome, console.paint) { console.output.line(line) }
        }
        return outcomes.map { outcome in
            let error = outcome.error as? LuaError
            return Report.Test(
                file: path,
                title: outcome.title,
                passed: outcome.error == nil,
                message: outcome.error.map { error?.message ?? "\($0)" },
                place: error?.where
            )
        }
    }

    private static func lines(_ outcome: TestFile.Outcome, _ paint: Paint) -> [String] {
        guard let error = outcome.error else { return ["  \(paint("ok", .faint))    \(outcome.title.printable)"] }
        let lua = error as? LuaError
        let place = lua?.where.map { ["          at \($0.printable)"] } ?? []
        return [
            "  \(paint("FAIL", .red))  \(outcome.title.printable)",
            "          \((lua?.message ?? "\(error)").printable)",
        ] + place
    }

    /// The test files of a path: itself, or those below it, without hidden and vendored ones.
    private static func files(_ path: String) -> [String] {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else { return [path] }
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
        return names.filter { !$0.hasPrefix(".") && $0 != "vendor" }.flatMap { name in
            let inner = path == "." ? name : "\(path)/\(name)"
            var isFolder = false
            _ = FileManager.default.fileExists(atPath: inner, isDirectory: &isFolder)
            return isFolder ? files(inner) : name.hasSuffix("_test.lua") ? [inner] : []
        }
    }
}
