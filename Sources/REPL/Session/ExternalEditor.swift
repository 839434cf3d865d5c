#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The editor that the user likes, as a program of its own.
enum ExternalEditor {
    /// Runs a command line on a file and waits for it. Whether it ended well.
    static func run(_ command: String, on path: String) -> Bool {
        let words = ["/bin/sh", "-c", "\(command) \"$1\"", "sh", path]
        var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
        var process = pid_t()
        guard unsafe posix_spawn(&process, words[0], nil, nil, &arguments, environ) == 0 else { return false }
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return false }
        }
        return status == 0
    }
}
