import Commerce
import Logging
import Lua

extension Library {
    /// `log.info(message, fields)` and the other levels.
    static let log = Library(
        "log",
        "Messages for people who watch the run; they go to stderr, never among the data.",
        Logger.Level.allCases.map { level in
            Function(
                level.rawValue,
                [
                    .positional("message", .any, "What happened."),
                    .optionalPositional("fields", .table, "More about it, by name."),
                ],
                returns: "nil",
                "A message of the level `\(level.rawValue)`.",
                example: #"log.\#(level.rawValue)("ordered", { order = order.id })"#
            ) { arguments, session in
                session.logger.log(
                    level: level,
                    "\(arguments["message"]?.plainText ?? "nil")",
                    metadata: arguments.metadata
                )
                return .none
            }
        }
    )
}

extension Arguments {
    fileprivate var metadata: Logger.Metadata? {
        guard let entries = self["fields"]?.namedEntries else { return nil }
        return Dictionary(
            entries.map { ($0.key.plainText, "\($0.value.plainText)") },
            uniquingKeysWith: { first, _ in first }
        )
    }
}

extension LuaValue {
    /// The value for people: text as it is, money and handles as they describe themselves.
    var plainText: String {
        switch self {
        case .string(let bytes): bytes.text ?? String(decoding: bytes.bytes, as: UTF8.self)
        case .object(let object as MoneyObject): object.money.description
        case .object(let object as OrderObject): object.order.id
        default: shown
        }
    }
}
