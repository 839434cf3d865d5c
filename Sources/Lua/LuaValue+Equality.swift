/// Equality as Lua's for scalars and strings (an integer equals the float of the same value), by content for tables
/// whatever the order of their entries, by identity for objects and functions.
extension LuaValue: Equatable {
    public static func == (left: LuaValue, right: LuaValue) -> Bool {
        switch (left, right) {
        case (.nil, .nil): true
        case (.boolean(let left), .boolean(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.integer(let integer), .number(let number)), (.number(let number), .integer(let integer)):
            Int64(exactly: number) == integer
        case (.string(let left), .string(let right)): left == right
        case (.list(let left), .list(let right)): left == right
        case (.list(let list), .record(let entries)), (.record(let entries), .list(let list)):
            list.isEmpty && entries.isEmpty
        case (.record(let left), .record(let right)): equal(left, right)
        case (.object(let left), .object(let right)): left === right
        case (.function(let left), .function(let right)): left === right
        default: false
        }
    }

    private static func equal(_ left: [(key: LuaValue, value: LuaValue)], _ right: [(key: LuaValue, value: LuaValue)])
        -> Bool
    {
        left.count == right.count
            && left.allSatisfy { entry in right.contains { $0.key == entry.key && $0.value == entry.value } }
    }
}
