import FoundationEssentials
import Scripting

extension InteractiveSession {
    /// Takes one key in the editor.
    func edit(_ key: Key) {
        guard let outcome = editor.take(key) else { return }
        switch outcome {
        case .submitted(let text): submit(text)
        case .abandoned:
            leaveFrame()
            editor.clear()
        case .ended:
            leaveFrame()
            phase = .over
        case .clear: console.raw(painter.clear())
        case .suspend:
            console.raw(painter.finish())
            terminal.suspend()
        case .edit(let text): editElsewhere(text)
        }
    }

    private func submit(_ text: String) {
        leaveFrame()
        remember(text)
        editor.clear()
        let input = Input(text)
        guard input != .nothing else { return }
        let call = SessionRunner(workspace: workspace, console: console, width: terminal.size.columns)
        start { try await call.run(input) }
    }

    /// The text stays on the screen as it is; what follows begins below it.
    private func leaveFrame() {
        let size = terminal.size
        console.raw(painter.paint(editor.lastFrame(in: size), in: size) + painter.finish())
    }

    private func remember(_ text: String) {
        guard editor.history.append(text), !Secrets.mayBe(in: text), let historyFile else { return }
        do throws(HistoryFileError) {
            try historyFile.append(text)
        } catch {
            self.historyFile = nil
            console.show([StyledText("\(error)", .error)])
        }
    }

    /// Opens a text in the editor that the environment names, and takes it back for editing here.
    func editElsewhere(_ text: String) {
        let command = environment["VISUAL"] ?? environment["EDITOR"] ?? "vi"
        let path = FileManager.default.temporaryDirectory.appending(path: "compra-\(UUID().uuidString).lua").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        console.raw(painter.erase())
        do {
            guard
                FileManager.default.createFile(
                    atPath: path,
                    contents: Data(text.utf8),
                    attributes: [.posixPermissions: 0o600]
                )
            else { throw CommandError("can't write \(path)", hint: "check TMPDIR") }
            terminal.leave()
            defer { terminal.enter() }
            guard ExternalEditor.run(command, on: path) else {
                throw CommandError("\(command) failed", hint: "set EDITOR to the editor that you like")
            }
            let edited = try String(contentsOfFile: path, encoding: .utf8)
            editor.clear()
            editor.buffer.insert(edited.trimmed)
        } catch {
            console.show([StyledText("\(error)", .error)])
        }
    }
}
