/// What a body of ``Store/read(_:)`` asks its questions with. It sees one snapshot, however long it takes.
///
/// When a statement is refused, the connection refuses all further ones with the same error and a write is rolled back,
/// even if the body catches the error: PostgreSQL works that way, so nothing may rely on SQLite being milder. Where a
/// conflict is expected, say so in SQL (`ON CONFLICT … DO …`).
public class ReadConnection {
    let session: any Session
    /// The first refusal; it ends the transaction.
    private(set) var refusal: (any Error)?

    init(_ session: any Session) {
        self.session = session
    }

    /// Prepares a statement that runs many times. Statements are cached, so this saves the look-up only.
    ///
    /// - Parameter sql: One statement, with `?` in the places of arguments.
    public func prepare(_ sql: String) throws -> PreparedStatement {
        PreparedStatement(try lent(sql), of: self)
    }

    /// A statement that is to be given back.
    fileprivate func lent(_ sql: String) throws -> any SessionStatement {
        try guarded {
            let statement = try session.statement(sql)
            guard statement.controlsTransaction else { return statement }
            // The transaction is the store's: others share it, and what they were told would not hold.
            statement.giveBack()
            throw StoreError(
                .statement,
                "a body neither begins nor ends a transaction, as this does: \(sql)",
                hint: "a body is a transaction: throw to undo it"
            )
        }
    }

    /// Runs a query and streams its rows: one at a time is in memory.
    public func rows(_ sql: String, _ arguments: [SQLValue] = []) throws -> RowCursor {
        try prepare(sql).rows(arguments)
    }

    /// The first row of a result, nil where it is empty.
    public func row(_ sql: String, _ arguments: [SQLValue] = []) throws -> Row? {
        let statement = try lent(sql)
        defer { statement.giveBack() }
        return try guarded {
            try statement.start(arguments)
            return try statement.next()
        }
    }

    /// Whether a result has any row.
    public func exists(_ sql: String, _ arguments: [SQLValue] = []) throws -> Bool {
        try row(sql, arguments) != nil
    }

    func guarded<Result>(_ work: () throws -> Result) throws -> Result {
        if let refusal { throw refusal }
        do {
            return try work()
        } catch {
            refusal = error
            throw error
        }
    }
}

/// What a body of ``Store/write(_:)`` changes the store with. It reads what it wrote.
public final class WriteConnection: ReadConnection {
    private let writer: any WriterSession

    init(_ session: any WriterSession) {
        writer = session
        super.init(session)
    }

    /// Waits for what was sent ahead.
    func settle() throws {
        try guarded { try writer.settle() }
    }

    /// Runs a statement and returns how many rows it inserted, updated or deleted.
    @discardableResult
    public func execute(_ sql: String, _ arguments: [SQLValue] = []) throws -> Int {
        let statement = try lent(sql)
        defer { statement.giveBack() }
        return try guarded { try statement.execute(arguments) }
    }

    /// Runs a statement of whose outcome the body needs to know nothing. In PostgreSQL it goes to the server together with
    /// the next one that has an answer, which saves waiting for it; a refusal is thrown there, or when the body ends.
    public func send(_ sql: String, _ arguments: [SQLValue] = []) throws {
        let statement = try lent(sql)
        defer { statement.giveBack() }
        try guarded { try statement.send(arguments) }
    }

    /// Begins to put rows into a table.
    public func load(_ columns: TableColumns) throws -> TableLoad {
        TableLoad(try guarded { try writer.load(columns) }, of: self)
    }
}

/// A statement that runs many times with different arguments, as an import does.
///
/// ```swift
/// try await store.write { connection in
///     let insert = try connection.prepare("INSERT INTO skus (id, title) VALUES (?, ?)")
///     for sku in skus {
///         try insert.execute([.text(sku.id), .text(sku.title)])
///     }
/// }
/// ```
public final class PreparedStatement {
    fileprivate let statement: any SessionStatement
    fileprivate let connection: ReadConnection
    private weak var stream: RowCursor?

    init(_ statement: any SessionStatement, of connection: ReadConnection) {
        self.statement = statement
        self.connection = connection
    }

    deinit {
        statement.giveBack()
    }

    /// Runs the statement to its end and returns how many rows it inserted, updated or deleted. Ends the stream of the
    /// same prepared statement that is being read.
    @discardableResult
    public func execute(_ arguments: [SQLValue] = []) throws -> Int {
        stream?.end()
        return try connection.guarded { try statement.execute(arguments) }
    }

    /// Runs the statement as ``WriteConnection/send(_:_:)`` does. Ends the stream of the same prepared statement that is
    /// being read.
    public func send(_ arguments: [SQLValue] = []) throws {
        stream?.end()
        try connection.guarded { try statement.send(arguments) }
    }

    /// Runs the statement and streams its rows. Ends the stream of the same prepared statement that is being read.
    public func rows(_ arguments: [SQLValue] = []) throws -> RowCursor {
        stream?.end()
        try connection.guarded { try statement.start(arguments) }
        let started = RowCursor(of: self)
        stream = started
        return started
    }
}

/// The rows of a running query, one at a time.
///
/// ```swift
/// let items = try connection.rows("SELECT id, amount FROM line_items WHERE invoice = ?", [.text(invoice)])
/// while let item = try items.next() {
///     total += try Money(item.text("amount"), currency)
/// }
/// ```
public final class RowCursor {
    private let prepared: PreparedStatement
    private var ended = false

    init(of prepared: PreparedStatement) {
        self.prepared = prepared
    }

    deinit {
        end()
    }

    /// The next row, nil after the last.
    public func next() throws -> Row? {
        guard !ended else { return nil }
        do {
            if let row = try prepared.connection.guarded({ try prepared.statement.next() }) { return row }
            end()
            return nil
        } catch {
            end()
            throw error
        }
    }

    /// Calls `body` with every row that is left.
    public func forEach(_ body: (Row) throws -> Void) throws {
        while let row = try next() {
            try body(row)
        }
    }

    /// What `transform` makes of every row that is left.
    public func map<Element>(_ transform: (Row) throws -> Element) throws -> [Element] {
        var elements: [Element] = []
        while let row = try next() {
            elements.append(try transform(row))
        }
        return elements
    }

    func end() {
        guard !ended else { return }
        ended = true
        prepared.statement.finish()
    }
}
