import Commerce
import Lua
import Synchronization

/// What an action answers with where that is no thing of its own: named values that a script reads and can't assign.
///
/// A misspelt name is an error that suggests the right one; a name without a value is nil. `pairs` goes through the names
/// by byte, and in JSON it is an object.
final class ResultObject: ScriptObject {
    /// What it is, as messages call it: `price`.
    let title: String
    let fields: [(name: String, value: LuaValue)]

    init(_ title: String, _ fields: [(name: String, value: LuaValue)]) {
        self.title = title
        self.fields = fields.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// The values that are there.
    var entries: [(name: String, value: LuaValue)] { fields.filter { !$0.value.isNil } }

    static let type = ObjectType(
        "result",
        of: ResultObject.self,
        "Named values that can be read and not assigned.",
        operators: [
            .fallback { object, key in
                guard let name = key.text else { return nil }
                if let field = object.fields.first(where: { $0.name == name }) { return field.value }
                let names = object.fields.map(\.name)
                throw ScriptFailure(
                    .wrongUsage,
                    "\(object.title.withArticle) has no field '\(name)'",
                    hint: Suggestion.hint(for: name, among: names) ?? "it has \(names.joined(separator: ", "))"
                )
            },
            .pairs { call in
                .pairs(try call.object(at: 1, as: ResultObject.self).entries.map { (.text($0.name), $0.value) })
            },
            .text { object in
                let entries = object.entries.map { "\($0.name) = \($0.value.plainText)" }
                return "\(object.title) { \(entries.joined(separator: ", ")) }"
            },
        ]
    )
}

extension LuaValue {
    /// An answer of named values, read-only for scripts.
    static func result(_ title: String, _ fields: [(name: String, value: LuaValue)]) -> LuaValue {
        .object(ResultObject(title, fields))
    }

    /// The entries of a table, or those of a result.
    var namedEntries: [(key: LuaValue, value: LuaValue)]? {
        guard case .object(let result as ResultObject) = self else { return entries }
        return result.entries.map { (.text($0.name), $0.value) }
    }
}

extension LuaReturn {
    /// What `pairs` gets from an object: a function that gives one entry after the other.
    static func pairs(_ entries: [(key: LuaValue, value: LuaValue)]) -> LuaReturn {
        let rest = Mutex(entries[...])
        let next = LuaFunction(named: "next") { _ in
            guard let entry = rest.withLock({ $0.popFirst() }) else { return .value(.nil) }
            return .values([entry.key, entry.value])
        }
        return .values([.function(next), .nil, .nil])
    }
}
