import Compra
import Testing

/// What an application adds to the prelude with `host.register(module:)`: plain Swift, no Lua in sight.
@Suite struct RegisteredModuleTests {
    private struct Reservation: Codable, Equatable {
        var sku: String
        var quantity = 1
        var note: String?
    }

    private struct SoldOut: Error, CustomStringConvertible {
        var sku: String
        var description: String { "\(sku) is sold out" }
    }

    private let host: ScriptHost

    init() {
        host = ScriptHost(market: LocalMarket(store: .memory))
        host.register(module: "stock", "What lies on our own shelves.") {
            ScriptFunction("left", ["sku"], "How many are left.") { (sku: String) in sku == "00WR" ? 3 : 0 }
            ScriptFunction("take", ["sku", "quantity"], "Takes some.") { (sku: String, quantity: Int?) throws -> Int in
                guard sku == "00WR" else { throw SoldOut(sku: sku) }
                return 3 - (quantity ?? 1)
            }
            ScriptFunction("reserve", ["reservation"], "Sets some aside.") { (reservation: Reservation) async throws in
                await Task.yield()
                return [reservation, Reservation(sku: "rest", quantity: 3 - reservation.quantity)]
            }
            ScriptFunction("forget", ["sku"]) { (_: String) async throws -> Void in await Task.yield() }
            ScriptFunction("doubled", ["price"], "Twice the price.") { (price: Money) throws in try price + price }
            ScriptFunction("site") { "Rotterdam" }
            ScriptFunction("touch") { () -> Void in }
        }
    }

    private func run(_ text: String) async throws -> AttributeValue {
        try await host.run(Script(name: "stock.lua", source: text)).result
    }

    private func failure(of text: String) async -> ErrorReport? {
        do {
            _ = try await run(text)
            return nil
        } catch {
            return (error as? RunFailure)?.run.report.error
        }
    }

    @Test func functionsOfAnyArityThrowingOrNot() async throws {
        #expect(try await run("return stock.left '00WR'") == .integer(3))
        #expect(try await run("return stock.take('00WR', 2)") == .integer(1))
        #expect(try await run("return stock.site()") == .text("Rotterdam"))
        #expect(try await run("return stock.touch()") == .null)
    }

    @Test func anOptionalArgumentMayBeLeftOut() async throws {
        #expect(try await run("return stock.take '00WR'") == .integer(2))
        #expect(try await run("return stock.take('00WR', nil)") == .integer(2))
    }

    @Test func asynchronousFunctionsWaitAlsoInsideCoroutinesAndPcall() async throws {
        let text = """
            local co = coroutine.wrap(function()
                local ok, list = pcall(stock.reserve, { sku = "00WR", quantity = 2 })
                stock.forget "00WR"
                coroutine.yield(list[2].quantity)
            end)
            return co()
            """
        #expect(try await run(text) == .integer(1))
    }

    @Test func aTypeOfSeveralFieldsGivesNamedArguments() async throws {
        #expect(
            try await run("return stock.reserve{ sku = 'x', quantity = 1 }")
                == .list([
                    .fields(["sku": .text("x"), "quantity": .integer(1)]),
                    .fields(["sku": .text("rest"), "quantity": .integer(2)]),
                ])
        )
        let misspelt = await failure(of: "\nreturn stock.reserve{ sku = 'x', quantity = 1, nota = 'y' }")
        #expect(misspelt?.message.contains("unknown name 'nota'; did you mean 'note'?") == true)
        #expect(misspelt?.location == "stock.lua:2")
    }

    @Test func moneyStaysMoney() async throws {
        #expect(try await run("return tostring(stock.doubled(USD '12.50'))") == .text("25.00 USD"))
        let refused = await failure(of: "return stock.doubled(12.5)")
        #expect(refused?.message == "bad argument #1 to 'stock.doubled' (money expected, got number)")
    }

    @Test func aWrongArgumentNamesTheFunctionAndTheLine() async {
        let error = await failure(of: "\n\nstock.left(5)")
        #expect(error?.message == "bad argument #1 to 'stock.left' (string expected, got number)")
        #expect(error?.location == "stock.lua:3")
    }

    @Test func aSwiftErrorComesBackAsTheSame() async {
        do {
            _ = try await run("stock.take 'none'")
            Issue.record("nothing was thrown")
        } catch {
            let lua = (error as? RunFailure)?.error as? LuaError
            #expect((lua?.underlying as? SoldOut)?.sku == "none")
            #expect(lua?.description == "stock.lua:1: none is sold out")
        }
    }

    @Test func theModuleIsInTheReference() throws {
        let take = try #require(host.reference.first { $0.owner == "stock" && $0.name == "take" })
        #expect(take.summary == "Takes some." && take.type == "integer")
        #expect(take.parameters.map(\.name) == ["sku", "quantity"])
        #expect(take.parameters.map(\.isRequired) == [true, false])
        let types = host.reference.filter { $0.owner == "stock" }.map(\.type)
        #expect(types == ["integer", "integer", "table[]", "nil", "money", "string", "nil"])
    }

    @Test func theLastModuleOfANameCounts() async throws {
        host.register(module: "stock") { ScriptFunction("left") { 7 } }
        #expect(try await run("return stock.left()") == .integer(7))
        #expect(host.reference.filter { $0.owner == "stock" }.count == 1)
    }

    @Test func itsNameCannotBeAssigned() async {
        #expect(await failure(of: "stock = nil")?.message.contains("belongs to the prelude") == true)
    }

    @Test(arguments: ["purchase", "end", "two words", "", "9x", "string", "USD"])
    func aNameThatScriptsKnowOtherwiseIsNotFree(_ name: String) {
        #expect(!ScriptModule(name) { ScriptFunction("left") { 7 } }.hasFreeName)
    }
}
