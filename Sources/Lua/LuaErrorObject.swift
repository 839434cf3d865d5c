extension LuaValue {
    /// An error object for a Swift error, as a host function hands it over without raising it: `nil, error`.
    ///
    /// - Parameter place: The script's line that called, which scripts read as `error.where`.
    public static func error(_ error: any Error, at place: String? = nil) -> LuaValue {
        .object(LuaErrorObject(error, at: place))
    }
}

/// A Swift error as scripts hold it: fields and a readable `tostring`.
final class LuaErrorObject: LuaObject {
    let error: any Error
    /// The script's line that called the host.
    let place: String?
    let message: String
    private let fields: [(String, LuaValue)]

    init(_ error: any Error, at place: String?) {
        self.error = error
        self.place = place
        let convertible = error as? any LuaErrorConvertible
        message = convertible?.luaMessage ?? String(describing: error)
        fields = convertible?.luaFields ?? []
    }

    /// The fields that every error object has, nil where the error says nothing of them.
    private static let names = ["code", "message", "hint", "retryable", "status", "correlation_id", "where"]

    /// Nil for a name that is no field's.
    func field(_ name: String) -> LuaValue? {
        switch name {
        case "message": .text(message)
        case "where": place.map { .text($0) } ?? .nil
        default: fields.first { $0.0 == name }?.1
        }
    }

    static let luaType = LuaType(
        "error",
        of: LuaErrorObject.self,
        members: names.map { name in .field(name) { $0.field(name) ?? .nil } } + [
            .fallback { error, key in key.text.flatMap { error.field($0) } },
            .text { error in error.place.map { "\($0): \(error.message)" } ?? error.message },
        ]
    )
}
