import Lua
import Synchronization
import Testing

/// Decision 3: a host function that waits suspends the script's coroutine and no thread.
@Suite struct WaitTests {
    private static let prelude: LuaPrelude = {
        var prelude = LuaPrelude()
        prelude["later"] = .function { call in
            let value = try call.value(at: 1)
            return .pending {
                await Task.yield()
                return [value]
            }
        }
        prelude["fails"] = .function { _ in .pending { throw Refused(reason: "async") } }
        prelude["forever"] = .function { _ in
            .pending {
                try await Task.sleep(for: .seconds(3600))
                return []
            }
        }
        prelude["lazy"] = .value(.object(Product(title: "t")))
        return prelude
    }()

    @Test(arguments: [
        ("return later(1) + later(2)", 3),
        ("local ok, x = pcall(later, 7) return x", 7),
        ("return select(2, xpcall(later, print, 7))", 7),
        ("return coroutine.wrap(function() return later(1) + later(2) end)()", 3),
        ("local co = coroutine.wrap(function() coroutine.yield(later(1)) return later(2) end) return co() + co()", 3),
        (
            "local a = coroutine.wrap(function() return coroutine.wrap(function() return later(9) end)() end) return a()",
            9
        ),
        (
            "local n = 0 for i in function(_, i) i = later((i or 0) + 1) if i < 4 then return i end end do n = n + i end return n",
            6
        ),
        ("return setmetatable({}, { __index = function(_, k) return later(k) end })[5]", 5),
        ("return setmetatable({}, { __add = function() return later(5) end }) + 1", 5),
        ("return #lazy:later()", 1),
        ("return select(2, coroutine.resume(coroutine.create(function() return pcall(later, 1) end))) and 1", 1),
        (
            "local n = 0 for k, v in pairs(setmetatable({}, { __pairs = function() return later(next), {4} end })) do n = v end return n",
            4
        ),
    ])
    func aScriptWaitsWhereLuaCanYield(_ script: String, _ result: Int) async throws {
        #expect(try await run(script, prelude: Self.prelude) == [.integer(Int64(result))])
    }

    @Test(arguments: [
        ("table.sort({3, 2, 1}, function(a, b) return later(a < b) end)", "table.sort"),
        ("('x'):gsub('x', function() return later('y') end)", "string.gsub"),
        ("tostring(setmetatable({}, { __tostring = function() return later('x') end }))", "tostring"),
        ("assert(load(function() return later(nil) end))", "load"),
        ("table.concat(setmetatable({}, { __len = function() return later(1) end }))", "table.concat"),
        ("coroutine.wrap(function() table.sort({2, 1}, function() return later(true) end) end)()", "table.sort"),
        ("table.sort({2, 1}, coroutine.wrap(function() return later(true) end))", "table.sort"),
        ("print(setmetatable({}, { __tostring = function() return later('x') end }))", "print"),
        ("for _ in ipairs(setmetatable({}, { __index = function(_, i) return later(i) end })) do end", "ipairs"),
        ("table.unpack(setmetatable({}, { __index = function(_, i) return later(i) end }), 1, 2)", "table.unpack"),
        ("table.insert(setmetatable({}, { __newindex = function(_, i) later(i) end }), 1)", "table.insert"),
        ("table.remove(setmetatable({ 1, 2 }, { __len = function() return later(2) end }))", "table.remove"),
        ("table.move(setmetatable({}, { __index = function(_, i) return later(i) end }), 1, 2, 3)", "table.move"),
        ("('%s'):format(setmetatable({}, { __tostring = function() return later('x') end }))", "string.format"),
        ("('x'):gsub('x', setmetatable({}, { __index = function() return later('y') end }))", "string.gsub"),
        ("assert(load(coroutine.wrap(function() return later('x') end)))", "load"),
        (
            "error(select(2, xpcall(error, function() return select(2, pcall(later, 1)) end)), 0)",
            "a message handler"
        ),
    ])
    func whereLuaCannotYieldTheErrorNamesTheConstruct(_ script: String, _ construct: String) async {
        let error = await failure(of: script, prelude: Self.prelude)
        #expect(error?.message.hasSuffix("the host cannot wait inside \(construct)") == true, "\(error?.message ?? "")")
    }

    @Test func aSynchronousCallCannotWait() throws {
        let state = try LuaState(LuaConfiguration(prelude: Self.prelude))
        let script = try state.load(LuaSource(name: "f.lua", text: "return later(1)"))
        do {
            _ = try state.callNow(script)
            Issue.record("it waited")
        } catch {
            #expect(error.message == "the host cannot wait inside a synchronous call of the host")
        }
    }

