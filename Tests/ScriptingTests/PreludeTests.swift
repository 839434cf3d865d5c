import Commerce
import Lua
import Synchronization
import Testing

@Suite("The prelude")
struct PreludeTests {
    @Test(
        "its names cannot be assigned",
        arguments: ["market", "purchase", "money", "args", "log", "json", "clock", "USD"]
    )
    func fixedNames(name: String) async throws {
        let error = try #require(await failure(of: "\(name) = 1"))
        #expect(error.message.contains("'\(name)'"))
    }

    @Test("an undefined global is an error that suggests the nearest name")
    func undefined() async throws {
        let error = try #require(await failure(of: "return markt.name"))
        #expect(error.message.contains("markt") && error.message.contains("market"))
    }

    @Test("a parameter that was not given raises, one with a default does not")
    func arguments() async throws {
        #expect(try await evaluate("return args.region", arguments: ["region": "westus"]) == "westus")
        #expect(try await evaluate(#"return args:get("count", { default = 4 })"#) == 4)
        #expect(try await evaluate(#"return args:get("count", { default = 4 })"#, arguments: ["count": "7"]) == 7)
        #expect(
            try await evaluate(
                #"return args:get("budget", { default = USD "1" })"#,
                arguments: ["budget": "5000 USD"]
            ) == "5000.00 USD"
        )
        #expect(
            try await evaluate(
                "local list = {} for name, value in pairs(args) do list[#list + 1] = name .. '=' .. value end return list",
                arguments: ["b": 2, "a": "x"]
            ) == .list(["a=x", "b=2"])
        )
        let missing = try #require(await failure(of: "return args.regon", arguments: ["region": "westus"]))
        #expect(missing.message.contains("regon"))
        let malformed = await failure(of: #"return args:get("count", { default = 4 })"#, arguments: ["count": "many"])
        #expect(malformed?.message.contains("whole number") == true)
    }

    @Test("json keeps decimals as exact text, and writes keys in order")
    func json() async throws {
        #expect(try await evaluate(#"return json.decode('{"total": 12.10}').total"#) == "12.1")
        #expect(try await evaluate(#"return json.decode('[1, true, null, "x"]')[1]"#) == 1)
        #expect(
            try await evaluate(#"return json.encode{ b = USD "1", a = { 1, 2 } }"#) == #"{"a":[1,2],"b":"1.00 USD"}"#
        )
        #expect(await failure(of: "return json.decode '{'") != nil)
        #expect(await failure(of: "return json.encode{ print }") != nil)
        #expect(await failure(of: "return json.encode(0/0)") != nil)
    }

    @Test("a misspelt argument is an error that suggests the right one")
    func misspeltArgument() async throws {
        let error = try #require(await failure(of: #"return market.catalog:view{ contry = "US" }"#))
        #expect(error.message.contains("contry"))
        let object = try await evaluate(
            #"local ok, e = pcall(function() return market.catalog:view{ contry = "US" } end); return e.hint"#
        )
        #expect(object.text?.contains("country") == true)
    }

    @Test("the market's refusals are objects with code, status, hint and place, and survive pcall whole")
    func errorObjects() async throws {
        let fields = try await evaluate(
            """
            local ok, e = pcall(function() return market.invoices:balance() end)
            return { ok, e.code, e.status, e.hint, e.where, e.retryable }
            """
        )
        #expect(fields == .list([false, 900141, 400, "ask another one", "test.lua:1", false]))
    }

    @Test("a try_ form returns nil and the error for the market's refusals, and raises wrong usage")
    func tryForms() async throws {
        let answer = try await evaluate(
            "local value, e = market.invoices:try_balance(); return { value == nil, e.code }"
        )
        #expect(answer == .list([true, 900141]))
        #expect(await failure(of: "market.invoices:try_get()") != nil)
    }

    @Test("the error that ends a script is the market's own")
    func underlying() async throws {
        let error = try #require(await failure(of: "\n\nmarket.invoices:balance()"))
        #expect((error.underlying as? MarketError)?.code == .notSupported)
        #expect(error.where == "test.lua:3")
        #expect(error.traceback?.contains("test.lua:3") == true)
    }

    @Test("a purchase that never gets its table fails the run")
    func unfinishedPurchase() async throws {
        await #expect(throws: (any Error).self) { try await evaluate(#"local p = purchase "half""#) }
    }

    @Test("clock reads the market's time and reckons with the calendar")
    func clock() async throws {
        #expect(try await evaluate("return clock.now()") == "2026-09-07T09:00:00Z")
        #expect(try await evaluate("return clock.today()") == "2026-09-07")
        #expect(try await evaluate(#"return clock.add("2026-01-31", "P1M")"#) == "2026-02-28T00:00:00Z")
        #expect(try await evaluate(#"return clock.add("2026-01-31", "-2h")"#) == "2026-01-30T22:00:00Z")
        #expect(try await evaluate("return clock.month(clock.now())") == "2026-09")
        #expect(
            try await evaluate(
                """
                local count = 0
                return clock.wait{ every = "1m", when = function() count = count + 1; return count == 3 and "done" end }
                """
            ) == "done"
        )
    }

    @Test("print goes where the host says, a line at a time")
    func output() async throws {
        let lines = Mutex<[String]>([])
        _ = try await evaluate("print('a', 1) print(USD '2')") { line in
            lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
        }
        #expect(lines.withLock { $0 } == ["a\t1\n", "2.00 USD\n"])
    }
}
