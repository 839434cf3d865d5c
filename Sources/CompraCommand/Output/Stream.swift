import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Standard output or standard error: what is written reaches it at once, whole and in order.
final class Stream: Sendable {
    /// Whether a person looks at it.
    let isTerminal: Bool

    let descriptor: Int32
    private let state = Mutex(State())

    private struct State {
        var wasWritten = false
        var failure: Int32 = 0
    }

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
    }

    static let output = Stream(STDOUT_FILENO)
    static let error = Stream(STDERR_FILENO)

    /// Where a command is started with a standard stream closed, puts something in its place that refuses to be used: a
    /// store that is opened next would get its number, and the output would be written into it.
    static func occupyClosedDescriptors() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    func write(_ bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        state.withLock { state in
            state.wasWritten = state.wasWritten || !bytes.isEmpty
            var start = 0
            while state.failure == 0, start < bytes.count {
                let written = bytes[start...].withUnsafeBytes { posixWrite(descriptor, $0.baseAddress, $0.count) }
                if written >= 0 {
                    start += written
                } else if errno != EINTR {
                    state.failure = errno
                }
            }
        }
    }

    func line(_ text: String) {
        write("\(text)\n".utf8)
    }

    /// Whether anything was written so far.
    var wasWritten: Bool { state.withLock { $0.wasWritten } }

    /// Why something that was written is lost. A reader that went away (`| head`) has what it wanted and is no reason.
    var loss: String? {
        let code = state.withLock { $0.failure }
        return code == 0 || code == EPIPE ? nil : String(cString: strerror(code))
    }
}

/// The function of the system, out of reach of ``Stream/write(_:)``.
private func posixWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
