import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The terminal that the process runs on, with keys coming one by one and unseen.
///
/// Between ``enter()`` and ``leave()`` its settings are changed; they are put back on every way out of the process
/// (``TerminalSettings``). A thread of its own waits for keys and signals; nothing else does.
final class Terminal: Sendable {
    /// What comes from the terminal.
    enum Event: Sendable, Equatable {
        case bytes([UInt8])
        /// Nothing came for a while after an ESC.
        case pause
        case resized
        /// The terminal is gone.
        case ended
    }

    private let isReading = Mutex(false)
    private let wakeUp: (read: Int32, write: Int32)
    private let deliver: @Sendable (Event) -> Void

    /// How long the bytes of one key may be apart, in milliseconds.
    private static let keyTime: Int32 = 30

    /// Whether input and output are a terminal that can place its cursor.
    static var isAvailable: Bool {
        let kind = unsafe getenv("TERM").map { unsafe String(cString: $0) } ?? ""
        return isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 && !["", "dumb", "unknown"].contains(kind)
    }

    /// - Parameter deliver: Takes what comes, on the terminal's own thread.
    init(deliver: @escaping @Sendable (Event) -> Void) {
        var ends: [Int32] = [-1, -1]
        _ = unsafe pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        wakeUp = (ends[0], ends[1])
        self.deliver = deliver
    }

    /// Starts the thread that waits for what comes.
    func start() {
        TerminalSettings.tellResize(to: wakeUp.write)
        let this = unsafe Unmanaged.passRetained(self)
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        unsafe pthread_create(
            &thread,
            nil,
            { context in
                unsafe Unmanaged<Terminal>.fromOpaque(context.unsafelyUnwrapped).takeRetainedValue().wait()
                return nil
            },
            unsafe this.toOpaque()
        )
    }

    /// Takes the terminal: keys come as they are typed, nothing is echoed, a paste is told from typing.
    func enter() {
        TerminalSettings.enter()
        isReading.withLock { $0 = true }
        wake()
    }

    /// Gives the terminal back, for another program or for good. Nothing is read from it until ``enter()``.
    func leave() {
        isReading.withLock { $0 = false }
        TerminalSettings.leave()
    }

    /// The size as it is now.
    var size: ScreenSize {
        var size = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return .usual
        }
        return ScreenSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }

    /// Stops the process until it is brought to the foreground again.
    func suspend() {
        leave()
        // The others of the group first. A signal that this process sends to itself as one of the group may come after the
        // terminal was taken again; one that a thread raises comes at once, if the thread lets it: those of Dispatch don't.
        let before = signal(SIGTSTP, SIG_IGN)
        kill(0, SIGTSTP)
        _ = signal(SIGTSTP, before)
        var stop = sigset_t()
        var blocked = sigset_t()
        unsafe sigemptyset(&stop)
        unsafe sigaddset(&stop, SIGTSTP)
        unsafe pthread_sigmask(SIG_UNBLOCK, &stop, &blocked)
        raise(SIGTSTP)
        unsafe pthread_sigmask(SIG_SETMASK, &blocked, nil)
        enter()
    }

    /// Writes all of a text.
    static func write(_ text: String, to file: Int32 = STDOUT_FILENO) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = unsafe bytes.withUnsafeBytes { unsafe systemWrite(file, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if errno != EINTR, errno != EAGAIN {
                return
            }
        }
    }

    private func wake() {
        var byte: UInt8 = 0
        _ = unsafe systemWrite(wakeUp.write, &byte, 1)
    }

    private func wait() {
        var endsWithEscape = false
        while true {
            let reads = isReading.withLock { $0 }
            var files = [
                pollfd(fd: wakeUp.read, events: Int16(POLLIN), revents: 0),
                pollfd(fd: reads ? STDIN_FILENO : -1, events: Int16(POLLIN), revents: 0),
            ]
            let ready = unsafe poll(&files, 2, endsWithEscape ? Self.keyTime : -1)
            if ready == 0 {
                endsWithEscape = false
                deliver(.pause)
            }
            guard ready > 0 else { continue }
            if files[0].revents != 0, drain() { deliver(.resized) }
            if files[1].revents != 0 {
                guard let bytes = read() else { return deliver(.ended) }
                endsWithEscape = bytes.last == 0x1B
                if !bytes.isEmpty { deliver(.bytes(bytes)) }
            }
        }
    }

    /// Empties the wake-up pipe. Whether a resize was told through it.
    private func drain() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = unsafe systemRead(wakeUp.read, &bytes, bytes.count)
        return bytes.prefix(max(0, count)).contains(TerminalSettings.resizeMark)
    }

    /// What there is to read; nothing where the terminal was given back meanwhile, nil at its end.
    private func read() -> [UInt8]? {
        isReading.withLock { isReading in
            guard isReading else { return [] }
            var file = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&file, 1, 0) > 0 else { return [] }
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = unsafe systemRead(STDIN_FILENO, &bytes, bytes.count)
            if count < 0, errno == EINTR || errno == EAGAIN { return [] }
            return count > 0 ? Array(bytes.prefix(count)) : nil
        }
    }
}

// The names of the system's calls are those of methods here.
private let systemRead = unsafe read
private let systemWrite = unsafe write
