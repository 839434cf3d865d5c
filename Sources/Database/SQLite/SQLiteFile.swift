import GRDB

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The file of a SQLite store, looked at before anything is written to it.
struct SQLiteFile: Sendable {
    let path: String

    init(_ path: String) {
        // SQLite may be built to read "file:…" as an address with options; a path is a path.
        self.path = path.hasPrefix("file:") ? "./\(path)" : path
    }

    private var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Makes sure that the file may be opened for writing, and that it is ours, of a version that is known, or new.
    func examine(for schema: Schema, reading: Configuration) throws {
        try makeFolder()
        try requireWritable(folder, as: "the folder of \(path)")
        guard let status = status(of: path) else { return }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw StoreError(.cannotOpen, "\(path) is not a file", hint: "name a file in that folder")
        }
        try requireWritable(path, as: path)
        // The log is looked for first: one that comes later only makes page 1 younger than what is read now.
        let hasLog = self.hasLog
        let firstPage = try FirstPage(of: path)
        if case .ours(let version) = firstPage {
            guard version <= schema.version else {
                throw StoreError.newer(path, version: version, known: schema.version)
            }
            return
        }
        if hasLog {
            // Page 1 is out of date, and what the file is stands in the log.
            return try askThroughLog(reading)
        }
        switch firstPage {
        case .ours, .empty: return
        case .foreign: throw StoreError.foreign(path)
        case .notADatabase: throw StoreError.notADatabase(path)
        case .corrupt(let detail): throw StoreError.corrupt(path, detail)
        }
    }

    private func askThroughLog(_ reading: Configuration) throws {
        do {
            let connection = try DatabaseQueue(path: path, configuration: reading)
            defer { try? connection.close() }
            try connection.read { try SQLiteIdentity($0).requireOurs(path) }
        } catch {
            throw StoreError.sqlite(error, store: path)
        }
    }

    /// A missing folder whose name begins with a dot (`.compra`) is made. Any other may be a slip of the pen.
    private func makeFolder() throws {
        if let status = status(of: folder) {
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw StoreError(.folder, "\(folder) is not a folder", hint: "name another place for \(path)")
            }
            return
        }
        let name = folder.split(separator: "/").last ?? ""
        guard name.hasPrefix("."), name != "..", unsafe mkdir(folder, 0o777) == 0 || errno == EEXIST else {
            throw StoreError(
                .folder,
                "there is no folder \(folder) for the store \(path)",
                hint: "make the folder (mkdir -p) or name another place"
            )
        }
    }

    /// Follows the permission bits even where the user is root, whom the system would let through: whoever took them
    /// away meant it.
    private func requireWritable(_ path: String, as name: String) throws {
        guard let status = status(of: path), status.st_mode & 0o222 != 0, unsafe access(path, W_OK) == 0 else {
            throw StoreError(
                .readOnly,
                "\(name) can't be written",
                hint: "give yourself the right to write it (chmod u+w), or name another place"
            )
        }
    }

    /// Whether there is a write-ahead log with something in it.
    private var hasLog: Bool {
        status(of: path + "-wal").map { $0.st_size > 0 } ?? false
    }

    private func status(of path: String) -> stat? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? status : nil
    }
}
