#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The file that the history lives in, one entry a line, readable by its owner only.
///
/// Line feeds are written as `\n` and backslashes as `\\`. Sessions that run at once add to it without losing anything.
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
        guard let content = try content() else { return [] }
        let lines = content.split(separator: .lineFeed)
        let kept = lines.suffix(limit).map { Self.entry(of: $0) }
        if lines.count >= 2 * limit || content.count >= Self.mostBytes { try rewrite(kept) }
        return kept
    }

    /// Adds an entry at the end.
    ///
    /// - Throws: ``HistoryFileError``.
    func append(_ entry: String) throws(HistoryFileError) {
        guard entry.utf8.count <= Self.longestEntry else { return }
        try put(Self.line(of: entry), into: path, flags: O_APPEND)
    }

    private func rewrite(_ entries: [String]) throws(HistoryFileError) {
        let new = "\(path).\(getpid())"
        try put(entries.flatMap { Self.line(of: $0) }, into: new, flags: O_TRUNC)
        guard unsafe rename(new, path) == 0 else { throw HistoryFileError(path: path, doing: "replace") }
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

extension HistoryFile {
    private func content() throws(HistoryFileError) -> [UInt8]? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw HistoryFileError(path: path, doing: "read")
        }
        defer { close(file) }
        let size = lseek(file, 0, SEEK_END)
        lseek(file, max(0, size - off_t(Self.mostBytes)), SEEK_SET)
        var content: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = unsafe read(file, &part, part.count)
            guard count >= 0 else { throw HistoryFileError(path: path, doing: "read") }
            guard count > 0 else { return content }
            content += part[..<count]
        }
    }

    /// One `write` for all of it, so that two sessions never mix their lines.
    private func put(_ bytes: [UInt8], into path: String, flags: Int32) throws(HistoryFileError) {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0o600)
        guard file >= 0 else { throw HistoryFileError(path: path, doing: "write") }
        defer { close(file) }
        guard fchmod(file, 0o600) == 0, unsafe write(file, bytes, bytes.count) == bytes.count else {
            throw HistoryFileError(path: path, doing: "write")
        }
    }
}

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
