import Commerce
import Lua

/// An exact amount in a script. It is built from text or whole numbers, never from a float.
final class MoneyObject: ScriptObject {
    let money: Money

    init(_ money: Money) {
        self.money = money
    }

    static let type = ObjectType(
        "money",
        of: MoneyObject.self,
        "An exact amount of one currency: `money \"12.50 USD\"`, `USD \"12.50\"`. Prices are before tax.",
        fields: [
            Field("currency", "string", "ISO 4217 code.") { .text($0.money.currency.code) },
            Field("amount", "string", "The amount as text, exact.") { .text($0.money.amountText) },
        ],
        actions: [
            .immediate("is_zero", returns: "boolean", "Whether it is nothing.") { object, _ in
                .boolean(object.money.isZero)
            },
            .immediate(
                "scale",
                [
                    .positional("by", .text, "A percentage or a factor, as text: `\"12.5%\"`, `\"0.125\"`."),
                    .optional(
                        "round",
                        .name(of: Rounding.allCases.map(\.rawValue)),
                        "`half_away_from_zero` if left out."
                    ),
                ],
                returns: "money",
                "So much of it, rounded to the currency's minor unit.",
                example: #"price:scale("12.5%", { round = "half_even" })"#
            ) { object, arguments in
                let by = arguments.text("by") ?? ""
                let rounding = try arguments.rounding()
                return .money(
                    try by.hasSuffix("%")
                        ? object.money.scaled(byPercent: by, rounding: rounding)
                        : object.money.scaled(by: FixedPoint(by), rounding: rounding)
                )
            },
            .immediate(
                "split",
                [.positional("parts", .integer, "How many.")],
                returns: "money[]",
                "Parts that differ by one minor unit at most and add up.",
                example: "money \"10 USD\":split(3)"
            ) { object, arguments in
                .list(try object.money.split(into: arguments.integer("parts") ?? 0).map { .money($0) })
            },
            .immediate(
                "allocate",
                [.positional("ratios", .list, "Whole numbers.")],
                returns: "money[]",
                "Parts in these ratios, which add up.",
                example: "money \"10 USD\":allocate{ 70, 30 }"
            ) { object, arguments in
                let ratios = try (arguments.list("ratios") ?? []).map { ratio throws -> Int in
                    guard case .integer(let number) = ratio else {
                        throw ScriptFailure(
                            .wrongUsage,
                            "\(arguments.action): ratios are whole numbers, not \(ratio.shown)"
                        )
                    }
                    return Int(number)
                }
                return .list(try object.money.allocated(by: ratios).map { .money($0) })
            },
        ],
        operators: [
            .equal { $0.money == $1.money },
            .lessThan { call in .value(.boolean(try call.money(at: 1, "<") < call.money(at: 2, "<"))) },
            .lessOrEqual { call in .value(.boolean(try call.money(at: 1, "<=") <= call.money(at: 2, "<="))) },
            .add { call in .value(.money(try call.money(at: 1, "+") + call.money(at: 2, "+"))) },
            .subtract { call in .value(.money(try call.money(at: 1, "-") - call.money(at: 2, "-"))) },
            .negate { call in .value(.money(-(try call.money(at: 1, "-")))) },
            .multiply { call in
                if case .object = try call.value(at: 1) {
                    return .value(.money(try call.money(at: 1, "*") * call.factor(at: 2)))
                }
                return .value(.money(try call.money(at: 2, "*") * call.factor(at: 1)))
            },
            .text { $0.money.description },
        ]
    )
}

extension LuaCall {
    fileprivate func money(at position: Int, _ symbol: String) throws -> Money {
        let value = try value(at: position)
        if case .object(let object) = value, let money = object as? MoneyObject { return money.money }
        throw ScriptFailure(
            .wrongUsage,
            "money \(symbol) takes money on both sides, not \(value.shown)",
            hint: "build it from text: USD \"12.50\""
        )
    }

    fileprivate func factor(at position: Int) throws -> Int {
        let value = try value(at: position)
        if case .integer(let number) = value { return Int(number) }
        throw ScriptFailure(
            .wrongUsage,
            "money is multiplied by a whole number, not \(value.shown)",
            hint: "for a part of it: price:scale(\"12.5%\")"
        )
    }
}

extension Arguments {
    fileprivate func rounding() throws -> Rounding {
        guard let name = text("round") else { return .halfAwayFromZero }
        guard let rounding = Rounding(rawValue: name) else {
            throw ScriptFailure(
                .wrongUsage,
                "\(action): no rounding is called \"\(name)\"",
                hint: Suggestion.hint(for: name, among: Rounding.allCases.map(\.rawValue))
            )
        }
        return rounding
    }
}
