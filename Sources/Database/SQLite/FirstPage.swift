import GRDBSQLite

/// What the first page of a database file says about the file, read without running a statement: that could leave a log
/// beside a file that isn't ours.
enum FirstPage {
    /// No file content, or a database without tables.
    case empty
    /// Compra's, and complete as far as can be seen; the log may raise the version.
    case ours(version: Int64)
    /// A database of another application.
    case foreign
    /// No database.
    case notADatabase
    /// A database with something wrong, and what.
    case corrupt(String)

    /// Reads by SQLite's own handle: closing a descriptor of ours would drop the locks that this process holds on the file.
    init(of path: String) throws {
        var connection: OpaquePointer?
        defer { unsafe sqlite3_close(connection) }
        let code = unsafe sqlite3_open_v2(path, &connection, SQLITE_OPEN_READONLY, nil)
        var pointer: UnsafeMutablePointer<sqlite3_file>?
        guard code == SQLITE_OK,
            unsafe sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &pointer) == SQLITE_OK,
            let file = unsafe pointer, let methods = unsafe file.pointee.pMethods
        else {
            throw StoreError.sqlite(code: SQLITE_CANTOPEN, message: "no access", store: path)
        }
        var size: Int64 = 0
        var header = [UInt8](repeating: 0, count: 108)
        _ = unsafe methods.pointee.xFileSize(file, &size)
        guard size > 0 else {
            self = .empty
            return
        }
        // A short read fills the rest with zeroes, which is refused below.
        _ = unsafe header.withUnsafeMutableBytes {
            unsafe methods.pointee.xRead(file, $0.baseAddress, CInt($0.count), 0)
        }
        self.init(header: header, size: size)
    }

    /// - Parameters:
    ///   - header: The file's first 108 bytes: the database header and the head of the schema's root page
    ///     (<https://www.sqlite.org/fileformat.html>).
    ///   - size: The file's size in bytes.
    init(header: [UInt8], size: Int64) {
        func number(at offset: Int, bytes: Int) -> Int64 {
            header[offset..<offset + bytes].reduce(0) { $0 << 8 | Int64($1) }
        }
        guard header.starts(with: "SQLite format 3\0".utf8) else {
            self = .notADatabase
            return
        }
        let page = number(at: 16, bytes: 2) == 1 ? 65536 : number(at: 16, bytes: 2)
        let kind = header[100]
        guard page >= 512, page & (page - 1) == 0, kind == 5 || kind == 13 else {
            self = .corrupt("its first page makes no sense")
            return
        }
        let application = number(at: 68, bytes: 4)
        let hasTables = kind == 5 || number(at: 103, bytes: 2) > 0
        // The count of pages holds where the counters at 24 and 92 agree.
        let pages = number(at: 24, bytes: 4) == number(at: 92, bytes: 4) ? number(at: 28, bytes: 4) : 0
        if application != Schema.applicationID, application != 0 || hasTables {
            self = .foreign
        } else if pages * page > size {
            self = .corrupt("it is shorter than its first page says")
        } else {
            self = application == Schema.applicationID ? .ours(version: number(at: 60, bytes: 4)) : .empty
        }
    }
}
