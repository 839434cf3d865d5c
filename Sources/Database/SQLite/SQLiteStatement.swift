import GRDB
import GRDBSQLite

/// A GRDB connection while a body uses it.
///
/// GRDB opens, pools and schedules the connections and caches their statements; values are bound and read here by SQLite's
/// own functions, which spares a copy into GRDB's value types and back for every value.
final class SQLiteSession: Session {
    private let database: GRDB.Database
    private let store: String
    /// The cached statements that are in use. The cache knows one of each, so a second user of the same SQL gets its own.
    fileprivate var lent: Set<String> = []

    /// - Parameter store: What errors call the store.
    init(_ database: GRDB.Database, store: String) {
        self.database = database
        self.store = store
    }

    func statement(_ sql: String) throws -> any SessionStatement {
        do {
            let isFree = lent.insert(sql).inserted
            let statement =
                isFree ? try database.cachedStatement(sql: sql) : try database.makeStatement(sql: sql)
            return SQLiteStatement(statement, sql: sql, in: self, isLent: isFree)
        } catch {
            throw StoreError.sqlite(error, store: store)
        }
    }

    /// The refusal that SQLite gave last.
    func refusal(_ code: CInt) -> any Error {
        let message = unsafe database.sqliteConnection.map { unsafe String(cString: sqlite3_errmsg($0)) }
        return StoreError.sqlite(code: code, message: message ?? "closed", store: store)
    }

    /// Whether a transaction is open. SQLite ends one by itself on some errors.
    var isInTransaction: Bool {
        database.isInsideTransaction
    }

    /// The rows that the last statement changed.
    var changes: Int {
        unsafe database.sqliteConnection.map { Int(unsafe sqlite3_changes($0)) } ?? 0
    }
}

/// A prepared statement of a ``SQLiteSession``.
@safe
final class SQLiteStatement: SessionStatement {
    private let statement: GRDB.Statement
    private let handle: OpaquePointer
    private let sql: String
    private let session: SQLiteSession
    private let isLent: Bool
    private var columns: Columns?

    init(_ statement: GRDB.Statement, sql: String, in session: SQLiteSession, isLent: Bool) {
        self.statement = statement
        unsafe self.handle = statement.sqliteStatement
        self.sql = sql
        self.session = session
        self.isLent = isLent
    }

    deinit {
        finish()
        if isLent { session.lent.remove(sql) }
    }

    func execute(_ arguments: [SQLValue]) throws -> Int {
        try start(arguments)
        defer { finish() }
        while try step() {}
        return session.changes
    }

    func start(_ arguments: [SQLValue]) throws {
        unsafe sqlite3_reset(handle)
        let expected = Int(unsafe sqlite3_bind_parameter_count(handle))
        guard arguments.count == expected else {
            throw StoreError(
                .statement,
                "a statement with \(expected) places was given \(arguments.count) arguments: \(sql)",
                hint: "give one argument for each ?"
            )
        }
        for (position, argument) in zip(CInt(1)..., arguments) {
            let code = bind(argument, at: position)
            guard code == SQLITE_OK else { throw session.refusal(code) }
        }
    }

    func next() throws -> Row? {
        guard try step() else { return nil }
        let count = unsafe sqlite3_column_count(handle)
        let columns = self.columns ?? names(count)
        self.columns = columns
        var values: [SQLValue] = []
        values.reserveCapacity(Int(count))
        for position in 0..<count {
            values.append(try value(at: position, of: columns))
        }
        return Row(columns: columns, values: values)
    }

    func finish() {
        // Repeats the code of a failed step, which was thrown already.
        unsafe sqlite3_reset(handle)
    }
}

extension SQLiteStatement {
    private func step() throws -> Bool {
        switch unsafe sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw session.refusal(code)
        }
    }

    private func bind(_ value: SQLValue, at position: CInt) -> CInt {
        // SQLite copies the bytes before the call returns.
        let copied = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null:
            return unsafe sqlite3_bind_null(handle, position)
        case .integer(let number):
            return unsafe sqlite3_bind_int64(handle, position, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                // A null pointer would bind NULL, so empty text needs an address of its own.
                guard let start = bytes.baseAddress else {
                    return unsafe sqlite3_bind_text(handle, position, "", 0, copied)
                }
                return unsafe start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { start in
                    unsafe sqlite3_bind_text64(
                        handle,
                        position,
                        start,
                        UInt64(bytes.count),
                        copied,
                        UInt8(SQLITE_UTF8)
                    )
                }
            }
        case .blob(let blob):
            guard !blob.isEmpty else { return unsafe sqlite3_bind_zeroblob(handle, position, 0) }
            return unsafe blob.withUnsafeBytes { bytes in
                unsafe sqlite3_bind_blob64(handle, position, bytes.baseAddress, UInt64(bytes.count), copied)
            }
        }
    }

    private func value(at position: CInt, of columns: Columns) throws -> SQLValue {
        switch unsafe sqlite3_column_type(handle, position) {
        case SQLITE_NULL:
            return .null
        case SQLITE_INTEGER:
            return .integer(unsafe sqlite3_column_int64(handle, position))
        case SQLITE_TEXT:
            let start = unsafe sqlite3_column_text(handle, position)
            let count = Int(unsafe sqlite3_column_bytes(handle, position))
            return .text(unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            let start = unsafe sqlite3_column_blob(handle, position)
            let count = Int(unsafe sqlite3_column_bytes(handle, position))
            return .blob(unsafe Array(UnsafeRawBufferPointer(start: start, count: count)))
        default:
            throw StoreError(
                .value,
                "column \(columns.spelling(of: .position(Int(position)))) holds a floating-point number: \(sql)",
                hint: "keep amounts as text and select no computed fractions"
            )
        }
    }

    private func names(_ count: CInt) -> Columns {
        Columns(
            (0..<count).map { position in
                unsafe sqlite3_column_name(handle, position).map { unsafe String(cString: $0) } ?? ""
            }
        )
    }
}
