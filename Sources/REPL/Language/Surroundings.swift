import Scripting

/// What completion and hints know beside the text: the session's values, modules, files, and ids seen lately. No market is
/// asked, no code of a script's is run.
protocol Surroundings {
    /// What is at the end of a path of names.
    func look(_ path: [String]) -> InteractiveInterpreter.Found
    var modules: [String] { get }
    /// Ids that were shown, newest first, each with what it is of.
    var ids: [(id: String, title: String)] { get }
    /// The names in a folder; those of folders end in a slash.
    func files(in folder: String) -> [String]
    var commands: [(name: String, summary: String)] { get }
    /// Whether a text can only be the beginning of an input.
    func continues(_ text: String) -> Bool
}
