import Commerce
import Compra
import Scripting

extension InteractiveSession {
    private static let frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]

    /// Runs something beside the loop, so that Ctrl-C is heard.
    func start(_ body: @escaping @Sendable () async throws -> SessionCommand.Effect) {
        let post = post
        let task = Task {
            let ticker = Task {
                while (try? await Task.sleep(for: .milliseconds(100))) != nil { post.yield(.tick) }
            }
            defer { ticker.cancel() }
            do {
                post.yield(.finished(.effect(try await body())))
            } catch {
                post.yield(.finished(.failed(error)))
            }
        }
        phase = .running(Running(task: task))
    }

    /// After a moment, what is waited for and for how long.
    func showStatus(_ running: Running) {
        let time = ContinuousClock.now - running.start
        guard time > .milliseconds(250) else { return }
        let tenths = Int(time.components.seconds * 10 + time.components.attoseconds / 100_000_000_000_000_000)
        let what = workspace.market.operation.map { "  \($0.title)" } ?? ""
        console.status("\(Self.frames[tenths % 10]) \(time.words)\(what)", columns: terminal.size.columns)
    }

    func finish(_ ending: Ending, of running: Running) {
        console.status("", columns: terminal.size.columns)
        phase = .editing
        switch ending {
        case .effect(.lines(let lines)): show(lines)
        case .effect(.edit(let text)): editElsewhere(text)
        case .effect(.quit): phase = .over
        case .failed where running.task.isCancelled: show([StyledText("stopped", .error)])
        case .failed(let error): show(FailureReport.lines(error))
        }
        take([])
    }

    // MARK: Questions

    /// Shows what would be bought with real money, and waits for a `yes`.
    func ask(_ question: Question, _ running: Running) {
        console.status("", columns: terminal.size.columns)
        let table = CartTable(lines: question.purchase.lines, titles: workspace.market.titles)
        console.show(
            [StyledText("On \(workspace.market.identity.name) this is charged: \(question.purchase.what)", .danger)]
                + table.shown(in: Presentation(width: terminal.size.columns))
        )
        console.hold(true)
        console.raw("Type yes to buy it: ")
        phase = .asking(question, typed: "", running)
        // What was typed before the question was no answer to it.
        waiting = []
    }

    func answer(_ key: Key, _ question: Question, _ typed: String, _ running: Running) {
        var typed = typed
        switch key.code {
        case .scalar(let scalar) where key.modifiers.isSubset(of: .shift) && typed.count < 20:
            typed.unicodeScalars.append(scalar)
            console.raw(Glyph(Character(scalar)).text)
            phase = .asking(question, typed: typed, running)
        case .backspace where !typed.isEmpty:
            typed.removeLast()
            console.raw("\u{8} \u{8}")
            phase = .asking(question, typed: typed, running)
        case _ where key.code == .enter || key.code == .escape || key == .control("c"):
            console.raw("\r\n")
            console.hold(false)
            phase = .running(running)
            question.answer(key.code == .enter && typed == "yes")
            if key == .control("c") { running.task.cancel() }
        default: break
        }
    }
}
