#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// The program `git`, run without a shell.
enum Git {
    /// Runs it with some arguments and returns what it prints.
    ///
    /// - Throws: ``BundleError`` with what it said, where it fails or is missing.
    @discardableResult
    static func run(_ arguments: [String]) throws(BundleError) -> String {
        // Nothing of the repository runs, links are plain text, and nobody is asked for a password.
        let settings = [
            "core.hooksPath=/dev/null", "core.symlinks=false", "core.autocrlf=false", "protocol.ext.allow=never",
            "core.fsmonitor=false", "advice.detachedHead=false",
        ]
        let command = ["git"] + settings.flatMap { ["-c", $0] } + arguments
        var descriptors: [Int32] = [0, 0]
        guard pipe(&descriptors) == 0 else { throw failed(arguments, "no pipe could be made") }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, descriptors[1], 1)
        posix_spawn_file_actions_adddup2(&actions, descriptors[1], 2)
        posix_spawn_file_actions_addclose(&actions, descriptors[0])
        var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = [strdup("GIT_TERMINAL_PROMPT=0")]
        for name in ["PATH", "HOME", "SSH_AUTH_SOCK", "XDG_CONFIG_HOME"] {
            if let value = getenv(name) { variables.append(strdup("\(name)=\(String(cString: value))")) }
        }
        variables.append(nil)
        defer { for text in words + variables { free(text) } }
        var process: pid_t = 0
        let spawned = posix_spawnp(&process, "git", &actions, nil, &words, &variables)
        close(descriptors[1])
        defer { close(descriptors[0]) }
        guard spawned == 0 else {
            throw BundleError(.notFound, "git can't be run: \(String(cString: strerror(spawned)))", hint: "install git")
        }
        let output = readAll(descriptors[0])
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else { throw failed(arguments, output) }
        return output
    }

    private static func readAll(_ descriptor: Int32) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 { bytes += buffer[..<count] } else if count == 0 || errno != EINTR { break }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func failed(_ arguments: [String], _ output: String) -> BundleError {
        let verb = arguments.first { !$0.hasPrefix("-") } ?? "git"
        let lines = output.split(separator: "\n")
        let reason = (lines.first { $0.hasPrefix("fatal: ") } ?? lines.last).map(String.init) ?? "it says nothing"
        return BundleError(.unreadable, "git \(verb) failed: \(reason)", hint: "check the address", retryable: true)
    }
}
