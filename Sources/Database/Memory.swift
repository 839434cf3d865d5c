/// What one connection has read from tables that seldom change, kept as long as nothing can have changed in them.
///
/// A driver that learns of every change owns one: it tells what its own statements write, and forgets everything when
/// somebody else wrote or a transaction is undone.
final class Memory {
    /// The most values of one kind; then all of that kind are forgotten.
    private static let limit = 1024

    private struct Kind {
        let tables: [String]
        var values: [String: any Sendable] = [:]
    }

    private var kinds: [String: Kind] = [:]
    /// The kinds that a table's rows go into.
    private var dependants: [String: [String]] = [:]

    /// The value that is kept under a key, or else what `read` gives.
    func value<Value: Sendable>(
        _ kind: String,
        _ key: String,
        from tables: [String],
        _ read: () throws -> Value
    ) rethrows -> Value {
        if let kept = kinds[kind]?.values[key], let value = kept as? Value { return value }
        let value = try read()
        if kinds[kind] == nil {
            kinds[kind] = Kind(tables: tables)
            for table in tables { dependants[table, default: []].append(kind) }
        }
        if kinds[kind]?.values.count == Self.limit { kinds[kind]?.values = [:] }
        kinds[kind]?.values[key] = value
        return value
    }

    /// A statement writes to a table.
    func note(writeTo table: String) {
        for kind in dependants[table] ?? [] where kinds[kind]?.values.isEmpty == false { kinds[kind]?.values = [:] }
    }

    /// Anything may be otherwise.
    func forget() {
        for kind in kinds.keys { kinds[kind]?.values = [:] }
    }
}

extension ReadConnection {
    /// What `read` makes of rows of some tables, read anew only where they may have changed since: by this process, by
    /// another, or back by a transaction that was undone. Where the database can't tell, it is read each time.
    ///
    /// - Parameters:
    ///   - kind: What is kept, the same name for the same tables and type wherever it is used.
    ///   - key: Which one of the kind.
    ///   - tables: All that `read` reads.
    public func remembered<Value: Sendable>(
        _ kind: String,
        _ key: String = "",
        from tables: [String],
        _ read: () throws -> Value
    ) throws -> Value {
        guard let memory = try guarded({ try session.memory }) else { return try read() }
        return try memory.value(kind, key, from: tables, read)
    }
}
