import GRDB

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The copy of a store that is made before a migration changes it.
enum SQLiteBackup {
    /// Copies the store as it is now, synced, to `FILE.vN-backup`, or `FILE.vN-backup-2`… where that exists.
    ///
    /// The copy is read by a connection of its own while the caller's transaction keeps writers out.
    static func take(of file: String, version: Int64) throws(StoreError) {
        let partial = "\(file).backup-in-progress"
        do {
            unsafe unlink(partial)
            try copy(file, to: partial)
            try sync(partial)
            try name(partial, "\(file).v\(version)-backup")
        } catch {
            unsafe unlink(partial)
            throw StoreError(
                .backup,
                "\(file) of schema version \(version) could not be copied before its migration: \(error)",
                hint: "make room beside it and let its folder be written; the file is as it was",
                retryable: true
            )
        }
    }

    private static func copy(_ file: String, to partial: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        let source = try DatabaseQueue(path: file, configuration: configuration)
        defer { try? source.close() }
        try source.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [partial]) }
    }

    /// Gives the copy its name by a link, which unlike a rename never replaces an older backup.
    private static func name(_ partial: String, _ backup: String) throws {
        var attempt = 1
        while unsafe link(partial, attempt == 1 ? backup : "\(backup)-\(attempt)") != 0 {
            guard errno == EEXIST else { throw SystemFailure("link") }
            attempt += 1
        }
        unsafe unlink(partial)
        try sync(backup.lastIndex(of: "/").map { String(backup[...$0]) } ?? ".")
    }

    private static func sync(_ path: String) throws {
        let descriptor = unsafe open(path, O_RDONLY)
        guard descriptor >= 0 else { throw SystemFailure("open") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SystemFailure("fsync") }
    }

    /// The error that the last system call left.
    private struct SystemFailure: Error, CustomStringConvertible {
        let description: String

        init(_ call: String) {
            description = unsafe "\(call): \(String(cString: strerror(errno)))"
        }
    }
}
