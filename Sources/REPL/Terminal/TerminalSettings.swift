#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The terminal's settings: changed for the editor, and put back on every way out of the process: the end of `main`,
/// `exit`, a signal, a crash.
///
/// What a signal handler touches is memory that was set up before the handler was, and only functions that POSIX calls
/// safe there are called.
enum TerminalSettings {
    /// What a change of size writes into the pipe that was given to ``tellResize(to:)``.
    static let resizeMark: UInt8 = 1

    nonisolated(unsafe) private static let before = UnsafeMutablePointer<termios>.allocate(capacity: 1)
    nonisolated(unsafe) private static var isChanged = false
    nonisolated(unsafe) private static var isGuarded = false
    nonisolated(unsafe) private static var resizePipe: Int32 = -1

    /// Bracketed paste off, cursor shown, automatic wrapping on, no style.
    nonisolated(unsafe) private static let usual = unsafe UnsafeMutableBufferPointer<UInt8>.copy(
        "\u{1B}[?2004l\u{1B}[?25h\u{1B}[?7h\u{1B}[m"
    )

    nonisolated(unsafe) private static let lineFeed = unsafe UnsafeMutableBufferPointer<UInt8>.copy("\r\n")

    /// Makes keys come one by one and unseen. Output stays as it is: a line feed begins a new line.
    static func enter() {
        guard unsafe !isChanged, unsafe tcgetattr(STDIN_FILENO, before) == 0 else { return }
        guardExits()
        unsafe isChanged = true
        var raw = unsafe before.pointee
        unsafe cfmakeraw(&raw)
        raw.c_oflag |= tcflag_t(OPOST | ONLCR)
        _ = unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
        Terminal.write("\u{1B}[?2004h")
    }

    /// Puts everything back. Safe in a signal handler, and as often as it likes to be called.
    static func leave(withLineFeed: Bool = false) {
        guard unsafe isChanged else { return }
        unsafe isChanged = false
        if withLineFeed { _ = unsafe write(STDOUT_FILENO, lineFeed.baseAddress, lineFeed.count) }
        _ = unsafe write(STDOUT_FILENO, usual.baseAddress, usual.count)
        _ = unsafe tcsetattr(STDIN_FILENO, TCSANOW, before)
    }

    /// Has a byte written into a pipe whenever the terminal's size changes.
    static func tellResize(to pipe: Int32) {
        unsafe resizePipe = pipe
        _ = signal(SIGWINCH) { _ in
            let saved = errno
            var mark = TerminalSettings.resizeMark
            _ = unsafe write(TerminalSettings.resizePipe, &mark, 1)
            errno = saved
        }
    }

    /// What ends the process unless somebody handles it.
    private static let fatal = [
        SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP, SIGSYS, SIGXCPU,
    ]

    private static func guardExits() {
        guard unsafe !isGuarded else { return }
        unsafe isGuarded = true
        _ = unsafe (usual.count, lineFeed.count)
        atexit { TerminalSettings.leave() }
        for number in fatal {
            let before = signal(number) { number in
                // What ends the process is told below the line that was being edited.
                TerminalSettings.leave(withLineFeed: true)
                _ = signal(number, SIG_DFL)
                raise(number)
            }
            // Who ignores it deals with it in another way, and ends the session in its turn.
            if unsafe unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
                _ = signal(number, SIG_IGN)
            }
        }
    }
}

extension UnsafeMutableBufferPointer<UInt8> {
    /// A copy of the text that lives as long as the process.
    fileprivate static func copy(_ text: String) -> UnsafeMutableBufferPointer<UInt8> {
        let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
        _ = unsafe bytes.initialize(from: text.utf8)
        return unsafe bytes
    }
}
