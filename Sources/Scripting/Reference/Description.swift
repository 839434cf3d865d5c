import Commerce

/// What a name of the script language means, as help, completion and editor definitions show it.
///
/// Nothing can be bound to Lua without one: the builders of ``ObjectType`` and ``Library`` take a description together
/// with the function.
public struct Description: Sendable {
    /// Where the name lives: a type (`product`), a library (`clock`) or nothing for a global.
    public let owner: String?
    public let name: String
    public let kind: Kind

    /// The parameters of an action or function, in order; the positional one first.
    public let parameters: [Parameter]

    /// The type of the field's value or of what comes back, in LuaCATS' spelling.
    public let type: String

    /// One sentence, then units, errors and source.
    public let summary: String

    /// A line of Lua that shows the use.
    public let example: String?

    /// Whether it asks the market: then it has a `try_` form, which returns `nil, error` for errors of the market.
    public var asksMarket = false

    public enum Kind: String, Sendable {
        case field
        case action
        case function
        case value
    }
}

/// One parameter of an action: its name, what it takes and what it is for.
public struct Parameter: Sendable {
    public let name: String
    public let kind: Kind
    public let isRequired: Bool
    public let summary: String

    /// Whether it stands before the table of named ones.
    public let isPositional: Bool

    public enum Kind: Sendable {
        case text
        case integer
        case boolean
        case money
        /// `2026-09-01` or `2026-09-01T00:00:00Z`.
        case time
        /// `P1M`, or short: `30s`, `15m`, `2h`, `7d`.
        case duration
        /// One of these names, in any case, with or without `_`.
        case name(of: [String])
        /// An object of one of these types.
        case object([String])
        case function
        case list
        case table
        case any
    }

    public static func positional(_ name: String, _ kind: Kind, _ summary: String) -> Parameter {
        Parameter(name: name, kind: kind, isRequired: true, summary: summary, isPositional: true)
    }

    public static func optionalPositional(_ name: String, _ kind: Kind, _ summary: String) -> Parameter {
        Parameter(name: name, kind: kind, isRequired: false, summary: summary, isPositional: true)
    }

    public static func required(_ name: String, _ kind: Kind, _ summary: String) -> Parameter {
        Parameter(name: name, kind: kind, isRequired: true, summary: summary, isPositional: false)
    }

    public static func optional(_ name: String, _ kind: Kind, _ summary: String) -> Parameter {
        Parameter(name: name, kind: kind, isRequired: false, summary: summary, isPositional: false)
    }
}

extension Parameter.Kind {
    /// What the parameter takes, for messages.
    var title: String {
        switch self {
        case .text: "text"
        case .integer: "a whole number"
        case .boolean: "true or false"
        case .money: "money"
        case .time: "a time such as \"2026-09-01T00:00:00Z\""
        case .duration: "a duration such as \"P1M\" or \"30s\""
        case .name(let names): "one of \(names.map { "\"\($0)\"" }.joined(separator: ", "))"
        case .object(let types): types.joined(separator: " or ").withArticle
        case .function: "a function"
        case .list: "a list"
        case .table: "a table"
        case .any: "a value"
        }
    }

    /// The type in LuaCATS' spelling.
    public var luaType: String {
        switch self {
        case .text, .time, .duration: "string"
        case .integer: "integer"
        case .boolean: "boolean"
        case .money: "money"
        case .name(let names): names.map { "\"\($0)\"" }.joined(separator: "|")
        case .object(let types): types.joined(separator: "|")
        case .function: "function"
        case .list, .table: "table"
        case .any: "any"
        }
    }
}
