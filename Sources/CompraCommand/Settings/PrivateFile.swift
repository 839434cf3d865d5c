#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A file that only its owner can read, while it is open to be written.
final class PrivateFile: Sendable {
    private let descriptor: Int32

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Opens a file, which is made where it is missing. One that others could read is closed to them first.
    ///
    /// - Parameter flag: What becomes of what is in it: `O_APPEND` or `O_TRUNC`.
    /// - Throws: ``Failure``, also for what is no file of its own: a link, a pipe, a device.
    static func open(_ path: String, _ flag: Int32) throws(Failure) -> PrivateFile {
        // A pipe would wait for its other end.
        let flags = O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | flag
        let descriptor = openFile(path, flags, 0o600)
        guard descriptor >= 0 else { throw errno == ELOOP ? Failure("it is a link") : .ofSystem }
        let file = PrivateFile(descriptor)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .ofSystem }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Failure("it is no file") }
        guard fchmod(descriptor, 0o600) == 0 else { throw .ofSystem }
        return file
    }

    /// Writes bytes at the end of it: all of them, or none.
    func append(_ bytes: some Sequence<UInt8>) throws(Failure) {
        let end = lseek(descriptor, 0, SEEK_END)
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                let failure = Failure.ofSystem
                ftruncate(descriptor, end)
                throw failure
            }
        }
    }

    /// Why a file can't be written, in a few words.
    struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) {
            self.description = description
        }

        /// What the system said last.
        static var ofSystem: Failure { Failure(String(cString: strerror(errno))) }
    }
}

/// The function of the system, out of reach of ``PrivateFile/open(_:_:)``.
private func openFile(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
    open(path, flags, mode)
}
