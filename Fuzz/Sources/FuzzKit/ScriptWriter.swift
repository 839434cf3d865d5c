import Lua
import Scripting

/// Writes a script out of choices: calls of every binding and of every safe library function, in every construct that a
/// call can stand in, with arguments that are right, wrong, huge, or something that an earlier statement made.
struct ScriptWriter {
    private var choices: Choices
    private var locals = 0

    init(_ choices: Choices) {
        self.choices = choices
    }

    mutating func script() -> String {
        var text = ""
        repeat { text += statement(depth: 0) + "\n" } while !choices.isEmpty && text.utf8.count < 20_000
        return text
    }

    private mutating func statement(depth: Int) -> String {
        let isDeep = depth > 3
        switch choices.number(below: isDeep ? 4 : 13) {
        case 0:
            locals = min(locals + 1, 100)
            return "v\(locals) = \(expression(depth: depth))"
        case 1: return "local _ = \(call(depth: depth))"
        case 2: return "pcall(function() return \(call(depth: depth)) end)"
        case 3: return "g.\(name()) = \(expression(depth: depth))"
        case 4: return "for i = 1, \(choices.number(below: 20)) do \(statement(depth: depth + 1)) end"
        case 5: return "for k, v in pairs(\(expression(depth: depth))) do \(statement(depth: depth + 1)) end"
        case 6: return "pcall(coroutine.wrap(function(...) \(statement(depth: depth + 1)) coroutine.yield(1) end))"
        case 7:
            return "pcall(setmetatable, {}, { \(choices.pick(Self.events)) = function(a, b) "
                + "\(statement(depth: depth + 1)) return \(expression(depth: depth)) end })"
        case 8:
            return "v0 = setmetatable({}, { \(choices.pick(Self.events)) = function(a, b) "
                + "return \(expression(depth: depth + 1)) end })"
        case 9: return "pcall(error, \(expression(depth: depth)))"
        case 10:
            return "xpcall(function() \(statement(depth: depth + 1)) end, function(e) return \(call(depth: 4)) end)"
        case 11: return "do local c <close> = nil; \(statement(depth: depth + 1)) end"
        default:
            return "pcall(load(\(literal(of: 6)) .. \"return \" .. tostring(\(expression(depth: depth)))) or print)"
        }
    }

    private mutating func call(depth: Int) -> String {
        if choices.number(below: 3) > 0 {
            return "\(choices.pick(Self.functions))(\(arguments(depth: depth)))"
        }
        let receiver = choices.number(below: 2) == 0 ? choices.pick(Self.roots) : variable()
        return "(\(receiver)):\(choices.pick(Self.actions))(\(arguments(depth: depth)))"
    }

    private mutating func arguments(depth: Int) -> String {
        var list: [String] = []
        for _ in 0..<choices.number(below: 5) { list.append(expression(depth: depth + 1)) }
        return list.joined(separator: ", ")
    }

    private mutating func expression(depth: Int) -> String {
        switch choices.number(below: depth > 3 ? 3 : 9) {
        case 0: return literal(of: choices.number(below: 9))
        case 1: return variable()
        case 2: return choices.pick(Self.roots)
        case 3: return call(depth: depth + 1)
        case 4: return "{ \(expression(depth: depth + 1)), [\(literal(of: 2))] = \(expression(depth: depth + 1)) }"
        case 5: return "{ \(choices.pick(Self.parameters)) = \(expression(depth: depth + 1)) }"
        case 6:
            let operation = choices.pick([
                "+", "-", "*", "//", "%", "..", "==", "<", "<=", "&", "~", "<<", "and", "or", "^",
            ])
            return "(\(expression(depth: depth + 1)) \(operation) \(expression(depth: depth + 1)))"
        case 7: return "function(...) return \(expression(depth: depth + 1)) end"
        default: return "(\(expression(depth: depth + 1))).\(choices.pick(Self.fields))"
        }
    }

    private mutating func literal(of kind: Int) -> String {
        switch kind {
        case 0: "nil"
        case 1: choices.pick(["true", "false"])
        case 2: choices.pick(["0", "1", "-1", "2^53", "0/0", "1/0", "math.mininteger", "1 << 40", "0.5", "131071"])
        case 3: "\(Int64(bitPattern: choices.word()))"
        case 4: quoted(choices.take(choices.number(below: 20)))
        case 5: "(\(quoted(choices.take(3)))):rep(\(choices.number(below: 60_000)))"
        case 6:
            choices.pick(["\"%d.-\"", "\"[%a_]+\"", "\"%b()\"", "\"(.-)%1\"", "\"%f[%w]\"", "\"12.50 USD\"", "\"P1Y\""])
        case 7: choices.pick(["\"commercial\"", "\"contoso.onmicrosoft.com\"", "\"Software\"", "\"a:b:c\"", "\"30s\""])
        default: "{}"
        }
    }

    private mutating func variable() -> String { "v\(choices.number(below: locals + 1))" }
    private mutating func name() -> String { "n\(choices.number(below: 8))" }

    private func quoted(_ bytes: [UInt8]) -> String {
        "\"" + bytes.map { "\\\(String(repeating: "0", count: 3 - String($0).count))\($0)" }.joined() + "\""
    }

    // MARK: What there is to call

    private static let descriptions = ScriptReference.descriptions
    private static let actions = descriptions.filter { $0.kind == .action }.flatMap { [$0.name, "try_\($0.name)"] }
    private static let fields = descriptions.filter { $0.kind == .field }.map(\.name)
    private static let parameters =
        Array(Set(descriptions.flatMap { $0.parameters.map(\.name) })).sorted() + ["flag", "count", "name", "rest"]
    private static let roots = [
        "market", "market.customers", "market.catalog", "market.invoices", "money", "args", "g", "app",
    ]
    private static let events = [
        "__index", "__newindex", "__call", "__tostring", "__len", "__eq", "__lt", "__le", "__add", "__concat", "__gc",
        "__close", "__mode", "__pairs", "__name", "__metatable", "__unm", "__idiv", "__band",
    ]
    private static let functions =
        descriptions.filter { $0.kind == .function }.map { "\($0.owner ?? "g").\($0.name)" } + functionsOfLua
        + SampleModule.functions.map { "app.\($0)" } + ["purchase", "USD", "JPY", "money", "purchase \"p\""]

    /// Whatever the libraries hold.
    private static let functionsOfLua: [String] = {
        let script = """
            local functions = {}
            for _, name in ipairs { ... } do
              local value = load("return " .. name)()
              if type(value) == "function" then functions[#functions + 1] = name end
              if type(value) == "table" and name ~= "_G" then
                for key, item in pairs(value) do
                  if type(item) == "function" then functions[#functions + 1] = name .. "." .. key end
                end
              end
            end
            return functions
            """
        guard let state = try? LuaState(),
            let list = try? state.load(LuaSource(name: "names.lua", text: script)),
            let names = try? state.callNow(list, ScriptReference.namesOfLua.map { .text($0) })
        else { fatalError("the libraries have no names") }
        return (names[0].list ?? []).compactMap(\.text)
    }()
}
