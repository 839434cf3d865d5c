import Commerce
import FoundationEssentials
import Lua

extension Library {
    /// `json.encode`, `json.decode`.
    static let json = Library(
        "json",
        "JSON. Numbers with a fraction stay exact text, so that money can be built from them.",
        [
            Function(
                "encode",
                [
                    .positional(
                        "value",
                        .any,
                        "What to write; keys are sorted. Money is written as text, `\"12.50 USD\"`."
                    )
                ],
                returns: "string",
                "A value as JSON."
            ) { arguments, _ in
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
                let value = try AttributeValue(script: arguments["value"] ?? .nil)
                return .value(.text(String(decoding: try encoder.encode(value), as: UTF8.self)))
            },
            Function(
                "decode",
                [.positional("text", .text, "JSON.")],
                returns: "any",
                "What JSON says. A number with a fraction or an exponent comes back as its text, exact.",
                example: #"money.USD(json.decode('{"total": 12.50}').total)"#
            ) { arguments, _ in
                do {
                    let text = arguments.text("text") ?? ""
                    let value = try JSONDecoder().decode(ExactJSON.self, from: Data(text.utf8))
                    return .value(value.luaValue)
                } catch let error as DecodingError {
                    throw ScriptFailure(.jsonMalformed, "json.decode: the text is not JSON: \(error.reason)")
                }
            },
        ]
    )
}

/// JSON whose decimal numbers keep every digit.
private enum ExactJSON: Decodable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case decimal(Decimal)
    case text(String)
    case list([ExactJSON])
    case fields([String: ExactJSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Decimal.self) {
            self = .decimal(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([ExactJSON].self) {
            self = .list(value)
        } else {
            self = .fields(try container.decode([String: ExactJSON].self))
        }
    }

    var luaValue: LuaValue {
        switch self {
        case .null: .nil
        case .boolean(let value): .boolean(value)
        case .integer(let value): .integer(value)
        case .decimal(let value): .text("\(value)")
        case .text(let value): .text(value)
        case .list(let values): .list(values.map(\.luaValue))
        case .fields(let values): .dictionary(values.mapValues(\.luaValue))
        }
    }
}

extension AttributeValue {
    /// A value of a script as data: money becomes its text, an object its description; functions can't be written.
    init(script value: LuaValue) throws {
        switch value {
        case .nil: self = .null
        case .boolean(let value): self = .boolean(value)
        case .integer(let value): self = .integer(Int(value))
        case .number(let value):
            guard value.isFinite else {
                throw ScriptFailure(.wrongUsage, "\(value) cannot be written as JSON", hint: "write it as text")
            }
            self = .number(value)
        case .string(let bytes):
            guard let text = bytes.text else {
                throw ScriptFailure(.wrongUsage, "a string that is not UTF-8 cannot be written as JSON")
            }
            self = .text(text)
        case .list(let values): self = .list(try values.map(AttributeValue.init(script:)))
        case .record(let entries):
            var fields: [String: AttributeValue] = [:]
            for (key, value) in entries {
                let name: String? =
                    switch key {
                    case .string(let bytes): bytes.text
                    case .integer(let number): String(number)
                    default: nil
                    }
                guard let name else {
                    throw ScriptFailure(.wrongUsage, "a key cannot be written as JSON: \(key.shown)")
                }
                fields[name] = try AttributeValue(script: value)
            }
            self = .fields(fields)
        case .object(let object as MoneyObject): self = .text(object.money.description)
        case .object(let object as OrderObject): self = .text(object.order.id)
        case .object(let object as ResultObject):
            self = .fields(
                try Dictionary(uniqueKeysWithValues: object.entries.map { ($0.name, try Self(script: $0.value)) })
            )
        case .object(let object): self = .text(type(of: object).luaType.name)
        case .function: throw ScriptFailure(.wrongUsage, "a function cannot be written as JSON")
        }
    }
}

extension DecodingError {
    fileprivate var reason: String {
        switch self {
        case .dataCorrupted(let context), .typeMismatch(_, let context), .valueNotFound(_, let context),
            .keyNotFound(_, let context):
            context.debugDescription
        @unknown default: "\(self)"
        }
    }
}
