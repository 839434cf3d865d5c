import Lua
import Synchronization
import Testing

/// Members in plain Swift, one line each.
private final class Shelf: LuaObject {
    let title: String
    let left: Mutex<Int>
    let note = Mutex<String?>(nil)

    init(_ title: String, left: Int) {
        self.title = title
        self.left = Mutex(left)
    }

    func take(_ count: Int) throws -> Int {
        try left.withLock { left in
            guard count <= left else { throw Refused(reason: "only \(left) left") }
            left -= count
            return left
        }
    }

    static let luaType = LuaType(
        "shelf",
        of: Shelf.self,
        members: [
            .field("title") { $0.title },
            .field("left") { shelf in shelf.left.withLock { $0 } },
            .field("raw") { .text($0.title) },
            .field("note", { $0.note.withLock { $0 } }, set: { shelf, note in shelf.note.withLock { $0 = note } }),
            .field(
                "count",
                { shelf in shelf.left.withLock { $0 } },
                set: { shelf, count in _ = try shelf.take(count) }
            ),
            .method("take") { (shelf: Shelf, count: Int) in try shelf.take(count) },
            .method("clear") { (shelf: Shelf) in shelf.left.withLock { $0 = 0 } },
            .method("join") { (shelf: Shelf, other: Shelf, names: [String]?) in
                ([shelf.title, other.title] + (names ?? [])).joined(separator: "+")
            },
            .method(
                "order",
                async: { (shelf: Shelf, count: Int) in
                    await Task.yield()
                    return try shelf.take(-count)
                }
            ),
            .add { (shelf: Shelf, count: Int) in shelf.left.withLock { $0 } + count },
            .subtract { (a: Int, b: Int) in a - b },
            .multiply { (factor: Int, shelf: Shelf) in factor * shelf.left.withLock { $0 } },
            .divide { (shelf: Shelf, n: Double) in Double(shelf.left.withLock { $0 }) / n },
            .floorDivide { (_: Shelf, n: Int) in "// \(n)" },
            .modulo { (_: Shelf, n: Int) in "% \(n)" },
            .power { (_: Shelf, n: Int) in "^ \(n)" },
            .and { (_: Shelf, n: Int) in "& \(n)" },
            .or { (_: Shelf, n: Int) in "| \(n)" },
            .exclusiveOr { (_: Shelf, n: Int) in "~ \(n)" },
            .shiftLeft { (_: Shelf, n: Int) in "<< \(n)" },
            .shiftRight { (_: Shelf, n: Int) in ">> \(n)" },
            .complement { _ in .value("~") },
            .negate { _ in .value("-") },
            .lessThan { (a: Shelf, b: Shelf) in a.title < b.title },
            .lessOrEqual { (a: Shelf, b: Shelf) in a.title <= b.title },
        ]
    )
}

private struct Offer: LuaRecord, Equatable {
    var sku: String
    var quantity: Int64
    static let luaNames = LuaNames("sku", "quantity")

    init(sku: String, quantity: Int64) { (self.sku, self.quantity) = (sku, quantity) }
    init(reading fields: inout LuaFieldReader) throws { (sku, quantity) = try (fields.text(), fields.integer()) }

    func write(to fields: inout LuaFieldWriter) {
        fields.put(sku)
        fields.put(quantity)
    }
}

@Suite struct LuaMemberTests {
    private static let prelude: LuaPrelude = {
        var prelude = LuaPrelude()
        prelude["a"] = .value(.object(Shelf("a", left: 7)))
        prelude["b"] = .value(.object(Shelf("b", left: 2)))
        prelude["list"] = .function(defaults: (nil, 10, "x")) { (name: String, count: Int, suffix: String) in
            "\(name) \(count) \(suffix)"
        }
        prelude["pause"] = .function(async: { (_: Int) in await Task.yield() })
        prelude["twice"] = .function { call in
            try call.answer(call.records(at: 1, as: Offer.self).map { Offer(sku: $0.sku, quantity: $0.quantity * 2) })
        }
        return prelude
    }()

    @Test(
        arguments: [
            ("a.title, a.left, a.raw", ["a", 7, "a"]), ("a:take(3), a.left", [4, 4]), ("a:clear(), a.left", [nil, 0]),
            ("a:join(b), a:join(b, { 'c' })", ["a+b", "a+b+c"]), ("a:order(3)", [10]),
            ("a + 1, 2 * a, a / 2", [8, 14, 3.5]), ("a // 2, a % 3, a ^ 4", ["// 2", "% 3", "^ 4"]),
            ("a & 1, a | 2, a ~ 3, a << 4, a >> 5, ~a, -a", ["& 1", "| 2", "~ 3", "<< 4", ">> 5", "~", "-"]),
            ("a < b, a <= b, b < a, a >= a", [true, true, false, true]),
            ("list('n'), list('n', 2)", ["n 10 x", "n 2 x"]),
            ("list('n', nil, 'y'), pause(1)", ["n 10 y"]),
        ] as [(String, [LuaValue])]
    )
    func members(_ expressions: String, _ expected: [LuaValue]) async throws {
        let fresh = Self.prelude
        var prelude = fresh
        prelude["a"] = .value(.object(Shelf("a", left: 7)))
        #expect(try await run("return \(expressions)", prelude: prelude) == expected)
    }

    @Test func aFieldIsAssignedWhereTheClassSaysHow() async throws {
        let script = "a.note = 'fragile' local before = a.note a.note = nil return before, a.note"
        #expect(try await run(script, prelude: Self.prelude) == ["fragile", nil])
    }

    @Test(arguments: [
        ("a.title = 'x'", "shelf is read-only: its field 'title' cannot be assigned"),
        ("a.note = 1", "bad argument #1 to 'note' (string expected, got number)"),
        ("b.count = 9", "refused: only 2 left"), ("a[1] = 2", "shelf is read-only"),
        ("a:take()", "bad argument #1 to 'take' (number expected, got no value)"),
        ("a.take(1)", "calling 'take' on a bad self (shelf expected, got number)"),
        ("return a + 'x'", "bad argument #2 to '__add' (number expected, got string)"),
        ("return a .. 'x'", "attempt to concatenate a shelf value (global 'a')"),
        ("list()", "bad argument #1 to 'list' (string expected, got no value)"),
        ("list('n', 'x')", "bad argument #2 to 'list' (number expected, got string)"),
        ("twice { { sku = 's', quantity = 1 }, 7 }", "bad argument #1 to 'twice' ([2]: table expected, got number)"),
        ("twice { { sku = 's' } }", "bad argument #1 to 'twice' ([1].quantity: integer expected, got nil)"),
        ("twice(1)", "bad argument #1 to 'twice' (table expected, got number)"),
    ])
    func whatIsWrongIsNamed(_ script: String, _ message: String) async {
        #expect(await failure(of: script, prelude: Self.prelude)?.message == message)
    }

    @Test func listsOfRecordsCrossBothWays() async throws {
        let script = """
            local list = {}
            for i = 1, 1000 do list[i] = { sku = "s" .. i, quantity = i } end
            local doubled = twice(list)
            return #doubled, doubled[1000].sku, doubled[1000].quantity, #twice {}
            """
        #expect(try await run(script, prelude: Self.prelude) == [1000, "s1000", 2000, 0])
    }
}
