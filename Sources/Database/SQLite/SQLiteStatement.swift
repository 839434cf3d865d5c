import GRDB
import GRDBSQLite

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A prepared statement of a ``SQLiteSession``.
@safe
final class SQLiteStatement: SessionStatement {
    private let statement: GRDB.Statement
    private let handle: OpaquePointer
    private let sql: String
    private let words: StatementWords
    private let isReadOnly: Bool
    private let places: Int
    private unowned let session: SQLiteSession
    private var isLent = false
    private var columns: Columns?
    /// The most bytes of room for texts that are kept for the next time.
    private static let roomKept = 1 << 16
    /// The row before, as rows of a list have much in common.
    private var latest: [SQLValue] = []
    /// The texts that are bound, one after the other.
    private var texts = unsafe UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)

    init(_ statement: GRDB.Statement, sql: String, in session: SQLiteSession) {
        self.statement = statement
        unsafe self.handle = statement.sqliteStatement
        self.sql = sql
        words = StatementWords(sql)
        isReadOnly = unsafe sqlite3_stmt_readonly(statement.sqliteStatement) != 0
        places = Int(unsafe sqlite3_bind_parameter_count(statement.sqliteStatement))
        self.session = session
    }

    deinit {
        unsafe texts.deallocate()
    }

    var controlsTransaction: Bool { words.controlsTransaction }

    /// Lends the statement, unless it is in use.
    func lend() -> Bool {
        defer { isLent = true }
        return !isLent
    }

    func giveBack() {
        finish()
        isLent = false
    }

    func execute(_ arguments: [SQLValue]) throws -> Int {
        try start(arguments)
        defer { finish() }
        while try step() {}
        return session.changes
    }

    func send(_ arguments: [SQLValue]) throws {
        _ = try execute(arguments)
    }

    func start(_ arguments: [SQLValue]) throws {
        try session.checkCancellation()
        if !isReadOnly, !controlsTransaction { try session.noteWrite(to: words.writtenTable) }
        unsafe sqlite3_reset(handle)
        guard arguments.count == places else {
            throw StoreError.arguments(arguments.count, for: places, of: sql)
        }
        makeRoom(for: arguments)
        var used = 0
        for (position, argument) in zip(CInt(1)..., arguments) {
            let code = bind(argument, at: position, &used)
            guard code == SQLITE_OK else { throw session.refusal(code) }
        }
    }

    func next() throws -> Row? {
        guard try step() else { return nil }
        let count = unsafe sqlite3_column_count(handle)
        let columns = columns(count)
        var values: [SQLValue] = []
        values.reserveCapacity(Int(count))
        for position in 0..<count {
            values.append(try value(at: position, of: columns))
        }
        latest = values
        return Row(columns: columns, values: values)
    }

    func finish() {
        latest = []
        // Repeats the code of a failed step, which was thrown already.
        unsafe sqlite3_reset(handle)
        guard unsafe texts.count > Self.roomKept else { return }
        unsafe sqlite3_clear_bindings(handle)
        unsafe texts.deallocate()
        unsafe texts = UnsafeMutableBufferPointer(start: nil, count: 0)
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

    /// SQLite reads texts where they are put here until others are bound: all of them are, each time.
    private func makeRoom(for arguments: [SQLValue]) {
        let size = arguments.reduce(0) { size, argument in
            guard case .text(let text) = argument else { return size }
            // A null pointer would bind NULL, so empty text needs an address, too.
            return size + max(1, text.utf8.count)
        }
        guard unsafe size > texts.count else { return }
        unsafe texts.deallocate()
        unsafe texts = .allocate(capacity: size * 2)
    }

    private func bind(_ value: SQLValue, at position: CInt, _ used: inout Int) -> CInt {
        switch value {
        case .null:
            return unsafe sqlite3_bind_null(handle, position)
        case .integer(let number):
            return unsafe sqlite3_bind_int64(handle, position, number)
        case .text(var text):
            let room = unsafe texts[used...]
            let count = text.withUTF8 { bytes in
                _ = unsafe UnsafeMutableBufferPointer(rebasing: room).update(fromContentsOf: bytes)
                return bytes.count
            }
            used += max(1, count)
            return unsafe sqlite3_bind_text64(
                handle,
                position,
                UnsafeRawPointer(UnsafeMutableBufferPointer(rebasing: room).baseAddress)?
                    .assumingMemoryBound(to: CChar.self),
                UInt64(count),
                nil,
                UInt8(SQLITE_UTF8)
            )
        case .blob(let blob):
            guard !blob.isEmpty else { return unsafe sqlite3_bind_zeroblob(handle, position, 0) }
            // SQLite copies the bytes before the call returns.
            let copied = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
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
            let text = unsafe UnsafeBufferPointer(start: start, count: count)
            return .text(
                unsafe latestText(at: Int(position), equalTo: text) ?? String(decoding: text, as: UTF8.self)
            )
        case SQLITE_BLOB:
            let start = unsafe sqlite3_column_blob(handle, position)
            let count = Int(unsafe sqlite3_column_bytes(handle, position))
            return .blob(unsafe Array(UnsafeRawBufferPointer(start: start, count: count)))
        default:
            throw StoreError.fraction(in: columns.spelling(of: .position(Int(position))))
        }
    }

    /// The text that the row before has in a column, where it is this one and longer than what a `String` holds without
    /// memory of its own.
    private func latestText(at position: Int, equalTo text: UnsafeBufferPointer<UInt8>) -> String? {
        guard text.count > 15, let start = text.baseAddress, position < latest.count,
            case .text(let before) = latest[position], before.utf8.count == text.count
        else { return nil }
        let isSame = unsafe before.utf8.withContiguousStorageIfAvailable { before in
            unsafe before.baseAddress.map { unsafe memcmp($0, start, text.count) == 0 } ?? false
        }
        return isSame == true ? before : nil
    }

    /// The names of the columns; looked up again where a change of the schema made them more or fewer.
    private func columns(_ count: CInt) -> Columns {
        if let columns, columns.count == Int(count) { return columns }
        let names = (0..<count).map { position in
            unsafe sqlite3_column_name(handle, position).map { unsafe String(cString: $0) } ?? ""
        }
        let columns = Columns(names)
        self.columns = columns
        return columns
    }
}

/// The text of a statement as what it is found by. Statements are long and few, so the length and the end tell most of them
/// apart.
struct StatementText: Hashable {
    let sql: String

    func hash(into hasher: inout Hasher) {
        var bits = UInt64(sql.utf8.count)
        for byte in sql.utf8.suffix(8) { bits = bits &* 131 &+ UInt64(byte) }
        hasher.combine(bits)
    }
}
