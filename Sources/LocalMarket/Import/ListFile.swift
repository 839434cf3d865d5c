#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that a list is read from, from its beginning to its end, chunk by chunk.
final class ListFile {
    let path: String

    /// How many bytes the file has; 0 where that can't be told, as of a pipe.
    let size: Int

    private let descriptor: Int32
    private static let chunk = 256 * 1024

    /// - Throws: ``ImportError`` with ``ImportError/Code/file`` where the file can't be read.
    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ImportError.unreadable(path, errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
            close(descriptor)
            throw ImportError.unreadable(path, EISDIR)
        }
        size = Int(status.st_size)
    }

    deinit {
        close(descriptor)
    }

    /// Appends the next chunk; 0 at the end.
    func read(into bytes: inout [UInt8]) throws -> Int {
        let count = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: Self.chunk))
        var received = -1
        repeat {
            received = bytes.withUnsafeMutableBytes { buffer in
                Self.read(descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
            }
        } while received < 0 && errno == EINTR
        bytes.removeLast(Self.chunk - max(received, 0))
        guard received >= 0 else { throw ImportError.unreadable(path, errno) }
        return received
    }

    private static func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
            Musl.read(descriptor, buffer.baseAddress, buffer.count)
        #else
            Darwin.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }
}

extension ImportError {
    fileprivate static func unreadable(_ path: String, _ number: Int32) -> ImportError {
        let reason = strerror(number).map { String(cString: $0) } ?? "error \(number)"
        return ImportError(
            .file,
            "\(path) can't be read: \(reason)",
            hint: number == ENOENT ? "check the path" : "name a file that you may read"
        )
    }
}
