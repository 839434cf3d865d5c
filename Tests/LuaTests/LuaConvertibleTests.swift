import Lua
import Testing

private struct Stock: Codable, LuaConvertible, Equatable {
    struct Line: Codable, Equatable {
        var sku: String
        var left: Int
        var note: String?
    }
    var name: String
    var lines: [Line]
    var tags: [String: Bool] = [:]
    var rate = 1.5
}

private enum Color: String, Codable, LuaConvertible { case red, green }

private struct Offer: LuaRecord, Equatable {
    var sku: String
    var quantity: Int64
    var note: String?

    static let luaNames = LuaNames("sku", "quantity", "note")

    init(sku: String, quantity: Int64, note: String? = nil) {
        self.sku = sku
        self.quantity = quantity
        self.note = note
    }

    init(reading fields: inout LuaFieldReader) throws {
        sku = try fields.text()
        quantity = try fields.integer()
        note = try fields.optionalText()
    }

    func write(to fields: inout LuaFieldWriter) {
        fields.put(sku)
        fields.put(quantity)
        if let note { fields.put(note) } else { fields.putNil() }
    }
}

@Suite struct LuaConvertibleTests {
    private static let prelude: LuaPrelude = {
        var prelude = LuaPrelude()
        prelude["add"] = .function { (a: Int, b: Int) in a + b }
        prelude["greet"] = .function { (name: String, loud: Bool?) in loud == true ? name.uppercased() : "hello \(name)"
        }
        prelude["total"] = .function { (prices: [Double]) in prices.reduce(0, +) }
        prelude["nothing"] = .function { (_: String) in }
        prelude["slow"] = .function(async: { (n: Int) in
            await Task.yield()
            return n * 2
        })
        prelude["twice"] = .function { (product: Product) in product.price * 2 }
        prelude["stock"] = .function { (stock: Stock) in stock }
        prelude["color"] = .function { (color: Color) in color == .red ? Color.green : .red }
        prelude["offer"] = .function { call in
            var offer = try call.record(at: 1, as: Offer.self)
            offer.quantity += 1
            return call.answer(offer)
        }
        prelude["offers"] = .function { call in
            try call.answer((0..<call.integer(at: 1)).map { Offer(sku: "s\($0)", quantity: $0) })
        }
        return prelude
    }()

    @Test func plainFunctionsOfAnyArity() async throws {
        let script = "return add(1, 2), greet('x'), greet('x', true), total{1, 2.5}, nothing('x'), slow(4)"
        #expect(try await run(script, prelude: Self.prelude) == [3, "hello x", "X", 3.5, nil, 8])
        #expect(
            try await run("return twice(...)", [.object(Product(title: "p", price: 4))], prelude: Self.prelude) == [8]
        )
    }

    @Test func codableTypesCrossAsTables() async throws {
        let script = """
            local s = stock { name = "n", lines = { { sku = "a", left = 1 }, { sku = "b", left = 2, note = "x" } }, tags = { t = true }, rate = 2 }
            return s.name, #s.lines, s.lines[2].note, s.lines[1].note, s.tags.t, s.rate, color "red"
            """
        #expect(try await run(script, prelude: Self.prelude) == ["n", 2, "x", nil, true, 2, "green"])
    }

    @Test(arguments: [
        ("add(1)", "bad argument #2 to 'add' (number expected, got no value)"),
        ("greet(1)", "bad argument #1 to 'greet' (string expected, got number)"),
        ("total{1, 'x'}", "bad argument #1 to 'total' ([2]: number expected, got string)"),
        ("stock{}", "bad argument #1 to 'stock' (name: string expected, got nil)"),
        (
            "stock{name='n', lines={{sku='a', left='x'}}, tags={}, rate=1}",
            "bad argument #1 to 'stock' (lines[1].left: number expected, got string)"
        ),
        (
            "stock{name='n', lines={}, tags={}, rate=1, line={}}",
            "bad argument #1 to 'stock' (unknown name 'line'; did you mean 'lines'?)"
        ),
        ("offer{sku='s'}", "bad argument #1 to 'offer' (quantity: integer expected, got nil)"),
        ("offer{sku='\\xff'}", "bad argument #1 to 'offer' (sku: text is not valid UTF-8)"),
        ("offer(1)", "bad argument #1 to 'offer' (table expected, got number)"),
    ])
    func wrongValuesNameTheirPlace(_ script: String, _ message: String) async {
        #expect(await failure(of: script, prelude: Self.prelude)?.message == message)
    }

    @Test func recordsCrossInOneGo() async throws {
        let script =
            "local o = offer { sku = 's', quantity = 4, other = 1 } return o.sku, o.quantity, o.note, o.other, #offers(3), offers(3)[3].sku"
        #expect(try await run(script, prelude: Self.prelude) == ["s", 5, nil, nil, 3, "s2"])
    }

    @Test func aRecordIsReadAsItIs() async throws {
        let script = """
            local m = { __index = function() error("asked") end }
            for i = 1, 3 do
                local plain = offer { sku = "é\0x", quantity = i + 0.0, note = ("n"):rep(50) }
                assert(plain.sku == "é\0x" and plain.quantity == i + 1 and #plain.note == 50)
                local o = offer(setmetatable({ sku = "s", quantity = i }, m))
                assert(o.sku == "s" and o.quantity == i + 1 and o.note == nil)
                assert(not pcall(offer, { sku = "s", quantity = "1" }) and not pcall(offer, { sku = 1, quantity = 1 }))
            end
            """
        #expect(try await run(script, prelude: Self.prelude).isEmpty)
    }

    @Test func aBudgetThatEndsWhileARecordIsReadIsAStop() async throws {
        let script = "while true do pcall(offer, { sku = 's', quantity = 1 }) end"
        let error = await failure(of: script, prelude: Self.prelude, limits: LuaLimits(instructions: 200_000))
        #expect(error?.code == .instructions)
    }
}
