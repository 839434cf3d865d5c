#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The file that the history lives in, one entry a line, readable by its owner only.
///
/// Line feeds are written as `\n` and backslashes as `\\`. Sessions that run at once add to it without losing anything: who
/// writes holds the file's lock. What is no regular file, such as `/dev/null`, keeps nothing and is left as it is.
struct HistoryFile {
    private let path: String
    private let limit: Int

    /// Longer entries are not written.
    private static let longestEntry = 64 * 1024
    /// More than this is not read; the newest part is.
    private static let mostBytes = 16 * 1024 * 1024

    init(path: String, limit: Int = 10_000) {
        self.path = path
        self.limit = limit
    }

    /// The entries, oldest first; none where there is no file yet.
    ///
    /// A file that has grown to twice the limit is written anew with the newest ones.
    ///
    /// - Throws: ``HistoryFileError``.
    func load() throws(HistoryFileError) -> [String] {
        guard let file = try OpenFile.at(path, O_RDONLY) else { return [] }
        let content = try file.content(atMost: Self.mostBytes)
        let lines = content.split(separator: .lineFeed)
        let isLong = lines.count >= 2 * limit || content.count >= Self.mostBytes
        return isLong ? try shorten() : lines.suffix(limit).map { Self.entry(of: $0) }
    }

    /// Adds an entry at the end.
    ///
    /// - Throws: ``HistoryFileError``.
    func append(_ entry: String) throws(HistoryFileError) {
        guard entry.utf8.count <= Self.longestEntry else { return }
        guard let file = try OpenFile.locked(at: path) else { return }
        // A line that somebody did not get to the end of stays one by itself.
        try file.write((try file.endsInLine ? [] : [.lineFeed]) + Self.line(of: entry))
    }

    /// Keeps the newest entries and answers them.
    private func shorten() throws(HistoryFileError) -> [String] {
        guard let file = try OpenFile.locked(at: path) else { return [] }
        let entries = try file.content(atMost: Self.mostBytes).split(separator: .lineFeed).suffix(limit)
            .map { Self.entry(of: $0) }
        let new = "\(path).\(getpid())"
        try OpenFile.at(new, O_WRONLY | O_CREAT | O_TRUNC)?.write(entries.flatMap { Self.line(of: $0) })
        guard unsafe rename(new, path) == 0 else { throw HistoryFileError(path: path, doing: "replace") }
        return entries
    }

    private static func line(of entry: String) -> [UInt8] {
        var line: [UInt8] = []
        for byte in entry.utf8 {
            switch byte {
            case .lineFeed: line += "\\n".utf8
            case UInt8(ascii: "\\"): line += "\\\\".utf8
            default: line.append(byte)
            }
        }
        return line + [.lineFeed]
    }

    private static func entry(of line: ArraySlice<UInt8>) -> String {
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in line {
            if isEscaped {
                bytes.append(byte == UInt8(ascii: "n") ? .lineFeed : byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte != 0x0D {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A regular file while it is open, with the errors of a history. Its lock ends with it.
private struct OpenFile: ~Copyable {
    private let file: Int32
    private let path: String

    /// Opens a file; nil where it is not there, or no regular file. One that is made or written is its owner's only.
    static func at(_ path: String, _ flags: Int32) throws(HistoryFileError) -> OpenFile? {
        let writes = flags & O_ACCMODE != O_RDONLY
        // A pipe would wait for its other end.
        let file = unsafe open(path, flags | O_NONBLOCK | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            if errno == ENOENT, !writes { return nil }
            throw HistoryFileError(path: path, doing: writes ? "write" : "read")
        }
        let opened = OpenFile(file: file, path: path)
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        guard !writes || fchmod(file, 0o600) == 0 else { throw HistoryFileError(path: path, doing: "write") }
        return opened
    }

    /// Opens a file to add to it, and waits until nobody else has its lock. It is the one that the path names then: another
    /// session may have put a shorter one in its place.
    static func locked(at path: String) throws(HistoryFileError) -> OpenFile? {
        while true {
            guard let opened = try at(path, O_RDWR | O_CREAT | O_APPEND) else { return nil }
            _ = flock(opened.file, LOCK_EX)
            var (held, named) = (stat(), stat())
            guard unsafe fstat(opened.file, &held) == 0, unsafe stat(path, &named) == 0, held.st_ino != named.st_ino
            else { return opened }
        }
    }

    deinit { close(file) }

    /// The last bytes of it, at most so many.
    borrowing func content(atMost limit: Int) throws(HistoryFileError) -> [UInt8] {
        let size = lseek(file, 0, SEEK_END)
        lseek(file, max(0, size - off_t(limit)), SEEK_SET)
        var content: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = unsafe read(file, &part, part.count)
            guard count >= 0 else { throw HistoryFileError(path: path, doing: "read") }
            guard count > 0 else { return content }
            content += part[..<count]
        }
    }

    /// Whether the last byte is a line feed, or there is none.
    var endsInLine: Bool {
        get throws(HistoryFileError) { try content(atMost: 1).last ?? .lineFeed == .lineFeed }
    }

    /// One `write` for all of it.
    borrowing func write(_ bytes: [UInt8]) throws(HistoryFileError) {
        guard unsafe systemWrite(file, bytes, bytes.count) == bytes.count else {
            throw HistoryFileError(path: path, doing: "write")
        }
    }
}

// The name of the system's call is that of a method here.
private let systemWrite = unsafe write

/// The history's file can't be used. What is entered is remembered until the session ends, and not longer.
struct HistoryFileError: Error, CustomStringConvertible {
    let path: String
    let action: String
    let reason: String

    init(path: String, doing action: String) {
        self.path = path
        self.action = action
        self.reason = unsafe String(cString: strerror(errno))
    }

    var description: String {
        "can't \(action) the history \(path): \(reason); set COMPRA_HISTORY to a file that you can write"
    }
}
