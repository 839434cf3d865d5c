import Dispatch

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Ctrl-C and a polite kill: the first one cancels, so that what was bought can still be told; the second one ends the
/// process at once.
enum Interrupt {
    static func cancelling(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let task = Task(operation: body)
        // One of its own, with a thread of its own: those of all others may be busy.
        let queue = DispatchQueue(label: "compra.interrupt")
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                if task.isCancelled { _exit(130) }
                task.cancel()
            }
            source.activate()
            return source
        }
        defer {
            for source in sources { source.cancel() }
        }
        // A reader that goes away (`| head`) must not end a purchase half-way.
        signal(SIGPIPE, SIG_IGN)
        // Nor must a file that grew too large: writing it fails, and that is told.
        signal(SIGXFSZ, SIG_IGN)
        try await task.value
    }
}
