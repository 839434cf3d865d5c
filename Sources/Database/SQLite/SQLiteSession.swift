import GRDB
import GRDBSQLite

/// A connection as bodies see it, with its statements.
///
/// GRDB opens the connection and gives it a queue to be used on; statements are kept, bound and read here by SQLite's own
/// functions, which spares a copy of every value into GRDB's types and back.
final class SQLiteSession: Session {
    /// The most statements that are kept. A program has fewer, unless it puts values into its SQL.
    private static let limit = 256

    private let database: GRDB.Database
    private let store: String
    private let schema: Schema
    private var statements: [StatementText: SQLiteStatement] = [:]
    private let cancellation: Cancellation
    private let patience: Patience
    private let known = Memory()
    /// What SQLite called the content when this transaction, or an earlier one, was begun; another name where somebody
    /// else wrote since.
    private var content: Int64?
    private var isCurrent = false
    /// Whether this transaction has changed anything.
    private var hasChanged = false

    /// Whether statements that write are refused.
    var isReadOnly = false

    /// Whether a statement that writes was started since the last mark.
    private(set) var hasWritten = false
    /// Whether the last mark is a savepoint.
    private var isMarked = false

    /// - Parameters:
    ///   - store: What errors call the store.
    ///   - schema: The tables that writes expect.
    ///   - cancellation: Ends the body that is using the session.
    ///   - patience: That of the connection.
    init(
        _ database: GRDB.Database,
        store: String,
        schema: Schema,
        cancellation: Cancellation,
        patience: Patience
    ) {
        self.database = database
        self.store = store
        self.schema = schema
        self.cancellation = cancellation
        self.patience = patience
    }

    func statement(_ sql: String) throws -> any SessionStatement {
        let text = StatementText(sql: sql)
        let kept = statements[text]
        if let kept, kept.lend() { return kept }
        let statement = try prepare(sql)
        if kept == nil {
            if statements.count == Self.limit { statements = [:] }
            statements[text] = statement
            _ = statement.lend()
        }
        return statement
    }

    private func prepare(_ sql: String) throws -> SQLiteStatement {
        do {
            return SQLiteStatement(try database.makeStatement(sql: sql), sql: sql, in: self)
        } catch {
            throw StoreError.sqlite(error, store: store)
        }
    }

    /// Forgets the statements, which would keep the connection from closing.
    func clear() {
        statements = [:]
    }

    /// The refusal that SQLite gave last.
    func refusal(_ code: CInt) -> any Error {
        let message = unsafe database.sqliteConnection.map { unsafe String(cString: sqlite3_errmsg($0)) }
        return StoreError.sqlite(code: code, message: message ?? "closed", store: store)
    }

    func checkCancellation() throws(CancellationError) {
        if cancellation.isRequested { throw CancellationError() }
    }

    /// Takes note of a statement that writes.
    ///
    /// - Parameter table: Where it writes; nil = anywhere.
    /// - Throws: Where it may not.
    func noteWrite(to table: String?) throws {
        if isReadOnly { throw refusal(SQLITE_READONLY) }
        (hasWritten, hasChanged) = (true, true)
        if let table { known.note(writeTo: table) } else { known.forget() }
    }

    /// A transaction begins, which sees what others wrote since the last one.
    func beginSnapshot() { (isCurrent, hasChanged) = (false, false) }

    var memory: Memory? {
        get throws {
            if !isCurrent {
                let content = try number("PRAGMA data_version")
                if content != self.content { known.forget() }
                (self.content, isCurrent) = (content, true)
            }
            return known
        }
    }

    /// The rows that the last statement changed.
    var changes: Int {
        unsafe database.sqliteConnection.map { Int(unsafe sqlite3_changes($0)) } ?? 0
    }
}

extension SQLiteSession: WriterSession {
    func begin(patiently: Bool) throws {
        guard !isMoved else { throw StoreError.moved(store) }
        try patience.during(patiently: patiently) { try run("BEGIN IMMEDIATE") }
        beginSnapshot()
        let before = content
        _ = try memory
        guard content != before else { return }
        // Somebody else wrote, or this is the first transaction.
        let version = try number("PRAGMA user_version") ?? 0
        guard version == schema.version else {
            throw StoreError.newer(store, version: version, known: schema.version)
        }
    }

    /// A savepoint is dear: SQLite copies each page before it is changed, and into a file where they are more than a few.
    func mark(firmly: Bool) throws {
        isMarked = firmly
        if firmly { try run("SAVEPOINT body") }
        hasWritten = false
    }

    func load(_ columns: TableColumns) throws -> any SessionLoad {
        SQLiteLoad(try statement(columns.insertion))
    }

    func settle() {}

    func release(undoing: Bool) throws {
        guard isInTransaction else { throw StoreError.transactionEnded(store) }
        guard isMarked else {
            if undoing, hasWritten { throw LooseMark() }
            return
        }
        if undoing {
            known.forget()
            try run("ROLLBACK TO body")
        }
        try run("RELEASE body")
    }

    func commit() throws {
        try run("COMMIT")
    }

    /// SQLite may have ended the transaction itself, and the body may be cancelled.
    func rollBack() {
        if hasChanged { known.forget() }
        // A late interrupt may hit the first attempt. There is one for a body at most, and nothing else refuses a rollback.
        for _ in 0..<2 where isInTransaction {
            unsafe sqlite3_exec(database.sqliteConnection, "ROLLBACK", nil, nil, nil)
        }
    }
}

extension SQLiteSession {
    /// Runs a statement that answers with nothing.
    func run(_ sql: String) throws {
        let statement = try statement(sql)
        defer { statement.giveBack() }
        _ = try statement.execute([])
    }

    /// The first number of a statement's first row.
    private func number(_ sql: String) throws -> Int64? {
        let statement = try statement(sql)
        defer { statement.giveBack() }
        try statement.start([])
        return try statement.next()?.integer(0)
    }

    /// Whether a transaction is open. SQLite ends one by itself on some errors.
    private var isInTransaction: Bool {
        database.isInsideTransaction
    }

    /// Whether the file was moved, replaced or deleted since it was opened. What is written to it then is lost.
    private var isMoved: Bool {
        guard let connection = unsafe database.sqliteConnection else { return false }
        var isMoved: CInt = 0
        unsafe sqlite3_file_control(connection, "main", SQLITE_FCNTL_HAS_MOVED, &isMoved)
        return isMoved != 0
    }
}
