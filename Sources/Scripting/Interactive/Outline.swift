public import Commerce
public import Lua

/// A value of a script as far as it is shown: read raw, so that nothing of the script's runs, and bounded.
public indirect enum Outline: Sendable {
    case `nil`
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    case string(LuaString)
    /// An object, and what its `tostring` is.
    case object(any LuaObject, String)
    case table(Table)
    case function
    case coroutine
    /// A table that this one is inside of.
    case cycle

    /// A table: what is under 1…n, then the other entries, numbers before strings.
    public struct Table: Sendable {
        public var list: [Outline]
        public var fields: [(key: Outline, value: Outline)]
        /// Entries that are left out.
        public var hidden: Int

        public init(list: [Outline], fields: [(key: Outline, value: Outline)] = [], hidden: Int = 0) {
            self.list = list
            self.fields = fields
            self.hidden = hidden
        }
    }

    /// How much of a value is shown: items in all, and tables inside tables.
    public struct Bounds: Sendable {
        public var items: Int
        public var depth: Int

        public init(items: Int, depth: Int) {
            self.items = items
            self.depth = depth
        }

        /// What a screen holds.
        public static let screen = Bounds(items: 2_000, depth: 5)
        /// What fits into a file.
        public static let file = Bounds(items: 500_000, depth: 50)
    }
}

extension Outline {
    public static func text(_ text: String) -> Outline { .string(LuaString(text)) }

    public static func money(_ money: Money) -> Outline { .object(MoneyObject(money), money.description) }

    /// A value that Swift has.
    public init(_ value: LuaValue) {
        switch value {
        case .nil: self = .nil
        case .boolean(let value): self = .boolean(value)
        case .integer(let value): self = .integer(value)
        case .number(let value): self = .number(value)
        case .string(let value): self = .string(value)
        case .object(let object): self = .object(object, type(of: object).luaType.name)
        case .function: self = .function
        case .list(let values): self = .table(Table(list: values.map { Outline($0) }))
        case .record(let entries):
            self = .table(Table(list: [], fields: entries.map { (Outline($0.key), Outline($0.value)) }))
        }
    }

    /// What `session.lua` made of a value.
    init(session value: LuaValue) {
        guard let kind = value["kind"]?.text else {
            self = Outline(value)
            return
        }
        switch kind {
        case "object":
            self =
                if case .object(let object)? = value["object"] {
                    .object(object, value["text"]?.text ?? type(of: object).luaType.name)
                } else {
                    .nil
                }
        case "table":
            let fields = (value["fields"]?.list ?? []).compactMap { entry -> (key: Outline, value: Outline)? in
                guard let pair = entry.list, pair.count == 2 else { return nil }
                return (Outline(session: pair[0]), Outline(session: pair[1]))
            }
            self = .table(
                Table(
                    list: (value["list"]?.list ?? []).map { Outline(session: $0) },
                    fields: fields,
                    hidden: Int(value["hidden"]?.integer ?? 0)
                )
            )
        case "function": self = .function
        case "thread": self = .coroutine
        case "cycle": self = .cycle
        default: self = .nil
        }
    }
}
