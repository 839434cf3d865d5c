#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Writing to a pipe whose reader may have gone, without the signal that would end the process.
enum BrokenPipe {
    /// What `write` returned and the error it set, or 0.
    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> (count: Int, error: Int32) {
        var signals = sigset_t()
        var before = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        let wasPending = isPending
        unsafe pthread_sigmask(SIG_BLOCK, &signals, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }

        #if canImport(Darwin)
            let count = unsafe Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            let count = unsafe Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            let count = unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
        guard count < 0 else { return (count, 0) }
        let error = errno
        if error == EPIPE, !wasPending, isPending {
            var taken: Int32 = 0
            unsafe sigwait(&signals, &taken)
        }
        return (0, error)
    }

    private static var isPending: Bool {
        var pending = sigset_t()
        unsafe sigpending(&pending)
        return unsafe sigismember(&pending, SIGPIPE) == 1
    }
}
