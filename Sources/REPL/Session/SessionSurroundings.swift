import FoundationEssentials
import Scripting

/// What the editor's completion sees of a session.
struct SessionSurroundings: Surroundings {
    let workspace: Workspace

    var modules: [String] { workspace.interpreter.modules }
    var ids: [(id: String, title: String)] { workspace.ids }
    var commands: [(name: String, summary: String)] { SessionCommand.all.map { ($0.name, $0.summary) } }

    func look(_ path: [String]) -> InteractiveInterpreter.Found { workspace.interpreter.look(path) }
    func continues(_ text: String) -> Bool { workspace.reading(of: text) == .unfinished }

    func files(in folder: String) -> [String] {
        let path = folder.isEmpty ? "." : folder
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted().map { name in
            var isFolder: Bool = false
            _ = FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
            return isFolder ? name + "/" : name
        }
    }
}
