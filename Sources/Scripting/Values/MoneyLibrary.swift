import Commerce
import Lua

extension Library {
    /// `money.zero` and `money.sum`, the named part of ``MoneyMaker``.
    static let money = Library(
        "money",
        type: "money_library",
        "Exact amounts. `money \"12.50 USD\"`, `money.USD \"12.50\"`, and so for each ISO 4217 code.",
        [
            Function(
                "zero",
                [.positional("currency", .text, "ISO 4217 code.")],
                returns: "money",
                "Nothing, in a currency."
            ) { arguments, _ in
                .value(.money(.zero(try Currency(arguments.text("currency") ?? ""))))
            },
            Function(
                "sum",
                [.positional("list", .list, "Amounts of one currency, at least one.")],
                returns: "money",
                "What they add up to; mixed currencies are an error.",
                example: "money.sum{ first.total, second.total }"
            ) { arguments, _ in
                let amounts = try (arguments.list("list") ?? []).map { value throws -> Money in
                    if case .object(let object) = value, let money = object as? MoneyObject { return money.money }
                    throw ScriptFailure(.wrongUsage, "money.sum takes money, not \(value.shown)")
                }
                return .value(.money(try Money.sum(amounts)))
            },
        ]
    )
}

extension Money {
    /// `money(value)`, or `money.USD(value)` where there is a currency.
    init(script value: LuaValue, in currency: Currency? = nil) throws {
        switch (value, currency) {
        case (.string(let bytes), nil):
            self = try Money(bytes.text ?? "")
        case (.string(let bytes), let currency?):
            self = try Money(bytes.text ?? "", currency)
        case (.integer(let amount), let currency?):
            self = Money(Int(amount), currency)
        case (.object(let object as MoneyObject), nil):
            self = object.money
        case (.object(let object as MoneyObject), let currency?) where object.money.currency == currency:
            self = object.money
        case (.number, _):
            throw ScriptFailure(
                .moneyFromFloat,
                "money is never built from a float: \(value.shown) is not exact",
                hint: "write it as text: \(currency.map { "\($0) \"12.50\"" } ?? "money \"12.50 USD\"")"
            )
        default:
            throw ScriptFailure(
                .wrongUsage,
                "money is built from text, not from \(value.shown)",
                hint: currency.map { "\($0) \"12.50\"" } ?? "money \"12.50 USD\""
            )
        }
    }
}
