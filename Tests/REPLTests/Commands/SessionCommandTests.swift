import Compra
import FoundationEssentials
import Scripting
import Testing

@testable import REPL

@Suite struct SessionCommandTests {
    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "session-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    @Test func `help lists every command, and has a line for the keys`() async throws {
        let lines = try await Sandbox().show(".help")
        for command in SessionCommand.all {
            #expect(lines.contains { $0.hasPrefix("  .\(command.name) ") }, "\(command.name)")
        }
        #expect(try await Sandbox().show(".help keys").contains { $0.contains("Ctrl-R") })
    }

    @Test func `Terms have their meaning beside them, or below where there is no room`() {
        let terms = [("short", "what it means"), ("quite a long term to read", "more of it")]
        #expect(
            Presentation(width: 60).glossary(terms).map(\.text) == [
                "  short                      what it means", "  quite a long term to read  more of it",
            ]
        )
        #expect(
            Presentation(width: 20).glossary(terms).map(\.text) == [
                "  short", "      what it means", "  quite a long term to read", "      more of it",
            ]
        )
    }

    @Test func `A misspelt command suggests the right one`() async throws {
        let error = try #require(await (try Sandbox()).failure(".marekt") as? CommandError)
        #expect(error.hint?.contains("market") == true)
        let lines = FailureReport.lines(error).map(\.text)
        #expect(lines == ["error: \(error.message)", "  hint: \(error.hint ?? "")"])
    }

    @Test(arguments: ScriptReference.descriptions.map(\.path))
    func `Every name has help that shows how it is written`(path: String) async throws {
        let lines = try Reference.help(on: path, in: Presentation(width: 100))
        let description = try #require(ScriptReference.descriptions.first { $0.path == path })
        #expect(lines.contains { $0.text.contains(description.name) })
        #expect(lines.count > 1)
    }

    @Test func `A type shows its members, a word whatever is about it`() async throws {
        #expect(try await Sandbox().show("?cart").contains { $0.contains("cart:checkout") })
        #expect(try await Sandbox().show("?checkout").first?.hasPrefix("cart:checkout") == true)
        #expect(try await Sandbox().show("?try_checkout").first?.hasPrefix("cart:checkout") == true)
        #expect(try await Sandbox().show("??inventory").isEmpty == false)
        let error = await (try Sandbox()).failure("?chekout") as? CommandError
        #expect(error?.hint?.contains("checkout") == true)
    }

    @Test func `market and time tell the market's name and time`() async throws {
        let sandbox = try Sandbox()
        #expect(try await sandbox.show(".market").contains { $0.contains("embedded") })
        #expect(try await sandbox.show(".time").first?.contains("UTC") == true)
        #expect(try await sandbox.show(".time 1 + 1").first == "_1 = 2")
    }

    @Test func `save writes what worked and replaces nothing unasked, load runs it`() async throws {
        try await withFolder { folder in
            let sandbox = try Sandbox()
            #expect(await sandbox.failure(".save \(folder)/a.lua") is CommandError)
            _ = try await sandbox.show("local x = 41")
            _ = await sandbox.failure("error 'no'")
            _ = try await sandbox.show("x = x + 1")
            _ = try await sandbox.show(".save \(folder)/a.lua")
            let text = try String(contentsOfFile: "\(folder)/a.lua", encoding: .utf8)
            #expect(text == "-- Saved from an interactive session.\n\nlocal x = 41\nx = x + 1\n")
            let error = await sandbox.failure(".save \(folder)/a.lua") as? CommandError
            #expect(error?.hint?.contains("-f") == true)
            _ = try await sandbox.show(".save -f \(folder)/a.lua")
            let other = try Sandbox()
            _ = try await other.show(".load \(folder)/a.lua")
            #expect(try await other.show("x") == ["_2 = 42"])
            #expect(await other.failure(".load \(folder)/none.lua") is CommandError)
        }
    }

    @Test func `out writes rows as CSV and anything as JSON, amounts exact`() async throws {
        try await withFolder { folder in
            let sandbox = try Sandbox()
            _ = try await sandbox.show(
                ##"rows = { { name = "a, b", price = USD "1.50" }, { name = "=1+1", note = 'say "x"' } }"##
            )
            _ = try await sandbox.show(".out \(folder)/rows.csv rows")
            let csv = try String(contentsOfFile: "\(folder)/rows.csv", encoding: .utf8)
            #expect(csv == "name,price,note\r\n\"a, b\",1.50 USD,\r\n'=1+1,,\"say \"\"x\"\"\"\r\n")
            _ = try await sandbox.show(".out \(folder)/rows.json rows[1]")
            let json = try String(contentsOfFile: "\(folder)/rows.json", encoding: .utf8)
            #expect(json.contains(#""price" : "1.50 USD""#))
            #expect(await sandbox.failure(".out \(folder)/rows.csv rows") is CommandError)
            #expect(await sandbox.failure(".out \(folder)/rows.txt rows") is CommandError)
            _ = try await sandbox.show("market.customers:list()")
            _ = try await sandbox.show(".out \(folder)/customers.csv")
            let customers = try String(contentsOfFile: "\(folder)/customers.csv", encoding: .utf8)
            #expect(customers.contains(##""{""company_name"":""Contoso"",""domain"":""##))
        }
    }

    @Test func `expand shows all of what was cut`() async throws {
        let sandbox = try Sandbox()
        let cut = try await sandbox.show("(function() local t = {} for i = 1, 3000 do t[i] = { i } end return t end)()")
        #expect(cut.last?.contains("more lines") == true)
        let whole = try await sandbox.show(".expand")
        #expect(whole.count > 3000)
    }

    @Test func `edit opens the last input, one that failed, too`() async throws {
        let sandbox = try Sandbox()
        #expect(try await sandbox.show(".edit") == ["edit: "])
        _ = try await sandbox.show("x = 1")
        _ = await sandbox.failure("x.y.z")
        #expect(try await sandbox.show(".edit") == ["edit: x.y.z"])
    }

    @Test func `watch shows a value again until it is stopped`() async throws {
        let sandbox = try Sandbox()
        _ = try await sandbox.show("n = 0 function count() n = n + 1 return n end")
        let task = Task { await sandbox.failure(".watch 3600 count()") }
        while !sandbox.printed.text.contains("1\n") { await Task.yield() }
        task.cancel()
        #expect(await task.value != nil)
        #expect(await sandbox.failure(".watch x") is CommandError)
    }
}
