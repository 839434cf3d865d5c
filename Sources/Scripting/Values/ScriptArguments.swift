import Commerce
import Lua

/// A script's parameters: `args.name` raises when it was not given, `args:get("name", { default = 4 })` does not.
final class ScriptArgumentsObject: ScriptObject {
    private let values: [String: AttributeValue]

    init(_ values: [String: AttributeValue]) {
        self.values = values
    }

    static let type = ObjectType(
        "args",
        of: ScriptArgumentsObject.self,
        "The script's parameters: `--arg name=value`, `--args file.json`.",
        actions: [
            .immediate(
                "get",
                [
                    .positional("name", .text, "The parameter."),
                    .optional("default", .any, "What it is when it was not given; text is converted to its type."),
                ],
                returns: "any",
                "A parameter, or its default, or nil.",
                example: #"local quantity = args:get("quantity", { default = 4 })"#
            ) { object, arguments in
                let name = arguments.text("name") ?? ""
                guard let value = object.values[name] else { return arguments["default"] ?? .nil }
                return try LuaValue(attribute: value).converted(like: arguments["default"] ?? .nil, parameter: name)
            }
        ],
        operators: [
            .fallback { object, key in
                guard let name = key.text else { return nil }
                if let value = object.values[name] { return LuaValue(attribute: value) }
                throw ScriptFailure(
                    .argumentMissing,
                    "the script's parameter '\(name)' was not given",
                    hint: Suggestion.hint(for: name, among: object.values.keys)
                        ?? "run it with --arg \(name)=VALUE, or read it by args:get(\"\(name)\", { default = … })"
                )
            },
            .pairs { call in
                let values = try call.object(at: 1, as: ScriptArgumentsObject.self).values
                return .pairs(
                    values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                        .map { (.text($0.key), LuaValue(attribute: $0.value)) }
                )
            },
            .text { "args (\($0.values.keys.sorted().joined(separator: ", ")))" },
        ]
    )
}

extension LuaValue {
    /// Text as the type that a default has.
    fileprivate func converted(like model: LuaValue, parameter: String) throws -> LuaValue {
        guard let text else { return self }
        let converted: LuaValue? =
            switch model {
            case .integer: Int64(text).map { .integer($0) }
            case .number: Double(text).map { .number($0) }
            case .boolean: ["true": true, "yes": true, "false": false, "no": false][text].map { .boolean($0) }
            case .object(let object) where object is MoneyObject: try .money(Money(text))
            default: self
            }
        guard let converted else {
            throw ScriptFailure(
                .argumentMalformed,
                "the script's parameter '\(parameter)' is \"\(text)\", which is not \(model.kindTitle)",
                hint: "for example --arg \(parameter)=\(model.plainText)"
            )
        }
        return converted
    }

    private var kindTitle: String {
        switch self {
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "true or false"
        default: "of the default's type"
        }
    }
}