    @Test func anErrorOfAnOperationIsRaisedAtTheScriptsLine() async throws {
        let script = "\nlocal ok, e = pcall(fails) return e.code, e.where, e.message, tostring(e), e.hint"
        #expect(
            try await run(script, prelude: Self.prelude) == [
                "refused", "test.lua:2", "refused: async", "test.lua:2: refused: async", nil,
            ]
        )
        let misspelt = await failure(of: "local ok, e = pcall(fails) return e.mesage", prelude: Self.prelude)
        #expect(misspelt?.message == "error has no field 'mesage'; did you mean 'message'?")
        let assigned = await failure(of: "local ok, e = pcall(fails) e.code = 1", prelude: Self.prelude)
        #expect(assigned?.message == "error is read-only: its field 'code' cannot be assigned")
        #expect(await failure(of: "fails()", prelude: Self.prelude)?.underlying as? Refused == Refused(reason: "async"))
    }

    @Test func aCoroutineThatWaitsCannotBeResumed() async throws {
        let box = Mutex<LuaFunction?>(nil)
        var prelude = Self.prelude
        prelude["keep"] = .function { call in
            let function = try call.function(at: 1)
            box.withLock { $0 = function }
            return .none
        }
        prelude["probe"] = .function { _ in
            .pending {
                guard let function = box.withLock({ $0 }) else { return [] }
                return try await function.call()
            }
        }
        let script = """
            local co = coroutine.create(function() return probe() end)
            keep(function() return coroutine.status(co), select(2, coroutine.resume(co)) end)
            return select(2, coroutine.resume(co))
            """
        #expect(
            try await run(script, prelude: prelude) == ["normal", "cannot resume a coroutine that waits for the host"]
        )
    }

    @Test func cancellingTheTaskStopsAScriptThatWaits() async throws {
        let task = Task { try await run("pcall(forever) while true do end", prelude: Self.prelude) }
        task.cancel()
        do {
            _ = try await task.value
            Issue.record("it ran on")
        } catch {
            #expect((error as? LuaError)?.code == .cancelled)
        }
    }

    @Test(arguments: [nil, 1 << 50] as [Int?])
    func cancellingTheTaskStopsAScriptThatComputes(instructions: Int?) async throws {
        let (started, running) = AsyncStream.makeStream(of: Void.self)
        var prelude = LuaPrelude()
        prelude["started"] = .function { _ in
            running.yield()
            return .none
        }
        let names = prelude
        let task = Task {
            let limits = LuaLimits(instructions: instructions, time: nil)
            return try await run(
                "started() while true do pcall(function() while true do end end) end",
                prelude: names,
                limits: limits
            )
        }
        for await _ in started { break }
        task.cancel()
        do {
            _ = try await task.value
            Issue.record("it ran on")
        } catch {
            #expect((error as? LuaError)?.code == .cancelled)
            #expect((error as? LuaError)?.where == "test.lua:1")
        }
    }

    /// On a busy machine a short time is over before the script begins.
    @Test func theWallClockStopsAScriptThatWaits() async {
        var wall = Duration.milliseconds(10)
        var error: LuaError?
        repeat {
            error = await failure(of: "\nforever()", prelude: Self.prelude, limits: LuaLimits(wall: wall))
            wall *= 10
        } while error?.where == nil && wall < .seconds(3600)
        #expect(error?.code == .wall)
        #expect(error?.where == "test.lua:2")
    }

    @Test func callsOfOneStateTakeTurns() async throws {
        let state = try LuaState(LuaConfiguration(prelude: Self.prelude))
        let script = try state.load(
            LuaSource(name: "f.lua", text: "local n = 0 for i = 1, 50 do n = n + later(i) end return n")
        )
        let results = try await withThrowingTaskGroup(of: [LuaValue].self) { group in
            for _ in 0..<20 { group.addTask { try await state.call(script) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results == Array(repeating: [1275], count: 20))
    }

    @Test func manyScriptsWaitAtOnce() async throws {
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let waiting = Mutex(0)
        let opened = Task { for await _ in gate {} }
        var prelude = LuaPrelude()
        prelude["wait"] = .function { _ in
            .pending {
                if waiting.withLock({
                    $0 += 1
                    return $0 == 1000
                }) {
                    open.finish()
                }
                await opened.value
                return [1]
            }
        }
        let names = prelude
        let sum = try await withThrowingTaskGroup(of: Int64.self) { group in
            for _ in 0..<1000 { group.addTask { try await run("return wait()", prelude: names)[0].integer ?? 0 } }
            return try await group.reduce(0, +)
        }
        #expect(sum == 1000)
    }
}
