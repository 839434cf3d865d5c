import Commerce
import Lua
public import Runs

extension ErrorReport {
    /// Why a group of a cart was not ordered.
    init(_ error: CartCheckoutResult.OrderError) {
        self.init(
            code: .integer(error.code),
            message: "group \(error.orderGroupId) was not ordered: \(error.description)"
        )
    }

    /// The fields that a script would see of an error.
    public init(_ error: any Error) {
        let lua = error as? LuaError
        let cause = lua?.underlying ?? error
        let convertible = cause as? any LuaErrorConvertible
        let fields = Dictionary(convertible?.luaFields ?? [], uniquingKeysWith: { first, _ in first })
        let code: AttributeValue =
            switch fields["code"] {
            case .integer(let number): .integer(Int(number))
            case .string(let bytes): .text(bytes.text ?? "error")
            default: .text(lua?.code.rawValue ?? "error")
            }
        self.init(
            code: code,
            message: convertible?.luaMessage ?? "\(cause)",
            hint: fields["hint"]?.text,
            retryable: fields["retryable"]?.boolean ?? false,
            status: fields["status"]?.integer.map { Int($0) },
            correlationID: fields["correlation_id"]?.text,
            location: lua?.where
        )
    }
}
