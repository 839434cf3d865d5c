import Commerce
import Lua
import Scripting

extension Presentation {
    /// An object as its title and its fields, one a line; nil where it has none, or is a value such as money.
    func card(of object: any LuaObject, title: String) -> [StyledText]? {
        guard ScriptReference.money(object) == nil, let fields = ScriptReference.fields(of: object), !fields.isEmpty
        else {
            return nil
        }
        return [StyledText(ScriptReference.isRecord(object) ? ScriptReference.kind(of: object) : title, .heading)]
            + card(fields.map { (name: $0.description.name, value: outline($0.value)) })
    }

    /// Fields one below the other, names in a column of their own. What fits on no line follows indented.
    func card(_ fields: [(name: String, value: Outline)]) -> [StyledText] {
        let column = 2 + (fields.map { CharacterWidth.columns(of: $0.name) }.max() ?? 0) + 2
        var inner = self
        inner.width = max(20, width - 4)
        return fields.flatMap { name, value -> [StyledText] in
            var line = StyledText("  ")
            line.append(name, .field)
            line.pad(to: column)
            if case .object(let object, let title) = value, ScriptReference.isRecord(object),
                let card = inner.card(of: object, title: title)
            {
                return [line] + card.dropFirst().map { StyledText("  ") + $0 }
            }
            let content = cardValue(value)
            guard line.width + content.width > width || value.isList(of: \.isTableOrObject) else {
                return [line + content]
            }
            if case .table(let table) = value, !(table.list.isEmpty && table.fields.isEmpty) {
                return [line] + inner.lines(of: .table(table)).map { StyledText("    ") + $0 }
            }
            return wrapped(content, behind: line)
        }
    }

    private func cardValue(_ value: Outline) -> StyledText {
        guard let time = value.time else { return plain(value) }
        return StyledText(TimeInWords.text(of: time, now: now)) + StyledText("  \(time)", .faint)
    }

    /// A long text in as many lines as it takes, broken at blanks.
    func wrapped(_ content: StyledText, behind start: StyledText) -> [StyledText] {
        let column = start.width
        let room = max(10, width - column)
        var lines: [StyledText] = []
        var line = start
        for word in content.text.split(separator: " ", omittingEmptySubsequences: false) {
            let needed = CharacterWidth.columns(of: word)
            if line.width > column, line.width + 1 + needed > column + room {
                lines.append(line)
                line = StyledText(String(repeating: " ", count: column))
            } else if line.width > column {
                line.append(" ")
            }
            line.append(word, content.pieces.first?.style ?? .plain)
        }
        return lines + [line]
    }

    /// A field's value; an object in it goes by what it is and the first of its name, title and id.
    func outline(_ value: LuaValue) -> Outline {
        switch value {
        case .object(let object):
            let fields = ScriptReference.fields(of: object) ?? []
            let names = ["name", "title", "id"].compactMap { name in
                fields.first { $0.description.name == name }?.value.text
            }
            return .object(object, ([ScriptReference.kind(of: object)] + names.prefix(1)).joined(separator: " "))
        case .list(let values): return .table(Outline.Table(list: values.map { outline($0) }))
        default: return Outline(value)
        }
    }
}

extension Outline {
    var isTableOrObject: Bool {
        switch self {
        case .table: true
        case .object: money == nil
        default: false
        }
    }

    /// Whether the value is a list that has such an element.
    func isList(of isMember: (Outline) -> Bool) -> Bool {
        guard case .table(let table) = self else { return false }
        return table.list.contains(where: isMember)
    }
}
