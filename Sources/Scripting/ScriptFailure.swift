public import Commerce
public import Lua

/// What Compra itself refuses in a script: wrong usage, an unknown price, a budget that would not hold.
struct ScriptFailure: Error, Sendable {
    var code: LuaValue
    var message: String
    var hint: String?
    var retryable = false

    /// The HTTP status, where the refusal stands for one of the market's.
    var status: Int?

    init(_ code: Code, _ message: String, hint: String? = nil, retryable: Bool = false) {
        self.code = .text(code.rawValue)
        self.message = message
        self.hint = hint
        self.retryable = retryable
    }

    enum Code: String, Sendable {
        case wrongUsage = "wrong_usage"
        case notFound = "not_found"
        case notOne = "not_one"
        case timeout
        case statusUnreachable = "status_unreachable"
        case moneyFromFloat = "money_from_float"
        case argumentMissing = "argument_missing"
        case argumentMalformed = "argument_malformed"
        case jsonMalformed = "json_malformed"
        case moduleNotFound = "module_not_found"
        case capabilityMissing = "capability_missing"
        case unfinishedPurchase = "unfinished_purchase"
    }

    /// The fields of a refusal that the Lua side of Compra makes.
    init(code: LuaValue, message: String, hint: String?, retryable: Bool, status: Int?) {
        self.code = code
        self.message = message
        self.hint = hint
        self.retryable = retryable
        self.status = status
    }
}

extension ScriptFailure: LuaErrorConvertible {
    var luaMessage: String { message }

    var luaFields: [(String, LuaValue)] {
        [
            ("code", code), ("message", .text(message)), ("hint", .optional(hint)), ("retryable", .boolean(retryable)),
            ("status", .optional(status)),
        ]
    }
}

extension MarketError: LuaErrorConvertible {
    public var luaMessage: String { "\(message) (\(code))" }

    public var luaFields: [(String, LuaValue)] {
        [
            ("code", code.name.map { .text($0) } ?? .integer(Int64(code.number))), ("message", .text(message)),
            ("hint", .optional(hint)), ("retryable", .boolean(retryable)),
            ("status", .optional(code.name == nil ? code.status : nil)),
            ("retry_after", .optional(retryAfter)), ("correlation_id", .optional(correlationID)),
        ]
    }
}

extension MoneyError: LuaErrorConvertible {
    public var luaMessage: String { message }

    public var luaFields: [(String, LuaValue)] {
        [
            ("code", .text(code.rawValue)), ("message", .text(message)), ("hint", .optional(hint)),
            ("retryable", false),
        ]
    }
}

extension FormatError: LuaErrorConvertible {
    public var luaMessage: String { message }

    public var luaFields: [(String, LuaValue)] {
        [
            ("code", .text(code.rawValue)), ("message", .text(message)), ("hint", .optional(hint)),
            ("retryable", false),
        ]
    }
}
