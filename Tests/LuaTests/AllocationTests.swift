import Lua
import Testing

/// Want of memory is an error value wherever it comes.
@Suite struct AllocationTests {
    private static let script = """
        local t = setmetatable({}, { __index = function(_, k) return k .. k end })
        local text = t.abc .. ("x"):rep(3000)
        local co = coroutine.wrap(function() local r = wait() coroutine.yield(r) error({}) end)
        local first = co()
        pcall(co)
        local list = {}
        for i = 1, 60 do list[i] = tostring(i) .. text:sub(1, i) end
        table.sort(list)
        local joined = table.concat(list, ","):gsub("%d+", function(n) return n .. n end)
        for k, v in pairs({ a = 1, b = 2, [1] = 3 }) do list[k] = v end
        xpcall(load("error(...)"), function(e) return tostring(e) .. text end, "x")
        print(string.format("%5.2f %s %q", 1.5, text, joined), product.title, product:later())
        pcall(product.times, product, "x")
        return { record { name = "n", list = { 1, 2, 3 } }, f = print, product = product }
        """

    @Test func everyAllocationMayFail() async throws {
        var prelude = LuaPrelude()
        prelude["wait"] = .function { _ in .pending { [.fields([("deep", ["a": [1, 2]])])] } }
        prelude["record"] = .function { call in try .value(call.value(at: 1)) }
        var outcomes: [LuaError.Code?] = []
        for count in 0... {
            weak var product: Product?
            do {
                let held = Product(title: "held")
                product = held
                prelude["product"] = .value(.object(held))
                let code = await run(allocations: count, prelude: prelude)
                outcomes.append(code)
                prelude["product"] = nil
            }
            #expect(product == nil, "at allocation \(count)")
            if outcomes.last == .some(nil) { break }
        }
        #expect(outcomes.count > 500)
        #expect(outcomes.dropLast().allSatisfy { $0 == .memory })
    }

    private func run(allocations: Int, prelude: LuaPrelude) async -> LuaError.Code? {
        do {
            var limits = LuaLimits(instructions: 10_000_000, time: .seconds(3600))
            limits.allocations = allocations
            let state = try LuaState(LuaConfiguration(limits: limits, prelude: prelude))
            let script = try state.load(LuaSource(name: "test.lua", text: Self.script))
            _ = try await state.call(script)
            return nil
        } catch {
            return error.code
        }
    }
}
