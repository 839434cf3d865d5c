/// How far a copy has come.
public struct CopyProgress: Sendable, Hashable {
    /// What is being done.
    public enum Phase: String, Sendable {
        case copying
        /// What was copied is read again.
        case verifying
        /// What isn't copied is made from what was: indexes of words.
        case indexing
    }

    public let phase: Phase
    /// The table that it is done to.
    public let table: String
    /// To how many rows it was done, of all tables.
    public let rows: Int

    public init(phase: Phase, table: String, rows: Int) {
        (self.phase, self.table, self.rows) = (phase, table, rows)
    }
}

extension Store {
    /// Copies the rows of tables, as they are at one moment, into another store, in one transaction there: after any
    /// failure that store is as it was. What was written is read again before it is kept.
    ///
    /// - Parameters:
    ///   - tables: Each after those that it refers to.
    ///   - isReplacing: Whether the rows that the other store has in these tables go first; else there may be none.
    ///   - progress: Called after every few hundred rows, on whatever thread writes.
    ///   - finish: Does what else belongs to the transaction.
    /// - Returns: How many rows each table has.
    /// - Throws: ``StoreError``: ``StoreError/Code/taken`` where a table of the other store has rows, and
    ///   ``StoreError/Code/corrupt`` where it doesn't give back what was put into it.
    @discardableResult
    public func copy(
        _ tables: [String],
        to target: Store,
        replacing isReplacing: Bool = false,
        progress: @escaping @Sendable (CopyProgress) -> Void = { _ in },
        finish: @escaping @Sendable (WriteConnection) throws -> Void = { _ in }
    ) async throws -> [String: Int] {
        let belt = RowBelt()
        async let reading: Void = read(tables, onto: belt)
        do {
            let counts = try await target.write { connection in
                // What was taken off the belt is gone, so there is no second run.
                guard belt.begin() else { throw StoreError.copyInterrupted(target.location.description) }
                var copy = TableCopy(from: belt, to: connection, store: target.location.description)
                if isReplacing {
                    for table in tables.reversed() { try connection.execute("DELETE FROM \(table)") }
                } else {
                    for table in tables { try copy.requireEmpty(table) }
                }
                for table in tables { try copy.load(table, progress) }
                for table in tables { try copy.verify(table, progress) }
                try finish(connection)
                return copy.counts
            }
            try await reading
            return counts
        } catch {
            belt.stop()
            // Where reading failed, writing did because of it.
            _ = try? await reading
            throw error
        }
    }

    private func read(_ tables: [String], onto belt: RowBelt) async throws {
        do {
            try await scan { try Self.put(tables, of: $0, on: belt) }
            belt.end(with: .success(()))
        } catch {
            belt.end(with: .failure(error))
            throw error
        }
    }

    private static func put(_ tables: [String], of connection: ReadConnection, on belt: RowBelt) throws {
        for table in tables {
            let rows = try connection.rows("SELECT * FROM \(table)")
            var batch: [Row] = []
            while let row = try rows.next() {
                batch.append(row)
                guard batch.count == RowBelt.batchSize else { continue }
                try belt.put(batch, of: table)
                batch = []
            }
            if !batch.isEmpty { try belt.put(batch, of: table) }
        }
    }
}

/// The writing side of a copy.
private struct TableCopy {
    private let belt: RowBelt
    private let connection: WriteConnection
    private let store: String
    private var digests: [String: (columns: [String], digest: RowDigest)] = [:]
    private var total = 0
    private var verified = 0
    /// A batch that was taken and belongs to a later table.
    private var held: (table: String, rows: [Row])?

    init(from belt: RowBelt, to connection: WriteConnection, store: String) {
        self.belt = belt
        self.connection = connection
        self.store = store
    }

    var counts: [String: Int] {
        digests.mapValues { $0.digest.count }
    }

    func requireEmpty(_ table: String) throws {
        guard try connection.exists("SELECT 1 FROM \(table) LIMIT 1") else { return }
        throw StoreError(
            .taken,
            "\(store) has rows in its table \(table) already",
            hint: "copy into a store that nothing is in; this one was left as it is"
        )
    }

    mutating func load(_ table: String, _ progress: (CopyProgress) -> Void) throws {
        var digest = RowDigest()
        guard let first = try batch(of: table), let columns = first.first?.columns.names else {
            digests[table] = ([], digest)
            return
        }
        let load = try connection.load(TableColumns(table, columns))
        var next: [Row]? = first
        while let rows = next {
            for row in rows {
                try load.add(row.values)
                digest.add(row.values)
            }
            total += rows.count
            progress(CopyProgress(phase: .copying, table: table, rows: total))
            next = try batch(of: table)
        }
        digests[table] = (columns, digest)
    }

    /// Reads a table again. The rows may come in another order.
    mutating func verify(_ table: String, _ progress: (CopyProgress) -> Void) throws {
        guard let (columns, expected) = digests[table], !columns.isEmpty else { return }
        var found = RowDigest()
        let rows = try connection.rows("SELECT \(columns.joined(separator: ", ")) FROM \(table)")
        while let row = try rows.next() {
            found.add(row.values)
            verified += 1
            guard verified % RowBelt.batchSize == 0 else { continue }
            progress(CopyProgress(phase: .verifying, table: table, rows: verified))
        }
        guard found == expected else {
            throw StoreError.corrupt(
                store,
                "of \(expected.count) rows that were copied into \(table), \(found.count) came back, not all as they were"
            )
        }
    }

    private mutating func batch(of table: String) throws -> [Row]? {
        if held == nil { held = try belt.take() }
        guard let batch = held, batch.table == table else { return nil }
        held = nil
        return batch.rows
    }
}

/// What a table's rows are, in whatever order: equal for two tables in one process only if their rows are the same, but for
/// a chance of one in 2¹²⁸.
private struct RowDigest: Equatable {
    private(set) var count = 0
    private var sums = (0, 0)

    mutating func add(_ values: [SQLValue]) {
        count += 1
        sums.0 &+= Self.hash(values, salt: 0)
        sums.1 &+= Self.hash(values, salt: 1)
    }

    static func == (one: RowDigest, other: RowDigest) -> Bool {
        one.count == other.count && one.sums == other.sums
    }

    private static func hash(_ values: [SQLValue], salt: Int) -> Int {
        var hasher = Hasher()
        hasher.combine(salt)
        hasher.combine(values)
        return hasher.finalize()
    }
}

extension StoreError {
    fileprivate static func copyInterrupted(_ store: String) -> StoreError {
        StoreError(
            .inputOutput,
            "the connection to \(store) was lost in the middle of a copy, of which nothing was kept",
            hint: "copy again"
        )
    }
}
