import Commerce
import Lua

// How values of the domain look in a script. Times, durations and enumerations are text.

extension LuaValue {
    static func optional(_ text: String?) -> LuaValue {
        text.map { .text($0) } ?? .nil
    }

    static func optional(_ number: Int?) -> LuaValue {
        number.map { .integer(Int64($0)) } ?? .nil
    }

    static func optional(_ flag: Bool?) -> LuaValue {
        flag.map { .boolean($0) } ?? .nil
    }

    static func optional(_ value: (some CustomStringConvertible)?) -> LuaValue {
        value.map { .text($0.description) } ?? .nil
    }

    static func optional(_ money: Money?) -> LuaValue {
        money.map { .money($0) } ?? .nil
    }

    static func count(_ number: Int) -> LuaValue {
        .integer(Int64(number))
    }

    static func money(_ money: Money) -> LuaValue {
        .object(MoneyObject(money))
    }

    static func texts(_ values: [some CustomStringConvertible]) -> LuaValue {
        .list(values.map { .text($0.description) })
    }

    /// A dictionary, whose keys keep the wire's spelling.
    static func dictionary(_ values: [String: LuaValue]) -> LuaValue {
        .fields(values.sorted { $0.key < $1.key }.map { (LuaString($0.key), $0.value) })
    }

    static func attributes(_ values: [String: AttributeValue]) -> LuaValue {
        .dictionary(values.mapValues(LuaValue.init(attribute:)))
    }

    init(attribute: AttributeValue) {
        switch attribute {
        case .null: self = .nil
        case .boolean(let value): self = .boolean(value)
        case .integer(let value): self = .integer(Int64(value))
        case .number(let value): self = .number(value)
        case .text(let value): self = .text(value)
        case .list(let values): self = .list(values.map(LuaValue.init(attribute:)))
        case .fields(let values): self = .attributes(values)
        }
    }
}

extension Price {
    /// `unit total currency source as_of estimate`.
    var luaValue: LuaValue {
        .result(
            "price",
            [
                ("unit", .money(unit)), ("total", .money(total)), ("currency", .text(total.currency.code)),
                ("quantity", .count(quantity)), ("source", .text(source.kind.rawValue)),
                ("as_of", .text(source.asOf.description)), ("estimate", .boolean(source.isEstimate)),
            ]
        )
    }
}
