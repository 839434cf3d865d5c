import Foundation

extension Row {
    /// The interactive session, from a key to the frame that answers it, through a terminal.
    static let session = [
        Row("compra repl, first prompt", bound: .most(50e6)) {
            let folder = try SessionFolder(entries: 10_000)
            return Outcome(ours: Reading(samples: try (0..<10).map { _ in try folder.session().timeToPrompt }))
        },
        Row("key to frame, 10,000 entries, 500 lines", bound: .most(5e6)) {
            let session = try SessionFolder(entries: 10_000).session()
            let lines = (1...498).map { "  local line_\($0) = market.customers:list()" }.joined(separator: "\n")
            try session.send("\u{1B}[200~do\n\(lines)\n  x\u{1B}[201~")
            return Outcome(ours: Reading(samples: try (0..<100).map { _ in try session.timeToFrame(of: "a") }))
        },
        Row("completion among 5,000 names", bound: .most(10e6)) {
            let session = try SessionFolder(entries: 10_000).session()
            try session.send("for i = 1, 5000 do _G[\"name_\" .. i] = i end\r")
            let samples = try (0..<30).map { _ in
                try session.send("name_")
                let time = try session.timeToFrame(of: "\t")
                try session.send("\u{3}")
                return time
            }
            return Outcome(ours: Reading(samples: samples))
        },
    ]
}

/// A folder with a market and a history, as long as somebody works in it.
private final class SessionFolder {
    private let path: String

    init(entries: Int) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "compra-bench-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let history = (1...entries).map { "local entry_\($0) = market.customers:get \"customer-\($0)\"\n" }.joined()
        try history.write(toFile: "\(path)/history", atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func session() throws -> TerminalSession {
        try TerminalSession(
            in: self,
            arguments: ["repl", "--store", "sqlite:\(path)/market.db"],
            environment: ["TERM=xterm-256color", "HOME=\(path)", "COMPRA_HISTORY=\(path)/history", "LC_ALL=C.UTF-8"]
        )
    }
}

/// `compra repl` at a terminal of its own.
private final class TerminalSession {
    private let folder: SessionFolder
    private var terminal: Int32 = -1
    private var process = pid_t()

    /// From the start of the program to its prompt, in nanoseconds.
    private(set) var timeToPrompt = 0.0

    init(in folder: SessionFolder, arguments: [String], environment: [String]) throws {
        self.folder = folder
        let command = try Launch.compra
        var other: Int32 = -1
        var size = winsize(ws_row: 50, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&terminal, &other, nil, nil, &size) == 0, let name = ttyname(other) else {
            throw Unavailable("there is no terminal")
        }
        defer { close(other) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var words = ([command] + arguments).map { strdup($0) } + [nil]
        var variables = environment.map { strdup($0) } + [nil]
        defer { for text in words + variables { free(text) } }
        let start = ContinuousClock.now
        guard posix_spawn(&process, command, &actions, nil, &words, &variables) == 0 else {
            throw Unavailable("the command can't be started")
        }
        var seen = ""
        while !seen.contains("local>") { seen += try read(atMost: 10_000) }
        timeToPrompt = (ContinuousClock.now - start) / .nanoseconds(1)
        drain()
    }

    deinit {
        kill(process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        close(terminal)
    }

    /// Types something, and waits until the screen is at rest.
    func send(_ text: String) throws {
        try write(text)
        drain()
    }

    /// From a key to what the screen shows of it, in nanoseconds.
    func timeToFrame(of key: String) throws -> Double {
        let start = ContinuousClock.now
        try write(key)
        _ = try read(atMost: 10_000)
        let time = (ContinuousClock.now - start) / .nanoseconds(1)
        drain()
        return time
    }

    private func write(_ text: String) throws {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            // A terminal holds 4 KiB; what it echoes has to be read meanwhile.
            let part = Array(bytes.prefix(1024))
            let count = systemWrite(terminal, part, part.count)
            guard count > 0 else { throw Unavailable("the session has ended") }
            bytes = bytes.dropFirst(count)
            if !bytes.isEmpty { drain(20) }
        }
    }

    private func drain(_ milliseconds: Int32 = 150) {
        while (try? read(atMost: milliseconds)) != nil {}
    }

    private func read(atMost milliseconds: Int32) throws -> String {
        var file = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
        guard poll(&file, 1, milliseconds) > 0 else { throw Unavailable("the session says nothing") }
        var bytes = [UInt8](repeating: 0, count: 64 * 1024)
        let count = systemRead(terminal, &bytes, bytes.count)
        guard count > 0 else { throw Unavailable("the session has ended") }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}

// The names of the system's calls are those of methods here.
private let systemRead = read
private let systemWrite = write
