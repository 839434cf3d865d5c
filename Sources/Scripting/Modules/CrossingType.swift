public import Commerce
public import Lua

/// What a Swift type is in a script, for descriptions.
struct CrossingType {
    let kind: Parameter.Kind
    /// In LuaCATS' spelling.
    let luaType: String
    let isOptional: Bool

    init(_ type: Any.Type) {
        let optional = type as? any Wrapping.Type
        let wrapped = optional?.wrapped ?? type
        let (kind, name): (Parameter.Kind, String) =
            switch wrapped {
            case is Void.Type: (.any, "nil")
            case is String.Type: (.text, "string")
            case is Bool.Type: (.boolean, "boolean")
            case is any BinaryInteger.Type: (.integer, "integer")
            case is any BinaryFloatingPoint.Type: (.any, "number")
            case is Money.Type: (.money, "money")
            case is Timestamp.Type: (.time, "string")
            case let list as any Listing.Type: (.list, CrossingType(list.element).luaType + "[]")
            default: (.table, "table")
            }
        self.kind = kind
        luaType = optional == nil ? name : name + "?"
        isOptional = optional != nil
    }
}

extension Parameter {
    /// A positional one that takes what crosses to a Swift type.
    init(_ name: String, of type: Any.Type) {
        let crossing = CrossingType(type)
        self.init(name: name, kind: crossing.kind, isRequired: !crossing.isOptional, summary: "", isPositional: true)
    }
}

private protocol Wrapping { static var wrapped: Any.Type { get } }
extension Optional: Wrapping { static var wrapped: Any.Type { Wrapped.self } }

private protocol Listing { static var element: Any.Type { get } }
extension Array: Listing { static var element: Any.Type { Element.self } }

extension Money: LuaConvertible {
    /// Money of a script's; text or a number is none.
    public static func fromLua(_ value: LuaValue) throws -> Money {
        guard let money = value.object(as: MoneyObject.self)?.money else {
            throw LuaConversionError("money expected, got \(value.typeName)")
        }
        return money
    }

    public var luaValue: LuaValue { .money(self) }
}
