import Scripting

/// Completes Lua and the session's commands, and says what a call takes.
struct Completer<World: Surroundings>: Assistance {
    let world: World

    func continues(_ text: String) -> Bool { world.continues(text) }

    func completion(of text: String, at place: Int) -> Completion? {
        let before = String(decoding: Array(text.utf8.prefix(place)), as: UTF8.self)
        if before.hasPrefix(".") || before.hasPrefix("?") { return lineCompletion(before) }
        return Completing(before, world).completion
    }

    func hint(for text: String, at place: Int) -> String? {
        guard !text.hasPrefix("."), !text.hasPrefix("?") else { return nil }
        return Completing(String(decoding: Array(text.utf8.prefix(place)), as: UTF8.self), world).hint
    }

    /// Of `.command file`, or `?name`.
    private func lineCompletion(_ line: String) -> Completion? {
        if line.hasPrefix("?") {
            let word = line.drop { $0 == "?" || $0 == " " }
            let start = line.utf8.count - word.utf8.count
            let paths = ScriptReference.descriptions.map { description in
                Completion.Candidate(text: description.path, note: description.summary.firstSentence)
            }
            return Completion(range: start..<line.utf8.count, candidates: paths.filter { $0.text.hasPrefix(word) })
        }
        guard let blank = line.lastIndex(of: " ") else {
            let names = world.commands.map { Completion.Candidate(text: "." + $0.name, note: $0.summary) }
            return Completion(range: 0..<line.utf8.count, candidates: names.filter { $0.text.hasPrefix(line) })
        }
        let word = line[line.index(after: blank)...]
        let folder = word.lastIndex(of: "/").map { String(word[...$0]) } ?? ""
        let start = line.utf8.count - word.utf8.count
        let files = world.files(in: folder).map { Completion.Candidate(text: folder + $0) }
        return Completion(range: start..<line.utf8.count, candidates: files.filter { $0.text.hasPrefix(word) })
    }
}

/// One completion of Lua: the text before the cursor, cut into tokens.
struct Completing {
    let lua: LuaText
    let world: any Surroundings
    /// The word that is being written, which may be empty.
    let word: String
    let wordRange: Range<Int>
    /// How many tokens are before the word.
    let count: Int

    init(_ before: String, _ world: any Surroundings) {
        self.lua = LuaText(before)
        self.world = world
        let end = before.utf8.count
        if let last = lua.tokens.last, last.range.upperBound == end, last.kind == .name || last.kind == .keyword {
            word = lua.text(of: last)
            wordRange = last.range
            count = lua.tokens.count - 1
        } else {
            word = ""
            wordRange = end..<end
            count = lua.tokens.count
        }
    }

    var completion: Completion? {
        if let last = lua.tokens.last, last.kind == .comment || last.kind == .unfinishedString {
            return last.kind == .comment ? nil : string(last)
        }
        guard count > 0 else { return answer(globals) }
        let before = lua.tokens[count - 1]
        if lua.is(before, ".") { return lua.chain(endingAt: count - 2).map { answer(members(of: $0, .field)) } }
        if lua.is(before, ":") { return lua.chain(endingAt: count - 2).map { answer(members(of: $0, .action)) } }
        if let call = namedArguments {
            if lua.is(before, "{") || lua.is(before, ",") || lua.is(before, ";") {
                return answer(argumentNames(of: call) + globals)
            }
            if lua.is(before, "="), let parameter = argument(of: call) {
                return answer(values(of: parameter).map { candidate("\"\($0)\"", parameter.summary) } + globals)
            }
        }
        return answer(globals)
    }

    /// The call that the cursor is in: what it is called, what it takes, what it gives.
    var hint: String? {
        guard let bracket = lua.openBracket(before: lua.tokens.count), let call = description(calledAt: bracket),
            !call.parameters.isEmpty
        else { return nil }
        return call.usage
    }

    private func answer(_ candidates: [Completion.Candidate]) -> Completion {
        var seen: Set<String> = []
        let matching = candidates.filter { $0.text.hasPrefix(word) && seen.insert($0.text).inserted }
        return Completion(
            range: wordRange,
            candidates: matching.sorted { $0.text < $1.text }
        )
    }

    func candidate(_ text: String, _ note: String) -> Completion.Candidate {
        Completion.Candidate(text: text, note: note.firstSentence)
    }
}

extension Description {
    /// `customer:catalog`, `clock.now`, `market`: behind a global where the owner is what a global is.
    var path: String {
        guard let owner else { return name }
        let global = ScriptReference.descriptions.first { $0.owner == nil && $0.type == owner }
        return (global?.name ?? owner) + (kind == .action ? ":" : ".") + name
    }

    /// How it is written and what it gives: `customer:catalog{ segment = …, reservation_scope = … } → catalogue`.
    var usage: String {
        let positional = parameters.filter(\.isPositional).map { $0.isRequired ? $0.name : "[\($0.name)]" }.joined(
            separator: ", "
        )
        let named = parameters.filter { !$0.isPositional }
            .map { "\($0.name) = \($0.kind.luaType)\($0.isRequired ? "" : "?")" }.joined(separator: ", ")
        let arguments =
            switch (positional.isEmpty, named.isEmpty) {
            case (_, true): "(\(positional))"
            case (true, false): "{ \(named) }"
            case (false, false): "(\(positional), { \(named) })"
            }
        return kind == .action || kind == .function ? "\(path)\(arguments) → \(type)" : "\(path): \(type)"
    }
}

extension String {
    /// As far as the first full stop that ends a sentence.
    var firstSentence: String {
        var end = utf8.endIndex
        var searched = utf8.startIndex
        while let stop = utf8[searched...].firstIndex(of: UInt8(ascii: ".")) {
            searched = utf8.index(after: stop)
            if searched == utf8.endIndex || utf8[searched] == UInt8(ascii: " ") {
                end = searched
                break
            }
        }
        let sentence = String(self[..<end])
        return sentence.utf8.contains(.lineFeed) ? sentence.replacing("\n", with: " ") : sentence
    }
}
