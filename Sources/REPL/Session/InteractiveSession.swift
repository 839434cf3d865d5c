public import Commerce
public import Compra
import Logging
public import Lua
public import Scripting

/// A session at a terminal: lines are edited, inputs run, values shown, until it is left.
///
/// ```swift
/// let session = try InteractiveSession(market: market, limits: .default, historyFile: path, isColoured: true)
/// await session.run()
/// ```
///
/// The terminal is put back as it was on every way out. Cancelling the task ends the session.
public final class InteractiveSession {
    let terminal: Terminal
    let console: SessionConsole
    let workspace: Workspace
    /// Where inputs are remembered; nil once that has failed, which is told once.
    var historyFile: HistoryFile?
    let environment: [String: String]
    let events: AsyncStream<Event>
    let post: AsyncStream<Event>.Continuation

    var editor: Editor
    var painter: Painter
    var decoder = KeyDecoder()
    var phase = Phase.editing

    /// Keys that came while something else was going on.
    var waiting: [Key] = []

    /// What the session has to deal with, in the order in which it happens.
    enum Event: Sendable {
        case terminal(Terminal.Event)
        case tick
        case finished(Ending)
        case question(Question)
    }

    /// How what was running ended.
    enum Ending: Sendable {
        case effect(SessionCommand.Effect)
        case failed(any Error)
    }

    /// A purchase with real charges that wants an answer.
    struct Question: Sendable {
        let purchase: PendingPurchase
        let answer: @Sendable (Bool) -> Void
    }

    enum Phase {
        case editing
        case running(Running)
        case asking(Question, typed: String, Running)
        case paging(Pager)
        case over
    }

    /// What runs, and since when.
    struct Running {
        let task: Task<Void, Never>
        let start = ContinuousClock.now
    }

    /// Whether standard input and output are a terminal that a session can run on.
    public static var isPossible: Bool { Terminal.isAvailable }

    /// - Parameters:
    ///   - market: What inputs see as `market`.
    ///   - limits: What one input may use.
    ///   - libraries: The bundles whose modules inputs may `require`.
    ///   - documents: Where documents go; without one none can be written.
    ///   - historyFile: Where inputs are remembered; nil to forget them.
    ///   - isColoured: Whether colours are welcome.
    ///   - environment: Where the editor's name is found.
    /// - Throws: ``LuaError`` when the memory limit has no room for a session.
    public init(
        market: any Marketplace,
        limits: LuaLimits,
        libraries: Libraries = Libraries(),
        documents: (any DocumentWriter)? = nil,
        historyFile: String?,
        isColoured: Bool,
        environment: [String: String]
    ) throws(LuaError) {
        let (events, post) = AsyncStream.makeStream(of: Event.self)
        (self.events, self.post) = (events, post)
        let theme = isColoured ? Theme.coloured : .plain
        let console = SessionConsole(theme: theme) { Terminal.write($0) }
        let confirmed = ConfirmedMarket(market) { purchase in
            try await Self.ask(about: purchase, through: post)
        }
        workspace = try Workspace(
            market: WatchedMarket(confirmed),
            limits: limits,
            libraries: libraries,
            logger: Logger(label: "compra.repl") { _ in SessionLog(console: console) },
            documents: documents,
            output: { console.show(printed: $0) }
        )
        self.console = console
        self.environment = environment
        self.historyFile = historyFile.map { HistoryFile(path: $0) }
        terminal = Terminal { post.yield(.terminal($0)) }
        painter = Painter(theme: theme)
        editor = Editor(
            prompt: Self.prompt(of: market.identity),
            assistance: Completer(world: SessionSurroundings(workspace: workspace))
        )
    }

    private static func prompt(of market: MarketIdentity) -> Editor.Prompt {
        Editor.Prompt(text: "\(market.name)>", isDanger: market.environment == .production)
    }

    private static func ask(
        about purchase: PendingPurchase,
        through post: AsyncStream<Event>.Continuation
    ) async throws -> Bool {
        let answer = await withCheckedContinuation { continuation in
            let question = Question(purchase: purchase) { continuation.resume(returning: $0) }
            _ = post.yield(.question(question))
        }
        try Task.checkCancellation()
        return answer
    }

    /// Runs the session to its end.
    public func run() async {
        loadHistory()
        terminal.start()
        terminal.enter()
        defer { terminal.leave() }
        console.show([
            StyledText("Compra on \(workspace.market.identity.name). ")
                + StyledText(".help shows what there is, Ctrl-D leaves.", .faint)
        ])
        draw()
        for await event in events {
            handle(event)
            if case .over = phase { break }
        }
        console.status("", columns: terminal.size.columns)
        switch phase {
        case .editing: console.raw(painter.finish())
        case .running(let running): running.task.cancel()
        case .asking(let question, _, let running):
            running.task.cancel()
            question.answer(false)
        case .paging, .over: break
        }
    }

    private func loadHistory() {
        guard let historyFile else { return }
        do throws(HistoryFileError) {
            editor.history = History(try historyFile.load())
        } catch {
            self.historyFile = nil
            console.show([StyledText("\(error)", .error)])
        }
    }

    private func handle(_ event: Event) {
        switch (event, phase) {
        case (.terminal(.bytes(let bytes)), _): take(decoder.decode(bytes))
        case (.terminal(.pause), _): take(decoder.settle())
        case (.terminal(.resized), .editing): draw()
        case (.terminal(.resized), _): break
        case (.terminal(.ended), _): phase = .over
        case (.tick, .running(let running)): showStatus(running)
        case (.tick, _): break
        case (.finished(let ending), .running(let running)): finish(ending, of: running)
        case (.finished, _): break
        case (.question(let question), .running(let running)): ask(question, running)
        case (.question(let question), _): question.answer(false)
        }
    }

    /// Takes keys as far as the phase allows; the rest waits for its turn.
    func take(_ keys: [Key]) {
        waiting += keys
        while !waiting.isEmpty {
            switch phase {
            case .editing:
                edit(waiting.removeFirst())
            case .running(let running):
                guard interrupt(running) else { return }
            case .asking(let question, let typed, let running):
                answer(waiting.removeFirst(), question, typed, running)
            case .paging(let pager):
                page(waiting.removeFirst(), pager)
            case .over: return
            }
        }
        if case .editing = phase { draw() }
    }

    /// While something runs two keys are heard: Ctrl-C, which drops what was typed before it, and Ctrl-Z.
    private func interrupt(_ running: Running) -> Bool {
        if let stop = waiting.firstIndex(of: .control("c")) {
            waiting.removeSubrange(...stop)
            running.task.cancel()
        } else if let stop = waiting.firstIndex(of: .control("z")) {
            waiting.remove(at: stop)
            console.status("", columns: terminal.size.columns)
            terminal.suspend()
        } else {
            return false
        }
        return true
    }

    func draw() {
        let size = terminal.size
        console.raw(painter.paint(editor.frame(in: size), in: size))
    }
}
