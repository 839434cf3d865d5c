/// A Swift error that tells scripts more than a message.
///
/// Thrown by a host function it is raised as an error object with these fields, besides `message` and `where`, the script's
/// line that called. It survives `pcall` whole, and comes back to Swift as the same error.
public protocol LuaErrorConvertible: Error {
    /// What scripts read as `error.message`.
    var luaMessage: String { get }
    /// Further fields. `code hint retryable status correlation_id` read as nil where they are absent; what is no field
    /// at all is an error that suggests the nearest name.
    var luaFields: [(String, LuaValue)] { get }
}

/// An error that a trusted module raised with `raise { message = …, … }`.
public struct LuaRaisedError: LuaErrorConvertible, Sendable {
    public let luaMessage: String
    public let luaFields: [(String, LuaValue)]

    init(fields: LuaValue) {
        let named = (fields.entries ?? []).compactMap { key, value in key.text.map { ($0, value) } }
        luaMessage = fields["message"]?.text ?? "error"
        luaFields = named.filter { $0.0 != "message" }
    }

    /// The field's value; nil when it has none.
    public subscript(name: String) -> LuaValue? { luaFields.first { $0.0 == name }?.1 }
}
