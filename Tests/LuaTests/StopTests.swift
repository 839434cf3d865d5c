import Lua
import Synchronization
import Testing

/// A stop reaches the call that it is meant for, whatever that call is doing, and no other.
@Suite struct StopTests {
    /// Waits until the script says so, and for ever.
    private final class Room: Sendable {
        let arrivals = AsyncStream.makeStream(of: Void.self)

        var prelude: LuaPrelude {
            var prelude = LuaPrelude()
            prelude["arrive"] = .function { [arrivals] _ in
                arrivals.continuation.yield()
                return .none
            }
            prelude["forever"] = .function { [arrivals] _ in
                .pending {
                    arrivals.continuation.yield()
                    try await Task.sleep(for: .seconds(3600))
                    return []
                }
            }
            prelude["attempt"] = .function { call in
                let function = try call.function(at: 1)
                return .value(.boolean((try? call.invoke(function)) != nil))
            }
            return prelude
        }

        func arrived() async { for await _ in arrivals.stream { return } }
    }

    private static let endless = "while true do end"

    private func load(_ text: String, _ state: LuaState) throws -> LuaFunction {
        try state.load(LuaSource(name: "test.lua", text: text))
    }

    private func code(_ body: () async throws -> Void) async -> LuaError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? LuaError)?.code
        }
    }

    @Test("A task that is cancelled while its script begins is stopped", arguments: 0..<40)
    func cancelledAtTheStart(_ round: Int) async throws {
        for delay in 0..<25 {
            let state = try LuaState(LuaConfiguration(limits: LuaLimits(time: .seconds(60))))
            let script = try load(Self.endless, state)
            let task = Task { _ = try await state.call(script) }
            for _ in 0..<(delay * 40 + round) { await Task.yield() }
            task.cancel()
            #expect(await code { try await task.value } == .cancelled)
        }
    }

    @Test("The wall clock goes on while every thread for Lua computes")
    func wallClockOfManyScripts() async throws {
        let codes = await withTaskGroup(of: LuaError.Code?.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    let limits = LuaLimits(time: .seconds(60), wall: .milliseconds(10))
                    return await failure(of: Self.endless, limits: limits)?.code
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes == Array(repeating: .wall, count: 16))
    }

    @Test("Cancelling one call of a state leaves its other calls alone")
    func cancellingOneOfTwo() async throws {
        let room = Room()
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        var prelude = room.prelude
        prelude["wait"] = .function { _ in
            .pending {
                for await _ in gate {}
                return [1]
            }
        }
        let state = try LuaState(LuaConfiguration(limits: .patient, prelude: prelude))
        let waits = try load("arrive() return wait()", state)
        let hangs = try load("forever()", state)
        let friend = Task { try await state.call(waits) }
        await room.arrived()
        let victim = Task { _ = try await state.call(hangs) }
        await room.arrived()
        victim.cancel()
        #expect(await code { try await victim.value } == .cancelled)
        open.finish()
        #expect(try await friend.value == [1])
        #expect(try await state.call(load("return 2", state)) == [2])
    }

    @Test("A stop of one call does not meet the next")
    func nextCall() async throws {
        let room = Room()
        let limits = LuaLimits(time: .seconds(3600), wall: .milliseconds(10))
        let state = try LuaState(LuaConfiguration(limits: limits, prelude: room.prelude))
        let hangs = try load("forever()", state)
        for _ in 0..<3 { #expect(await code { _ = try await state.call(hangs) } == .wall) }
        #expect(try state.callNow(load("return 1", state)) == [1])
    }

    @Test(
        "A host function cannot keep a stop to itself",
        arguments: [
            "attempt(function() while true do print 'x' end end) while true do end",
            "return attempt(function() while true do print 'x' end end)",
            "local ok = attempt(function() while true do print 'x' end end) return ok",
            "coroutine.wrap(function() attempt(function() while true do print 'x' end end) end)() while true do end",
            "coroutine.wrap(function() return attempt(function() while true do print 'x' end end) end)()",
            "attempt(function() attempt(function() while true do print 'x' end end) end)",
        ],
        [nil, 1 << 50] as [Int?]
    )
    func swallowed(script: String, instructions: Int?) async throws {
        let limits = LuaLimits(instructions: instructions, time: .seconds(60), output: 100)
        #expect(await failure(of: script, prelude: Room().prelude, limits: limits)?.code == .output)
    }

    @Test("Time also ends a script that is being compiled")
    func compiling() throws {
        let state = try LuaState(LuaConfiguration(limits: LuaLimits(time: .nanoseconds(1))))
        let error = #expect(throws: LuaError.self) { try load(String(repeating: ";", count: 100_000), state) }
        #expect(error?.code == .time)
        try state.renew(LuaLimits(instructions: 50_000, time: nil))
        let other = #expect(throws: LuaError.self) { try load(String(repeating: ";", count: 100_000), state) }
        #expect(other?.code == .instructions)
    }

    @Test("A module that was being loaded when its call was stopped can be required again")
    func moduleOfStoppedCall() async throws {
        let room = Room()
        let first = Mutex(true)
        var prelude = room.prelude
        prelude["first"] = .function { _ in
            .value(
                .boolean(
                    first.withLock { first in
                        defer { first = false }
                        return first
                    }
                )
            )
        }
        let configuration = LuaConfiguration(limits: .patient, prelude: prelude) { name in
            LuaSource(name: name, text: "if first() then forever() end return { name = ... }")
        }
        let state = try LuaState(configuration)
        let script = try load("return require('a').name", state)
        let task = Task { _ = try await state.call(script) }
        await room.arrived()
        task.cancel()
        #expect(await code { try await task.value } == .cancelled)
        try state.renew(.patient)
        #expect(try await state.call(script) == ["a"])
    }
}
