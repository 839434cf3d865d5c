import Lua
import Synchronization
import Testing

@Suite struct LuaObjectTests {
    private func prelude(_ product: Product = Product(title: "a", price: 2)) -> LuaPrelude {
        var prelude = LuaPrelude()
        prelude["p"] = .value(.object(product))
        prelude["q"] = .value(.object(Product(title: "q", price: 5)))
        return prelude
    }

    @Test func fieldsMethodsAndOperators() async throws {
        let script = "return p.title, p.price, p:times(4), p + q, p:same(p), p:later(), tostring(p), type(p)"
        #expect(try await run(script, prelude: prelude()) == ["a", 2, 8, 7, true, "a", "product a", "userdata"])
    }

    @Test func equalityIsTheTypesOwn() async throws {
        let twin = LuaValue.object(Product(title: "a"))
        #expect(
            try await run("return p == ..., p ~= ..., p == q, p == 1", [twin], prelude: prelude()) == [
                true, false, false, false,
            ]
        )
    }

    @Test func anUnknownFieldSuggestsTheNearest() async {
        let error = await failure(of: "return p.titel", prelude: prelude())
        #expect(error?.description == "test.lua:1: product has no field 'titel'; did you mean 'title'?")
        #expect(await failure(of: "return p.xyzzy", prelude: prelude())?.message == "product has no field 'xyzzy'")
        #expect(
            await failure(of: "return p[1]", prelude: prelude())?.message == "product has no field of type 'number'"
        )
    }

    @Test func fieldsAreReadOnly() async {
        let error = await failure(of: "p.title = 1", prelude: prelude())
        #expect(error?.description == "test.lua:1: product is read-only: its field 'title' cannot be assigned")
    }

    @Test func aMethodChecksItsObjectAndItsArguments() async {
        #expect(
            await failure(of: "p.times(1, 2)", prelude: prelude())?.message
                == "calling 'times' on a bad self (product expected, got number)"
        )
        #expect(
            await failure(of: "\np:same(nil)", prelude: prelude())?.description
                == "test.lua:2: bad argument #1 to 'same' (product expected, got nil)"
        )
        #expect(
            await failure(of: "p:same()", prelude: prelude())?.message
                == "bad argument #1 to 'same' (product expected, got no value)"
        )
    }

    @Test func theMetatableStaysPrivate() async throws {
        #expect(try await run("return getmetatable(p), pcall(setmetatable, p, {})", prelude: prelude())[0] == false)
    }

    @Test func theSameObjectComesBack() async throws {
        let product = Product(title: "a")
        let result = try await run("return {p}", prelude: prelude(product))
        #expect(result[0].list?[0].object(as: Product.self) === product)
    }

    @Test func lifeFollowsLua() async throws {
        weak var product: Product?
        let state: LuaState
        do {
            let held = Product(title: "held")
            product = held
            state = try LuaState(LuaConfiguration(prelude: prelude(held)))
        }
        #expect(product != nil)
        #expect(try state.statistics.objects == LuaState().statistics.objects + 2)
        state.close()
        #expect(product == nil)
    }

    @Test func garbageIsReleasedWhileTheStateLivesAndNoMoreOfItGathersWithTime() async throws {
        func most(of count: Int) async throws -> Int {
            let census = Census()
            var prelude = LuaPrelude()
            prelude["make"] = .function { _ in .value(.object(Counted(in: census))) }
            let state = try LuaState(LuaConfiguration(prelude: prelude))
            let script = try state.load(LuaSource(name: "g.lua", text: "for i = 1, \(count) do make() end"))
            _ = try await state.call(script)
            return census.most
        }
        let few = try await most(of: 50_000)
        #expect(few < 20_000)
        #expect(try await most(of: 500_000) < few * 3 / 2)
    }

    @Test func afterTheEndEverythingRaises() async throws {
        let state = try LuaState()
        let function = try state.load(LuaSource(name: "f.lua", text: "return 1"))
        state.close()
        #expect(throws: LuaError.self) { try state.callNow(function) }
        await #expect(throws: LuaError.self) { try await function.call() }
        do { _ = try state.callNow(function) } catch { #expect(error.code == .closed) }
    }

    @Test func aFallbackAnswersNamesThatNoMemberHas() async throws {
        let bag = LuaValue.object(Bag(["color": "red"]))
        #expect(try await run("local b = ... return b.size, b.color", [bag]) == [1, "red"])
        await #expect(throws: LuaError.self) { try await run("return (...).colour", [bag]) }
    }

    @Test func anObjectCanBeCalledCountedAndTraversed() async throws {
        let bag = LuaValue.object(Bag(["a": "1", "b": "2"]))
        let script = "local b = ... local s = '' for k, v in pairs(b) do s = s .. k .. v end return #b, b('a'), s"
        #expect(try await run(script, [bag]) == [2, "1", "a1b2"])
    }
}

private final class Bag: LuaObject {
    let items: [String: String]
    init(_ items: [String: String]) { self.items = items }

    static let luaType = LuaType(
        "bag",
        of: Bag.self,
        members: [
            .field("size") { .integer(Int64($0.items.count)) },
            .fallback { bag, key in bag.items[key.text ?? ""].map { .text($0) } },
            .length { call in try .value(.integer(Int64(call.object(at: 1, as: Bag.self).items.count))) },
            .call { call in try .value(call.object(at: 1, as: Bag.self).items[call.text(at: 2)].luaValue) },
            .pairs { call in
                let items = try call.object(at: 1, as: Bag.self).items
                let keys = items.keys.sorted()
                let next = LuaFunction(named: "next") { call in
                    let index = try call.text(ifAt: 2).flatMap { keys.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
                    guard index < keys.count else { return .none }
                    return .values([.text(keys[index]), .text(items[keys[index]] ?? "")])
                }
                return .values([.function(next)])
            },
        ]
    )
}

/// How many objects there are, and were at most.
private final class Census: Sendable {
    private let counts = Mutex((now: 0, most: 0))

    var most: Int { counts.withLock { $0.most } }

    func add(_ change: Int) {
        counts.withLock {
            $0.now += change
            $0.most = max($0.most, $0.now)
        }
    }
}

private final class Counted: LuaObject {
    private let census: Census

    init(in census: Census) {
        self.census = census
        census.add(1)
    }

    deinit { census.add(-1) }

    static let luaType = LuaType("counted", of: Counted.self, members: [])
}
