import Foundation
import Testing

/// A terminal of tmux with a shell in it, to type into and to look at.
final class TerminalPane {
    private let workplace: Workplace
    private let socket: String

    /// Whether there is a tmux to run tests in.
    static let isAvailable = ["/usr/bin/tmux", "/usr/local/bin/tmux", "/opt/homebrew/bin/tmux"]
        .contains { FileManager.default.isExecutableFile(atPath: $0) }

    /// How long something may take to appear, on a machine that has much else to do.
    private static let patience = Duration.seconds(60)

    /// A shell whose prompt is `$`, in a folder of the test's own.
    init(in workplace: Workplace, columns: Int = 100, rows: Int = 30) async throws {
        self.workplace = workplace
        socket = workplace.file("tmux")
        let shell =
            "env -i PATH=/usr/bin:/bin HOME=\(workplace.folder.path) LC_ALL=C.UTF-8 TERM=screen-256color PS1='$ ' /bin/sh"
        // The server outlives what starts it. What `Process` watches other children by must not live on in it: they would
        // never seem to end.
        let start = """
            for f in /dev/fd/*; do f=${f##*/}; [ $f -lt 3 ] || eval "exec $f>&-"; done
            exec tmux -S "$1" -f /dev/null new-session -d -x \(columns) -y \(rows) "$2"
            """
        try workplace.write("start", start)
        let outcome = try await workplace.shell("bash start \(socket) \(Self.quoted(shell))")
        try #require(outcome.code == 0, "\(outcome.error)")
        try await see("$")
    }

    deinit {
        let kill = Process()
        kill.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        kill.arguments = ["tmux", "-S", socket, "kill-server"]
        try? kill.run()
        kill.waitUntilExit()
    }

    /// Starts `compra repl` and waits for its prompt. Its process is named in the file `pid`.
    func startSession(_ options: String = "--store sqlite:market.db") async throws {
        try await type("sh -c 'echo $$ > pid; exec \(RunningCommand.executable.path) repl \(options)'\n")
        try await see("local>")
    }

    /// Types a text; a line feed is the Enter key.
    func type(_ text: String) async throws {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if index > 0 { try await press("Enter") }
            if !line.isEmpty { try await tmux("send-keys -l -- \(Self.quoted(String(line)))") }
        }
    }

    /// Presses keys by their names in tmux: `C-c`, `Tab`, `Up`.
    func press(_ keys: String) async throws {
        try await tmux("send-keys \(keys)")
    }

    func resize(columns: Int, rows: Int) async throws {
        try await tmux("resize-window -x \(columns) -y \(rows)")
    }

    /// What is on the screen.
    func screen() async throws -> String {
        try await tmux("capture-pane -p")
    }

    /// Everything, with what has scrolled away.
    func transcript() async throws -> String {
        try await tmux("capture-pane -p -J -S -")
    }

    /// Waits until a text is on the screen.
    func see(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await see("\"\(text)\"", sourceLocation: sourceLocation) { $0.contains(text) }
    }

    /// Waits until the screen is as it should be.
    func see(
        _ what: String,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ isRight: (String) -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + Self.patience
        var screen = try await screen()
        while !isRight(screen) {
            try #require(
                ContinuousClock.now < deadline,
                "\(what) is not on the screen:\n\(screen)",
                sourceLocation: sourceLocation
            )
            try await Task.sleep(for: .milliseconds(20))
            screen = try await self.screen()
        }
    }

    @discardableResult
    private func tmux(_ arguments: String) async throws -> String {
        let outcome = try await workplace.shell("tmux -S \(socket) \(arguments)")
        try #require(outcome.code == 0, "tmux \(arguments): \(outcome.error)")
        return outcome.output
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacingOccurrences(of: "'", with: "'\\''") + "'"
    }
}
