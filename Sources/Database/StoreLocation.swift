/// Where a store is kept.
public enum StoreLocation: Sendable, Hashable {
    /// A SQLite file of this machine; several processes may use it at once.
    case sqlite(path: String)

    /// Tables of a PostgreSQL server, for many machines.
    case postgreSQL(PostgreSQLAddress)

    /// A private store in memory that is gone when its ``Store`` is: for tests and for trying things out. Its reads wait
    /// for its writes.
    case memory
}

extension StoreLocation {
    /// Reads a location as it is written on a command line: `sqlite:PATH`, a plain path, `postgres://…`
    /// (``PostgreSQLAddress``) or `:memory:`.
    ///
    /// - Throws: ``StoreError`` with ``StoreError/Code/location`` for an empty text, for a PostgreSQL address that can't be
    ///   read, and for any other scheme.
    public init(_ text: String) throws(StoreError) {
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            self = .postgreSQL(try PostgreSQLAddress(text))
            return
        }
        let path = text.hasPrefix("sqlite:") ? String(text.dropFirst("sqlite:".count)) : text
        if let scheme = path.firstRange(of: "://").map({ path[..<$0.lowerBound] }), !scheme.contains("/") {
            throw StoreError(
                .location,
                "a store can't be kept at \(scheme)://",
                hint: "name a SQLite file, sqlite:PATH, or a PostgreSQL database, postgres://USER@HOST/DATABASE"
            )
        }
        guard !path.isEmpty else {
            throw StoreError(
                .location,
                "the store's location is empty",
                hint: "name a SQLite file, sqlite:PATH, or a PostgreSQL database, postgres://USER@HOST/DATABASE"
            )
        }
        self = path == ":memory:" ? .memory : .sqlite(path: path)
    }
}

extension StoreLocation: CustomStringConvertible {
    /// The location as it is written on a command line, without a password.
    public var description: String {
        switch self {
        case .sqlite(let path): "sqlite:\(path)"
        case .postgreSQL(let address): address.description
        case .memory: ":memory:"
        }
    }
}
