/// What was entered: Lua, one of the session's commands, or a question.
enum Input: Equatable {
    case nothing
    case lua(String)
    /// `.name argument`
    case command(String, String)
    /// `?name`: what a name means.
    case help(String)
    /// `??name`: all of it, and what is about it.
    case search(String)

    init(_ text: String) {
        let text = text.trimmed
        if text.isEmpty {
            self = .nothing
        } else if text.hasPrefix("??") {
            self = .search(String(text.dropFirst(2)).trimmed)
        } else if text.hasPrefix("?") {
            self = .help(String(text.dropFirst()).trimmed)
        } else if text.hasPrefix("."), let letter = text.dropFirst().first, letter.isLetter {
            let name = text.dropFirst().prefix { !$0.isWhitespace }
            self = .command(String(name), String(text[name.endIndex...]).trimmed)
        } else {
            self = .lua(text)
        }
    }

    /// Whether a text is meant for the session and not for Lua: it is one line.
    static func isForSession(_ text: String) -> Bool {
        switch Input(text) {
        case .command, .help, .search: true
        case .nothing, .lua: false
        }
    }
}

extension String {
    /// Without blanks and line feeds at both ends.
    var trimmed: String {
        let start = drop { $0.isWhitespace }
        return String(start[..<(start.lastIndex { !$0.isWhitespace }.map(start.index(after:)) ?? start.startIndex)])
    }
}
