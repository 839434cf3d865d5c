import FoundationEssentials
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Tokens kept between runs, in a file that nobody else can read (mode 0600), or in memory only.
///
/// A file that is damaged, or that others can read, counts as empty: tokens can be had anew. Several processes may share
/// a file. What can't be written into it is kept in memory.
public final class TokenCache: Sendable {
    /// Nil = in memory.
    let path: String?
    private let memory = Mutex<[String: Entry]>([:])

    public init(path: String?) {
        self.path = path
    }

    struct Entry: Codable, Sendable {
        var access: String?
        /// Unix seconds.
        var expires: Int64?
        var refresh: String?

        /// The user whose consent it is, as the authority calls them.
        var user: String?
    }

    /// What is kept under a key.
    func read(_ key: String) -> Entry? { memory.withLock { $0[key] } ?? entries()[key] }

    /// Changes what is kept under a key; nil forgets it.
    ///
    /// - Parameter change: Is given what any process kept last.
    /// - Throws: ``CredentialsError`` where the file can't be written.
    func update(_ key: String, _ change: (inout Entry?) -> Void) throws(CredentialsError) {
        do {
            if let path { try update(path, key, change) } else { memory.withLock { change(&$0[key]) } }
        } catch {
            let kept = read(key)
            memory.withLock { memory in
                memory[key] = kept
                change(&memory[key])
            }
            throw error
        }
    }

    private func update(_ path: String, _ key: String, _ change: (inout Entry?) -> Void) throws(CredentialsError) {
        let folder = path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : "."
        try? FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        // Two that read and write at once would lose what one of them got: a refresh token that is good once.
        let lock = open("\(path).lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else { throw Self.failed(path) }
        defer { close(lock) }
        while flock(lock, LOCK_EX) != 0 {
            guard errno == EINTR else { throw Self.failed(path) }
        }
        var entries = entries()
        entries[key] = read(key)
        change(&entries[key])
        try Self.write(entries, to: path)
        memory.withLock { $0[key] = nil }
    }

    /// Writes a new file under another name, so that no reader sees half of it and it is never open to others.
    private static func write(_ entries: [String: Entry], to path: String) throws(CredentialsError) {
        let draft = "\(path).\(getpid()).part"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0, let data = try? JSONEncoder().encode(entries) else { throw failed(path) }
        let written = data.withUnsafeBytes { writeAll(descriptor, $0) }
        close(descriptor)
        guard written, rename(draft, path) == 0 else {
            defer { unlink(draft) }
            throw failed(path)
        }
    }

    private func entries() -> [String: Entry] {
        guard let path, Self.isPrivate(path), let data = FileManager.default.contents(atPath: path) else { return [:] }
        return (try? JSONDecoder().decode([String: Entry].self, from: data)) ?? [:]
    }

    /// Whether a file is there that only its owner can read.
    public static func isPrivate(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & 0o077 == 0
    }

    private static func failed(_ path: String) -> CredentialsError {
        CredentialsError("the tokens can't be kept in \(path): \(String(cString: strerror(errno)))")
    }
}

private func writeAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
    }
    return fsync(descriptor) == 0
}
