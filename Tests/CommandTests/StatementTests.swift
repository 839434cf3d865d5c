import Foundation
import Testing

/// Documents of invoices: from scripts into the output folder, from the command to wherever it is told.
@Suite struct StatementTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
    }

    /// A market with one invoice. Returns its id.
    private func bill() async throws -> String {
        #expect(try await place.run(Scripts.server).code == 0)
        let closing = try await place.compra("market", "close", "--json").json()
        let invoices = try #require(closing["invoices"] as? [[String: Any]])
        return try #require(invoices.first?["id"] as? String)
    }

    private func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: place.file(name)))
    }

    private static let documents = """
        for invoice in market.invoices:list() do
          local statement = invoice:statement "2026/september.pdf"
          print(statement.path, #statement.warnings, #invoice:receipts(), invoice:lines_csv().path)
        end
        """

    @Test func `a script writes the statement and the lines into the run's output folder`() async throws {
        let invoice = try await bill()
        let outcome = try await place.run(Self.documents, "--json")
        #expect(outcome.code == 0, "\(outcome.error)")
        let run = try #require(try outcome.json()["run"] as? String)
        let folder = ".compra/out/\(run)"
        let expected = "\(place.file(folder))/2026/september.pdf\t0\t0\t\(place.file(folder))/Invoice_\(invoice).csv\n"
        #expect(outcome.error == expected)
        #expect(try bytes("\(folder)/2026/september.pdf").starts(with: Data("%PDF-".utf8)))
        let table = String(decoding: try bytes("\(folder)/Invoice_\(invoice).csv"), as: UTF8.self)
        #expect(table.split(whereSeparator: \.isNewline).count == 2)
        #expect(table.contains(#""DEMO0SQL2022","0001""#) && table.contains(",931.00,"))
    }

    @Test func `--output names the folder, and the same invoice is the same bytes`() async throws {
        _ = try await bill()
        for folder in ["one", "two"] { #expect(try await place.run(Self.documents, "--output", folder).code == 0) }
        #expect(try bytes("one/2026/september.pdf") == bytes("two/2026/september.pdf"))
    }

    @Test func `a plan writes no documents`() async throws {
        _ = try await bill()
        let plan = try await place.run(Self.documents, "--output", "plan", command: "plan")
        #expect(plan.code == 0)
        #expect(plan.output.contains("plan/2026/september.pdf"))
        #expect(!(try place.names.contains("plan")))
    }

    @Test(arguments: ["../out.pdf", "/tmp/out.pdf", "a/../../out.pdf", ""])
    func `a name that leaves the output folder is refused before anything is asked`(name: String) async throws {
        _ = try await bill()
        for action in ["statement", "lines_csv"] {
            let outcome = try await place.run(
                "market.invoices:list():first():\(action)(\"\(name)\")",
                "--output",
                "documents"
            )
            #expect(outcome.code == 1)
            #expect(outcome.error.contains("\"\(name)\" does not name a file in the folder"), "\(outcome.error)")
            #expect(outcome.error.contains("code: name_outside_folder"))
            #expect(!(try place.names.contains("documents")))
        }
    }

    @Test func `the command writes the newest invoice, or the one that is named, or its lines`() async throws {
        let none = try await place.compra("market", "statement")
        #expect(none.code == 1)
        #expect(none.error.contains("no invoice yet"))
        let invoice = try await bill()
        let newest = try await place.compra("market", "statement")
        #expect(newest.output.hasPrefix("Wrote Invoice_\(invoice).pdf, "), "\(newest.error)")
        try await place.compra("market", "statement", invoice, "--out", "named.pdf")
        #expect(try bytes("named.pdf") == bytes("Invoice_\(invoice).pdf"))
        let table = try await place.compra("market", "statement", "--csv", "--out", "-")
        #expect(table.output.hasPrefix(#""partnerId","customerId""#))
        let unknown = try await place.compra("market", "statement", "G000000000", "--out", "none.pdf")
        #expect(unknown.code == 1)
        #expect(unknown.error.contains("no invoice G000000000"))
        #expect(!(try place.names.contains("none.pdf")))
    }

    @Test(arguments: ["", "--csv"])
    func `a file that can't be written is told by name, and nothing of it is left`(option: String) async throws {
        _ = try await bill()
        let compra = RunningCommand.executable.path
        let before = try place.names
        for (line, says) in [
            (
                "\(compra) market statement \(option) --out no/such/folder.pdf",
                "no/such/folder.pdf could not be written"
            ),
            ("\(compra) market statement \(option) --out /dev/full", "/dev/full could not be written: No space left"),
            ("\(compra) market statement \(option) --out - > /dev/full", "No space left"),
        ] {
            let outcome = try await place.shell(line)
            #expect(outcome.code == 1, "\(line)")
            #expect(outcome.error.contains(says), "\(outcome.error)")
            #expect(outcome.error.contains("hint: "))
        }
        #expect(try place.names == before)
        #expect(try await place.shell("\(compra) market statement \(option) --out - | true").error.isEmpty == false)
    }

    @Test func `letters that no font has are named in a warning`() async throws {
        _ = try await bill()
        try place.write(
            "fonts.conf",
            "<?xml version=\"1.0\"?><fontconfig><dir>\(place.file("none"))</dir></fontconfig>"
        )
        let outcome = try await place.compra(
            "market",
            "statement",
            environment: ["FONTCONFIG_FILE": place.file("fonts.conf")]
        )
        #expect(outcome.error.contains("warning:"), "\(outcome.error)")
        #expect(outcome.error.contains("font"), "\(outcome.error)")
    }

    @Test func `a script without documents neither loads nor needs cairo and pango`() async throws {
        _ = try await bill()
        let debug = ["LD_DEBUG": "files"]
        let plain = try await place.compra("run", "script.lua", environment: debug)
        #expect(plain.error.contains("libc.so"))
        for library in ["cairo", "pango", "fontconfig"] { #expect(!plain.error.contains(library)) }
        let drawn = try await place.compra("market", "statement", environment: debug)
        #expect(drawn.error.contains("libcairo"))
    }
}
