/// Where a store is kept.
public enum StoreLocation: Sendable, Hashable {
    /// A SQLite file of this machine; several processes may use it at once.
    case sqlite(path: String)

    /// A private store in memory that is gone when its ``Store`` is: for tests and for trying things out. Its reads wait
    /// for its writes.
    case memory
}

extension StoreLocation {
    /// Reads a location as it is written on a command line: `sqlite:PATH`, a plain path, or `:memory:`.
    ///
    /// - Throws: ``StoreError`` with ``StoreError/Code/location`` for an empty text, for `postgres://…`, which is not built
    ///   in yet, and for any other scheme.
    public init(_ text: String) throws(StoreError) {
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            // The text is not repeated: it may hold a password.
            throw StoreError(
                .location,
                "the store is a PostgreSQL address, and PostgreSQL is not built in yet",
                hint: "name a SQLite file instead: sqlite:PATH"
            )
        }
        let path = text.hasPrefix("sqlite:") ? String(text.dropFirst("sqlite:".count)) : text
        if let scheme = path.firstRange(of: "://").map({ path[..<$0.lowerBound] }), !scheme.contains("/") {
            throw StoreError(
                .location,
                "a store can't be kept at \(scheme)://",
                hint: "name a SQLite file: sqlite:PATH"
            )
        }
        guard !path.isEmpty else {
            throw StoreError(.location, "the store's location is empty", hint: "name a SQLite file: sqlite:PATH")
        }
        self = path == ":memory:" ? .memory : .sqlite(path: path)
    }
}

extension StoreLocation: CustomStringConvertible {
    /// The location as it is written on a command line.
    public var description: String {
        switch self {
        case .sqlite(let path): "sqlite:\(path)"
        case .memory: ":memory:"
        }
    }
}
