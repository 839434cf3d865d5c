import Commerce
import Scripting

extension SessionCommand {
    static let help = SessionCommand(
        "help",
        "[keys]",
        "this; `.help keys`: the keys of the editor; `?name`: what a name means"
    ) { call in
        if call.argument == "keys" { return .lines(keys(in: call.presentation)) }
        if !call.argument.isEmpty { return .lines(try Reference.help(on: call.argument, in: call.presentation)) }
        return .lines(overview(all, in: call.presentation))
    }

    private static func overview(_ commands: [SessionCommand], in presentation: Presentation) -> [StyledText] {
        let examples = [
            ("market.customers:list()", "an expression shows its value"),
            ("local c = market.customers:get \"contoso.onmicrosoft.com\"", "a local lives on"),
            (
                "c:catalog{ segment = \"commercial\" }:search \"reserved\"",
                "Tab completes fields, actions and arguments"
            ),
            ("_, _1, _2 … _err", "the last value, the values by number, the last error"),
            ("?cart   ??price", "what a name means; everything about a word"),
        ]
        return [StyledText("Lua 5.4 with the market in it. Try:", .heading)] + presentation.glossary(examples)
            + [StyledText("Commands", .heading)]
            + presentation.glossary(commands.map { (".\($0.name) \($0.usage)", $0.summary) })
    }

    private static func keys(in presentation: Presentation) -> [StyledText] {
        presentation.glossary(Binding.all.filter { !$0.title.isEmpty }.map { ($0.title, $0.summary) })
    }
}

extension Presentation {
    /// Terms with what they mean beside them, or below where there is no room.
    func glossary(_ rows: [(String, String)]) -> [StyledText] {
        let widest = rows.map { CharacterWidth.columns(of: $0.0) }.max() ?? 0
        let column = width < 60 ? 6 : min(widest, width / 2) + 4
        return rows.flatMap { term, meaning -> [StyledText] in
            var line = StyledText("  ")
            line.append(term, .field)
            let isBeside = line.width + 2 <= column
            var start = isBeside ? line : StyledText()
            start.pad(to: column)
            return (isBeside ? [] : [line]) + wrapped(StyledText(meaning), behind: start)
        }
    }
}

/// Help on names, from the table that binds them to Lua.
enum Reference {
    /// `?name`: a global, a type, or a member by its path, `cart:checkout`.
    static func help(on name: String, in presentation: Presentation) throws -> [StyledText] {
        let path = name.split { ".:".contains($0) }.map(String.init)
        if path.count < 2, let lines = global(name, presentation) { return lines }
        let plain = path.last.map { $0.hasPrefix("try_") ? String($0.dropFirst(4)) : $0 } ?? ""
        let found = ScriptReference.descriptions.filter { description in
            guard description.name == plain, path.count > 1 else { return description.name == plain }
            return description.owner == path[path.count - 2] || description.path.hasPrefix(path[path.count - 2] + ".")
                || description.path.hasPrefix(path[path.count - 2] + ":")
        }
        if !found.isEmpty { return found.flatMap { entry($0, presentation) + [StyledText()] }.dropLast() }
        if ScriptReference.namesOfLua.contains(path.first ?? "") {
            return [StyledText("\(name) is Lua's own: see the manual, https://www.lua.org/manual/5.4/")]
        }
        let names = ScriptReference.descriptions.map(\.name) + ScriptReference.typeSummaries.map(\.name)
        throw CommandError(
            "nothing is called \"\(name)\"",
            hint: Suggestion.hint(for: plain, among: names) ?? "??\(name) looks in all texts"
        )
    }

    /// A global with the members of what it is, and the type of this name where that is something else.
    private static func global(_ name: String, _ presentation: Presentation) -> [StyledText]? {
        let global = ScriptReference.descriptions.first { $0.owner == nil && $0.name == name }
        let types = ScriptReference.typeSummaries.filter { $0.name == name || $0.name == global?.type }
        guard global != nil || !types.isEmpty else { return nil }
        return (global.map { entry($0, presentation) } ?? []) + types.flatMap { members(of: $0, presentation) }
    }

    /// `??word`: every name whose path or text has it.
    static func search(_ word: String, in presentation: Presentation) throws -> [StyledText] {
        let word = word.lowercased()
        let found = ScriptReference.descriptions.filter { description in
            [description.path, description.summary].contains { $0.lowercased().contains(word) }
                || description.parameters.contains { $0.name.contains(word) || $0.summary.lowercased().contains(word) }
        }
        guard !word.isEmpty, !found.isEmpty else {
            throw CommandError("no name or text has \"\(word)\"", hint: ".help shows where to begin")
        }
        let width = min(40, found.map { $0.path.count }.max() ?? 0)
        return found.map { line($0, width).cut(to: presentation.width) }
    }

    private static func entry(_ description: Description, _ presentation: Presentation) -> [StyledText] {
        var lines = [StyledText(description.usage, .heading)]
        lines += wrapped(description.summary, presentation.width, indent: 2)
        let width = description.parameters.map(\.name.count).max() ?? 0
        for parameter in description.parameters {
            var line = StyledText("  ")
            line.append(parameter.name, .field)
            line.pad(to: width + 4)
            line.append("\(parameter.kind.luaType)\(parameter.isRequired ? "" : "?")  ", .faint)
            lines += presentation.wrapped(StyledText(parameter.summary), behind: line)
        }
        if let example = description.example {
            lines.append(StyledText("  ") + StyledText(example, .string))
        }
        return lines
    }

    private static func members(of type: (name: String, summary: String), _ presentation: Presentation) -> [StyledText]
    {
        let members = TypeName(type.name).members
        let width = min(40, members.map { $0.path.count }.max() ?? 0)
        return [StyledText(type.name, .heading)] + wrapped(type.summary, presentation.width, indent: 2)
            + members.map { line($0, width).cut(to: presentation.width) }
    }

    private static func line(_ description: Description, _ width: Int) -> StyledText {
        var line = StyledText("  ")
        line.append(description.path, .field)
        line.pad(to: width + 4)
        line.append(description.summary.firstSentence)
        return line
    }

    private static func wrapped(_ text: String, _ width: Int, indent: Int) -> [StyledText] {
        let blanks = String(repeating: " ", count: indent)
        var lines = [blanks]
        for word in text.split(whereSeparator: \.isWhitespace) {
            if lines[lines.count - 1].count + 1 + word.count > width, lines[lines.count - 1] != blanks {
                lines.append(blanks)
            }
            lines[lines.count - 1] += (lines[lines.count - 1] == blanks ? "" : " ") + word
        }
        return lines.map { StyledText($0) }
    }
}
