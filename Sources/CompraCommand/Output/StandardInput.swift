#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What the command is given to read.
enum StandardInput {
    /// Whether somebody types it.
    static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// All of it, to its end.
    ///
    /// - Throws: ``Problem`` with the exit code 64 where it can't be read.
    static func text() throws -> String {
        var text: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = read(STDIN_FILENO, &part, part.count)
            if count == 0 { return String(decoding: text, as: UTF8.self) }
            if count > 0 {
                text += part[..<count]
            } else if errno != EINTR {
                throw Problem.usage("can't read standard input: \(String(cString: strerror(errno)))")
            }
        }
    }
}
