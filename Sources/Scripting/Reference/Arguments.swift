import Commerce
import Lua

/// What a script passed to an action, checked against the action's parameters: every name is known, every value has
/// the kind that its parameter takes, and nothing that is required is missing.
struct Arguments: Sendable {
    /// The action, as messages name it: `customer:catalog`.
    let action: String
    private let values: [String: LuaValue]

    /// Reads the arguments from `first` on: the positional one where the action has one, then a table of named ones.
    init(_ given: [LuaValue], for parameters: [Parameter], of action: String) throws {
        self.action = action
        var given = given[...]
        while given.last?.isNil == true { given.removeLast() }
        var values: [String: LuaValue] = [:]
        for parameter in parameters where parameter.isPositional {
            values[parameter.name] = given.popFirst()
        }
        let named = parameters.filter { !$0.isPositional }
        if !named.isEmpty, let table = given.popFirst() {
            for (key, value) in try Self.entries(of: table, action: action) {
                guard named.contains(where: { $0.name == key }) else {
                    throw ScriptFailure(
                        .wrongUsage,
                        "\(action) has no argument '\(key)'",
                        hint: Suggestion.hint(for: key, among: named.map(\.name))
                            ?? "it takes \(named.map(\.name).joined(separator: ", "))"
                    )
                }
                values[key] = value
            }
        }
        guard given.isEmpty else {
            throw ScriptFailure(
                .wrongUsage,
                "\(action) was given more than it takes",
                hint: Self.usage(action, parameters)
            )
        }
        for parameter in parameters {
            let value = values[parameter.name] ?? .nil
            guard !value.isNil else {
                values[parameter.name] = nil
                guard parameter.isRequired else { continue }
                throw ScriptFailure(
                    .wrongUsage,
                    "\(action) needs '\(parameter.name)': \(parameter.kind.title)",
                    hint: Self.usage(action, parameters)
                )
            }
            guard parameter.kind.takes(value) else {
                throw ScriptFailure(
                    .wrongUsage,
                    "\(action): '\(parameter.name)' is \(parameter.kind.title), not \(value.shown)",
                    hint: parameter.kind.hint(for: value)
                )
            }
        }
        self.values = values
    }

    private static func entries(of table: LuaValue, action: String) throws -> [(String, LuaValue)] {
        switch table {
        case .list(let items) where items.isEmpty:
            return []
        case .record(let entries):
            return try entries.map { key, value in
                guard case .string(let name) = key else {
                    throw ScriptFailure(.wrongUsage, "\(action) takes named arguments, not \(key.shown)")
                }
                return (name.text ?? "?", value)
            }
        default:
            throw ScriptFailure(
                .wrongUsage,
                "\(action) takes named arguments in a table, not \(table.shown)",
                hint: "write \(action){ name = value }"
            )
        }
    }

    private static func usage(_ action: String, _ parameters: [Parameter]) -> String {
        let positional = parameters.filter(\.isPositional).map(\.name).joined(separator: ", ")
        let named = parameters.filter { !$0.isPositional }.map { "\($0.name) =" }.joined(separator: ", ")
        return switch (positional.isEmpty, named.isEmpty) {
        case (_, true): "usage: \(action)(\(positional))"
        case (true, false): "usage: \(action){ \(named) }"
        case (false, false): "usage: \(action)(\(positional), { \(named) })"
        }
    }
}

extension Arguments {
    subscript(name: String) -> LuaValue? { values[name] }

    func text(_ name: String) -> String? { values[name]?.text }

    func integer(_ name: String) -> Int? {
        guard case .integer(let value)? = values[name] else { return nil }
        return Int(value)
    }

    func boolean(_ name: String) -> Bool? {
        guard case .boolean(let value)? = values[name] else { return nil }
        return value
    }

    func object<Object>(_ name: String, as type: Object.Type = Object.self) -> Object? {
        guard case .object(let object)? = values[name] else { return nil }
        return object as? Object
    }

    func list(_ name: String) -> [LuaValue]? {
        guard case .list(let values)? = values[name] else { return nil }
        return values
    }

    func time(_ name: String) throws -> Timestamp? {
        try text(name).map { try Timestamp($0) }
    }

    func duration(_ name: String) throws -> ISODuration? {
        try text(name).map { try ISODuration(anyForm: $0) }
    }

    func name<Name: OpenEnum>(_ name: String, as type: Name.Type = Name.self) throws -> Name? {
        try text(name).map { try Name(known: $0) }
    }
}

extension ISODuration {
    /// `P1M` or short, `30s`.
    init(anyForm text: String) throws {
        self = try text.hasPrefix("P") ? ISODuration(text) : ISODuration(short: text)
    }
}

extension Parameter.Kind {
    func takes(_ value: LuaValue) -> Bool {
        switch (self, value) {
        case (.any, _), (.integer, .integer), (.boolean, .boolean), (.function, .function), (.list, .list),
            (.table, .list), (.table, .record):
            true
        case (.text, .string(let text)), (.time, .string(let text)), (.duration, .string(let text)),
            (.name, .string(let text)):
            text.text != nil
        case (.money, .object(let object)): object is MoneyObject
        case (.table, .object(let object)): object is ResultObject
        case (.object(let types), .object(let object)): types.contains(type(of: object).luaType.name)
        default: false
        }
    }

    func hint(for value: LuaValue) -> String? {
        switch (self, value) {
        case (.money, .number), (.money, .integer), (.money, .string):
            "build money from text: USD \"12.50\""
        default: nil
        }
    }
}

extension LuaValue {
    /// The value as a message names it.
    var shown: String {
        switch self {
        case .nil: "nil"
        case .boolean(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .string(let bytes): "\"\(String((bytes.text ?? "bytes that are not UTF-8").prefix(40)))\""
        case .list: "a list"
        case .record: "a table"
        case .object(let object as MoneyObject): "\(object.money)"
        case .object(let object as ResultObject): object.title.withArticle
        case .object(let object): type(of: object).luaType.name.withArticle
        case .function: "a function"
        }
    }
}
