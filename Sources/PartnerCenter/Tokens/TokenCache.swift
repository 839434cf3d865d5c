import FoundationEssentials

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Tokens kept between runs, in a file that nobody else can read (mode 0600), or in memory only.
///
/// A file that is damaged, or that others can read, counts as empty: tokens can be had anew.
public struct TokenCache: Sendable {
    /// Nil = in memory.
    let path: String?

    public init(path: String?) {
        self.path = path
    }

    struct Entry: Codable, Sendable {
        var access: String?
        /// Unix seconds.
        var expires: Int64?
        var refresh: String?
    }

    /// What is kept under a key.
    func read(_ key: String) -> Entry? { entries()[key] }

    /// Keeps an entry; nil forgets it.
    ///
    /// - Throws: ``CredentialsError`` where the file can't be written.
    func write(_ entry: Entry?, for key: String) throws(CredentialsError) {
        guard let path else { return }
        var entries = entries()
        entries[key] = entry
        guard let data = try? JSONEncoder().encode(entries) else { return }
        let folder = path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : "."
        try? FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        // A new file under another name, so that no reader sees half of it and it is never open to others.
        let draft = "\(path).\(getpid()).part"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Self.failed(path) }
        let written = data.withUnsafeBytes { writeAll(descriptor, $0) }
        close(descriptor)
        guard written, rename(draft, path) == 0 else {
            unlink(draft)
            throw Self.failed(path)
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
