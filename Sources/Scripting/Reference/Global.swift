import Commerce
import Lua

/// A name that scripts start with: what it means, and what it is in one session.
struct Global: Sendable {
    let description: Description
    let entry: @Sendable (Session, _ arguments: [String: AttributeValue]) -> LuaPrelude.Entry

    var name: String { description.name }

    /// - Parameter type: The type in LuaCATS' spelling.
    init(
        _ name: String,
        type: String,
        _ summary: String,
        parameters: [Parameter] = [],
        example: String? = nil,
        _ entry: @escaping @Sendable (Session, [String: AttributeValue]) -> LuaPrelude.Entry
    ) {
        self.description = Description(
            owner: nil,
            name: name,
            kind: .value,
            parameters: parameters,
            type: type,
            summary: summary,
            example: example
        )
        self.entry = entry
    }
}
