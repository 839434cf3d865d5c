@_spi(Testing) import Lua
import Testing

/// Want of memory is an error value wherever it comes.
@Suite struct AllocationTests {
    private static let scripts = [
        "everything": """
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
        """,
        "modules": """
        local lib = require "lib"
        assert(require "lib" == lib and lib.count(product) == 2 and late.n == 1)
        pcall(require, "absent")
        pcall(require, "broken")
        pcall(require, "fails")
        return { lib.name }
        """,
        "records": """
        local results = {}
        for i = 1, 3 do
          results[i] = offer { sku = "s" .. i, quantity = i, note = i == 2 and ("n"):rep(50) or nil }
          results[#results + 1] = offers(i)
          pcall(offer, { sku = "x" })
          offer(setmetatable({ sku = "m", quantity = 1 }, {}))
        end
        return results
        """,
        "coroutines": """
        local function walk(n) if n > 0 then coroutine.yield(wait()) walk(n - 1) end return product end
        local cos = {}
        for i = 1, 4 do cos[i] = coroutine.create(walk) end
        for round = 1, 3 do
          for i, co in ipairs(cos) do coroutine.resume(co, 2) end
        end
        for _, co in ipairs(cos) do coroutine.close(co) end
        for a in coroutine.wrap(function() for i = 1, 3 do coroutine.yield({ wait() }) end end) do cos[#cos + 1] = a end
        local ok, e = pcall(coroutine.wrap(function() coroutine.wrap(function() wait() refuse() end)() end))
        return { ok, e }
        """,
        "errors": """
        local function dive(n) if n == 0 then refuse() end dive(n - 1) return 1 end
        for i = 1, 3 do
          local ok, e = pcall(coroutine.wrap(dive), 5)
          local text = tostring(e) .. e.code .. e.message
          pcall(error, { code = text, inner = e })
        end
        xpcall(dive, function(e) return xpcall(dive, print, 3) end, 40)
        pcall(function() return product.titel .. pirnt end)
        pcall(load("x = = 1") or print)
        error(setmetatable({ message = "at last", code = "last" }, { __tostring = function() return "x" end }))
        """,
        "patterns": """
        local text = ("key = value; "):rep(40)
        local found = {}
        for k, v in text:gmatch("(%w+) = (%w+)") do found[#found + 1] = k .. v end
        local a = text:gsub("%w+", { key = "K" }):gsub("(%w+) = (%w+)", "%2=%1"):upper():reverse():lower()
        local b = text:gsub(".", function(c) return c:rep(3) end)
        local packed = string.pack("z s4 i8", text, a, 42)
        local c = { string.unpack("z s4 i8", packed) }
        local d = utf8.char(228, 8364, 128512) .. table.concat(found, ", ") .. ("%q %s %10.3f"):format(a, b, 1 / 3)
        return d:find("key", 1, true), #d, os.date("!%Y %c", 0), os.date("*t", 0)
        """,
        "load": """
        local pieces = { "local a = ", 1, " local t = { 'x', y = function() return a end } ", "return t, ..." }
        local i = 0
        local f = load(function() i = i + 1 return pieces[i] end, "=pieces")
        local t, x = f(product)
        local g = load("return function(n) local u = n return function() u = u + 1 return u end end", "g", "t", {})
        local constants = {}
        for n = 1, 150 do constants[n] = "a" .. n .. " = 'text " .. n .. "'" end
        load(table.concat(constants, "\\n"), "=c", "t", {})()
        return { g()(t.y())(), select("#", load("x =")) }
        """,
    ]

    private struct Row: LuaRecord {
        static let luaNames = LuaNames("sku", "quantity", "note")
        var sku: String
        var quantity: Int64
        var note: String?

        init(sku: String, quantity: Int64) { (self.sku, self.quantity) = (sku, quantity) }

        init(reading fields: inout LuaFieldReader) throws {
            (sku, quantity, note) = try (fields.text(), fields.integer(), fields.optionalText())
        }

        func write(to fields: inout LuaFieldWriter) {
            fields.put(sku)
            fields.put(quantity)
            if let note { fields.put(note) } else { fields.putNil() }
        }
    }

    private static func prelude(_ product: Product) -> LuaPrelude {
        var prelude = LuaPrelude()
        prelude["wait"] = .function { _ in .pending { [.fields([("deep", ["a": [1, 2]])])] } }
        prelude["record"] = .function { call in try .value(call.value(at: 1)) }
        prelude["refuse"] = .function { _ in throw Refused(reason: "no") }
        prelude["product"] = .value(.object(product))
        prelude["late"] = .module(LuaSource(name: "late", text: "return { n = 1 }", isTrusted: true))
        prelude["offer"] = .function { call in try call.answer(call.record(at: 1, as: Row.self)) }
        prelude["offers"] = .function { call in
            try call.answer((0..<call.integer(at: 1)).map { Row(sku: "s", quantity: $0) })
        }
        return prelude
    }

    private static func module(_ name: String, _ product: Product) -> LuaSource? {
        switch name {
        case "lib":
            var inner = LuaPrelude()
            inner["product"] = .value(.object(product))
            var source = LuaSource(
                name: "lib.lua",
                text: """
                    local other = require "other"
                    shared = string.format("%s", "lib")
                    return { name = shared, count = function(p) return p:times(other.two) * product.price end }
                    """
            )
            source.compartment = LuaCompartment(name: "lib@1", prelude: inner) { _ in
                LuaSource(name: "other.lua", text: "return { two = 2 }")
            }
            return source
        case "broken": return LuaSource(name: "broken.lua", text: "\nx = = 1")
        case "fails": return LuaSource(name: "fails.lua", text: "error { code = 'no' }")
        default: return nil
        }
    }

    /// Each allocation in turn is the first that fails, and the only one.
    @Test(arguments: scripts.keys.sorted()) func everyAllocationMayFail(_ name: String) async throws {
        let text = try #require(Self.scripts[name])
        var count = 0
        for failsOnce in [false, true] {
            for allocations in 0... where !failsOnce || allocations < count {
                weak var product: Product?
                let code: LuaError.Code?
                do {
                    let held = Product(title: "held")
                    product = held
                    code = await run(text, held, allocations, failsOnce)
                }
                #expect(product == nil, "\(name) at allocation \(allocations)")
                let isWhole = code == nil || code == Self.ends[name]
                #expect(isWhole || code == .memory, "\(name) at allocation \(allocations): \(code as Any)")
                if !failsOnce, isWhole { count = allocations }
                if failsOnce ? allocations + 1 >= count : isWhole { break }
            }
        }
        #expect(count > 200)
        print("allocations of '\(name)' that failed: \(count), all from there on and one alone")
    }

    /// How a script ends that has the memory it wants, where that is an error.
    private static let ends: [String: LuaError.Code] = ["errors": .runtime]

    private func run(_ text: String, _ product: Product, _ allocations: Int, _ failsOnce: Bool) async -> LuaError.Code?
    {
        do {
            var limits = LuaLimits(instructions: 10_000_000, time: .seconds(3600))
            limits.allocations = allocations
            limits.failsOnce = failsOnce
            let configuration = LuaConfiguration(limits: limits, prelude: Self.prelude(product)) { name in
                Self.module(name, product)
            }
            let state = try LuaState(configuration)
            defer { state.close() }
            let script = try state.load(LuaSource(name: "test.lua", text: text))
            _ = try await state.call(script)
            try state.renew(limits)
            _ = try await state.call(script)
            return nil
        } catch {
            return error.code
        }
    }
}
