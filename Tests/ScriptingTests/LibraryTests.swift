import Commerce
import Logging
import Lua
import Synchronization
import Testing

@testable import Scripting

/// A library does what its manifest declares and its user grants, whatever it tries.
@Suite struct LibraryTests {
    /// A market that notes what is asked of it, and answers nothing.
    private final class Ear: Marketplace {
        let identity = MarketIdentity(name: "ear", environment: .embedded)
        let clock: any MarketClock = StillClock()
        let heard = Mutex<[String]>([])

        func perform<Request: MarketRequest>(_ request: Request, in context: CallContext) async throws
            -> Request.Response
        {
            heard.withLock { $0.append(request.operation.title) }
            throw MarketError(.notSupported, "nobody is there")
        }
    }

    private struct StillClock: MarketClock {
        let lastKnown = Timestamp.none
        func now() async throws -> Timestamp { lastKnown }
        func sleep(until time: Timestamp) async throws {}
        func running<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
            try await body()
        }
    }

    private func library(
        _ name: String,
        _ source: String,
        _ capabilities: Set<Capability> = [],
        grants: [String: Set<Capability>] = [:]
    ) -> ScriptPackage {
        ScriptPackage(
            name: name,
            version: "1.0.0",
            modules: [name: .init(path: "main.lua", source: Array(source.utf8))],
            data: ["rates.txt": Array("19".utf8)],
            main: .init(path: "run.lua", source: Array("local n = args.n; return require '\(name)'".utf8)),
            capabilities: capabilities,
            grants: grants
        )
    }

    private func run(
        _ script: String,
        _ packages: [ScriptPackage],
        granting: Set<Capability> = Set(Capability.allCases)
    ) async throws -> (heard: [String], result: AttributeValue) {
        let ear = Ear()
        let interpreter = Interpreter(
            market: ear,
            limits: LuaLimits(time: .seconds(3600)),
            arguments: ["n": .integer(1)],
            packages: ScriptPackages(packages, grants: packages.isEmpty ? [:] : [packages[0].name: granting]),
            logger: Logger(label: "test"),
            output: { _ in }
        )
        let result = try await interpreter.run(LuaSource(name: "script.lua", text: script))
        return (ear.heard.withLock { $0 }, result)
    }

    private static let ask = "market.customers:get('00000000-0000-0000-0000-000000000001')"

    @Test("What is declared and granted is done; without the one or the other it is refused before anything is sent")
    func declaredAndGranted() async throws {
        let source =
            "return function() local ok, e = pcall(function() return \(Self.ask) end) return e.code, e.hint end"
        let script = "local code, hint = require 'a.x'() return { code = code, hint = hint }"
        let allowed = try await run(script, [library("a.x", source, [.readCustomers])])
        #expect(allowed.heard.isEmpty == false)
        for (declared, granted, part) in [
            ([], [Capability.readCustomers], "its manifest"), ([Capability.readCustomers], [], "grant"),
        ] as [(Set<Capability>, Set<Capability>, String)] {
            let refused = try await run(script, [library("a.x", source, declared)], granting: granted)
            #expect(refused.heard.isEmpty)
            guard case .fields(let fields) = refused.result else { continue }
            #expect(fields["code"] == .text("capability_missing"))
            if case .text(let hint) = fields["hint"] { #expect(hint.contains(part)) } else { Issue.record("no hint") }
        }
    }

    @Test("Every operation has a capability")
    func operations() {
        let writes: Set<Capability> = [.cart, .purchase, .cancel, .customers]
        for operation in Operation.all where operation.writes {
            #expect(writes.contains(Capability(operation)), "\(operation)")
        }
        for operation in Operation.all
        where !operation.writes && ![.readCart, .previewCart, .previewCheckout].contains(operation) {
            #expect(Capability(operation).rawValue.hasPrefix("read:"), "\(operation)")
        }
    }

    @Test(
        "A library that may nothing does nothing, whichever trick it tries",
        arguments: [
            // Straight, through objects that it was handed, and by tail calls.
            "return function(c) \(ask) end", "return function(c) c:get('x.example') end",
            "return function(c) return c:get('x.example') end",
            "return function(c) return pcall(c.get, c, 'x.example') end",
            "return function(c) return c:try_get('x.example') end", "return function(c) for _ in c:list() do end end",
            "return function(c) return c:list():all() end", "return function(c) local q = c:list() return q() end",
            // Coroutines.
            "return function(c) coroutine.wrap(function() c:get('x.example') end)() end",
            "return function(c) coroutine.wrap(c.get)(c, 'x.example') end",
            "return function(c) local f = coroutine.create(c.get) coroutine.resume(f, c, 'x.example') end",
            // Globals, text that is loaded, another's chunk name.
            "return function(c) load('(...):get(\"x.example\")')(c) end",
            "return function(c) load('(...):get(\"x.example\")', '@script.lua')(c) end",
            "return function(c) load('(...):get(\"x.example\")', '=purchase')(c) end",
            "return function(c) load('(...):get(\"x.example\")', 'x', 't', {})(c) end",
            "pcall(function() _G.market = nil end) return function(c) market.customers:get('x.example') end",
            // Metatables, error objects, handlers, the library's functions.
            "return function(c) local t = setmetatable({}, { __index = function(_, k) return c:get(k) end }) return t.x end",
            "return function(c) xpcall(function() error(c) end, function(o) o:get('x.example') end) end",
            "return function(c) table.sort({ 2, 1 }, function() c:get('x.example') return false end) end",
            "return function(c) return (('x'):gsub('x', function() c:get('x.example') end)) end",
            "return function(c) clock.wait{ when = function() c:get('x.example') return true end } end",
            "return function(c) clock.wait{ when = coroutine.wrap(function() c:get('x.example') return true end) } end",
            // The declarative form.
            "return function(c, customer) purchase 'x' { customer = customer, segment = 'commercial', budget = 'none', "
                + "{ product = 'DEMO0SQL2022', sku = '0001', quantity = 1 } } end",
            "return function(c, customer) return purchase 'x' { customer = customer, segment = 'commercial', "
                + "budget = 'none', { product = 'DEMO0SQL2022', sku = '0001', quantity = 1 } } end",
        ]
    )
    func attacks(source: String) async throws {
        let script = """
            local lib = require 'a.x'
            local ok, e = pcall(lib, market.customers, market.catalog)
            return ok
            """
        #expect(try await run(script, [library("a.x", source)]).heard.isEmpty)
    }

    @Test(
        "Nor when it gets the script to call for it what it took from an object",
        arguments: [
            "return { summary = market.customers.get }",
            "return { summary = coroutine.wrap(market.customers.get) }",
            "return setmetatable({}, { __index = function() return market.customers.get end })",
            "return { summary = function(c, n) return c:get(n) end }",
            "return { summary = function(...) return market.customers.get(...) end }",
            "return { summary = load('return market.customers.get')() }",
        ]
    )
    func luring(source: String) async throws {
        let script = "return (pcall(require 'a.x'.summary, market.customers, 'x.example'))"
        let outcome = try await run(script, [library("a.x", source)])
        #expect(outcome.heard.isEmpty && outcome.result == .boolean(false))
    }

    @Test("The script's own calls, also in a function that it hands to a library, are the script's")
    func callbacks() async throws {
        let script = "require 'a.x'(function() pcall(function() return \(Self.ask) end) end) return 1"
        #expect(try await run(script, [library("a.x", "return function(f) f() end")]).heard.isEmpty == false)
    }

    @Test("A package gets of another no more than it has itself, and neither sees the other's copy")
    func delegation() async throws {
        let deputy = library("a.deputy", "return function() return \(Self.ask) end", [.readCustomers])
        let weak = library(
            "a.weak",
            "local d = require 'a.deputy' d_is = d return function() return pcall(d) end",
            [],
            grants: ["a.deputy": Set(Capability.allCases)]
        )
        let script = "return require 'a.weak'()"
        #expect(try await run(script, [weak, deputy]).heard.isEmpty)
        var strong = weak
        strong.capabilities = [.readCustomers]
        #expect(try await run(script, [strong, deputy]).heard.isEmpty == false)
        strong.grants["a.deputy"] = []
        #expect(try await run(script, [strong, deputy]).heard.isEmpty)

        // Tampering with a shared dependency's table reaches nobody else.
        let shared = library("a.shared", "return { allowed = function() return false end }")
        let evil = library(
            "a.evil",
            "require 'a.shared'.allowed = function() return true end",
            grants: ["a.shared": []]
        )
        let both = library(
            "a.both",
            "require 'a.evil' return require 'a.shared'.allowed()",
            grants: ["a.shared": [], "a.evil": []]
        )
        #expect(try await run("return require 'a.both'", [both, shared, evil]).result == .boolean(false))
    }

    @Test("require gives what is declared, and nothing else")
    func requires() async throws {
        let hidden = library("a.hidden", "return 1")
        for name in ["a.hidden", "../x", "main of a.x", "purchase", "/etc/passwd", ""] {
            let source = "return select(2, pcall(require, \"\(name)\")).code"
            let result = try await run("return require 'a.x'", [library("a.x", source), hidden]).result
            #expect(result == .text("module_not_found"), "\(name)")
        }
        let direct = try await run("return select(2, pcall(require, 'a.hidden')).hint", [library("a.x", ""), hidden])
        if case .text(let hint) = direct.result { #expect(hint.contains("a.hidden")) } else { Issue.record("no hint") }
    }

    @Test("A module that two packages have is neither's")
    func ambiguity() async throws {
        var second = library("a.y", "return 2")
        second.modules["a.x"] = second.modules["a.y"]
        let both = library("a.both", "return require 'a.x'", grants: ["a.x": [], "a.y": []])
        let error = await #expect(throws: LuaError.self) {
            try await run("return require 'a.both'", [both, library("a.x", "return 1"), second])
        }
        #expect(error?.message.contains("a.x@1.0.0 and a.y@1.0.0") == true)
    }

    @Test("A library sees its data and none of the script's parameters or globals")
    func sight() async throws {
        let source = """
            local seen = {}
            for _, name in ipairs { "args", "secret", "bundle", "purchase", "USD", "host", "raise" } do
              if pcall(function() return _ENV[name] end) then seen[#seen + 1] = name end
            end
            return { table.concat(seen, " "), bundle.data "rates.txt", bundle.name, pcall(bundle.data, "gone") }
            """
        let result = try await run("secret = 1 local r = require 'a.x' r[5] = nil return r", [library("a.x", source)])
            .result
        #expect(result == .list([.text("bundle purchase USD"), .text("19"), .text("a.x"), .boolean(false)]))
    }

    @Test("A package's main script runs with what the package is granted, and has the parameters")
    func main() async throws {
        let main = "return function() return 7 end"
        let result = try await run(ScriptPackages.source(runningMainOf: "a.x") + "()", [library("a.x", main)]).result
        #expect(result == .integer(7))
        let asks = library("a.x", "return (pcall(function() return \(Self.ask) end))")
        #expect(try await run(ScriptPackages.source(runningMainOf: "a.x"), [asks]).heard.isEmpty)
    }

    @Test("Errors name the package's file and line")
    func places() async throws {
        let error = await #expect(throws: LuaError.self) {
            try await run("require 'a.x'", [library("a.x", "\n\nerror 'no'")])
        }
        #expect(error?.where == "a.x@1.0.0/main.lua:3")
    }

    @Test("A thousand chains to one package end in an error, not in the machine's memory")
    func chains() async throws {
        var packages: [ScriptPackage] = []
        for level in 0..<12 {
            let next = ["a.l\(level + 1)", "a.r\(level + 1)"]
            for side in ["l", "r"] {
                let requires = next.map { "require '\($0)'" }.joined(separator: " ")
                packages.append(
                    library(
                        "a.\(side)\(level)",
                        level < 11 ? requires : "return 1",
                        grants: Dictionary(uniqueKeysWithValues: next.map { ($0, []) })
                    )
                )
            }
        }
        let error = await #expect(throws: LuaError.self) { try await run("require 'a.l0'", packages) }
        #expect(error?.message.contains("one user too many") == true)
    }
}
