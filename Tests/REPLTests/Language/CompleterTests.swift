import Scripting
import Testing

@testable import REPL

/// A session that knows a cart, a table and some ids.
private struct FakeSurroundings: Surroundings {
    var modules: [String] { ["csv", "dates"] }
    var ids: [(id: String, title: String)] {
        [("DZH318Z0D1L4", "product"), ("contoso.onmicrosoft.com", "customer Contoso")]
    }
    var commands: [(name: String, summary: String)] { [("save", "…"), ("market", "…")] }

    func files(in folder: String) -> [String] {
        folder == "scripts/" ? ["a.lua", "b.lua"] : ["scripts/", "notes.txt"]
    }
    func continues(_ text: String) -> Bool { false }

    func look(_ path: [String]) -> InteractiveInterpreter.Found {
        switch path {
        case []: .table([("cart", "userdata"), ("prices", "table")])
        case ["cart"]: .object(type: "cart")
        case ["prices"]: .table([("small", "number"), ("smaller", "number")])
        case ["string"]: .table([("rep", "function"), ("reverse", "function")])
        case ["name"]: .string
        default: .nothing
        }
    }
}

@Suite struct CompleterTests {
    private let completer = Completer(world: FakeSurroundings())

    /// The candidates at the end of a text.
    private func candidates(_ text: String) -> [String] {
        completer.completion(of: text, at: text.utf8.count)?.candidates.map(\.text) ?? []
    }

    @Test(arguments: [
        ("mark", ["market"]), ("x = purch", ["purchase"]), ("pri", ["prices", "print"]), ("whi", ["while"]),
        ("local total = 1\nreturn tot", ["total"]), ("cloc", ["clock"]),
    ])
    func `Globals of the prelude, of Lua, of the session and of the text`(text: String, names: [String]) {
        #expect(candidates(text) == names)
    }

    @Test(arguments: [
        ("market.cust", ["customers"]), ("market.customers:", ["get", "list"]), ("cart.exp", ["expires_at"]),
        ("cart:ch", ["change", "checkout"]), ("prices.small", ["small", "smaller"]), ("clock.n", ["now"]),
        ("json.", ["decode", "encode"]), ("cart:try_ch", ["try_change", "try_checkout"]),
        ("(\"x\"):re", ["rep", "reverse"]),
        ("name:rep", ["rep"]), ("cart.lines[1].quan", ["quantity"]), ("market[\"customers\"]:g", ["get"]),
    ])
    func `Fields behind a full stop, actions behind a colon`(text: String, names: [String]) {
        #expect(candidates(text) == names)
    }

    @Test(arguments: [
        (#"market.customers:get("x"):catalog{ segment = "commercial" }:products():first():sk"#, ["sku", "skus"]),
        (#"market.customers:get "x":cat"#, ["catalog"]), ("market.customers:list():one().dom", ["domain"]),
        ("local c = market.customers:get \"x\"\nc:cat", ["catalog"]),
        ("for c in market.customers:list() do c.dom", ["domain"]),
        ("USD \"5\":is", ["is_zero"]), ("market.customers:get", ["get"]),
    ])
    func `A chain of calls is followed by the types in the descriptions`(text: String, names: [String]) {
        #expect(candidates(text) == names)
    }

    @Test(arguments: [
        ("cart:add{ qua", ["quantity = "]), ("cart:add{ quantity = 1, ter", ["term = "]),
        ("cart:add{ quantity = 1, quan", []),
        ("cart:change(cart.lines[1], { qua", ["quantity = "]), (#"purchase "x" { seg"#, ["segment = "]),
        ("market.catalog:view{ segment = \"com", ["commercial"]),
        ("market.catalog:view{ segment = \"", ["commercial", "education", "government"]),
    ])
    func `Named arguments inside braces, and the names that they take`(text: String, names: [String]) {
        #expect(names.isEmpty ? candidates(text).isEmpty : names.allSatisfy(candidates(text).contains))
    }

    @Test(arguments: [
        (#"require "d"#, ["dates"]), (#"require("c"#, ["csv"]), (#"x:product "DZ"#, ["DZH318Z0D1L4"]),
        (#"market.customers:get "con"#, ["contoso.onmicrosoft.com"]), ("-- mar", []), (#"x = "nothing like it"#, []),
    ])
    func `In strings: modules, ids that were seen; in comments nothing`(text: String, names: [String]) {
        #expect(candidates(text) == names)
    }

    @Test(arguments: [
        (".s", [".save"]), (".save scr", ["scripts/"]), (".load scripts/", ["scripts/a.lua", "scripts/b.lua"]),
        ("?cart:check", ["cart:checkout"]),
    ])
    func `Commands, their files, and names behind a question mark`(text: String, names: [String]) {
        #expect(candidates(text) == names)
    }

    @Test func `Only the text before the cursor counts`() {
        let completion = completer.completion(of: "mark + 1", at: 4)
        #expect(completion?.range == 0..<4)
        #expect(completion?.candidates.map(\.text) == ["market"])
    }

    @Test func `Inside a call the hint says what it takes`() {
        let text = "cart:change("
        #expect(
            completer.hint(for: text, at: text.utf8.count)?.hasPrefix("cart:change(line, { offer = availability|sku?")
                == true
        )
        #expect(completer.hint(for: "cart", at: 4) == nil)
        #expect(completer.hint(for: "cart:checkout()", at: 15) == nil)
    }

    @Test func `Every candidate fits where it goes`() {
        for text in ["market.", "cart:", "cart:add{ ", "x = ", "for a, b in pa"] {
            let completion = completer.completion(of: text, at: text.utf8.count)
            #expect(completion?.range.upperBound == text.utf8.count)
            #expect(completion?.candidates.isEmpty == false, "\(text)")
        }
    }
}
