import Commerce
import Lua
import Scripting

/// How values look: lists of resources as tables that fit the width, one resource as a card, other tables as Lua would
/// write them, bounded.
struct Presentation {
    /// Columns there are.
    var width: Int
    /// The market's time, against which other times are told in words.
    var now: Timestamp?
    /// Lines of one value; nil for all of them.
    var mostLines: Int? = 400

    /// A value as lines.
    func lines(of value: Outline) -> [StyledText] {
        let lines: [StyledText] =
            switch value {
            case .object(let object, let title): card(of: object, title: title) ?? [inline(value)]
            case .table(let table): rows(of: table).map { self.table($0) } ?? tree(of: table)
            default: [inline(value)]
            }
        guard let mostLines, lines.count > mostLines else { return lines }
        return lines.prefix(mostLines) + [
            StyledText("… \(lines.count - mostLines) more lines: .expand shows them", .faint)
        ]
    }

    /// A value in one line.
    func inline(_ value: Outline) -> StyledText {
        switch value {
        case .nil: return StyledText("nil", .keyword)
        case .boolean(let value): return StyledText("\(value)", .keyword)
        case .integer(let value): return StyledText("\(value)", .number)
        case .number(let value): return StyledText(LuaNumber.text(of: value), .number)
        case .string(let bytes): return StyledText(LuaLiteral.text(of: bytes), .string)
        case .object(let object, let title):
            if let money = ScriptReference.money(object) { return StyledText(money.display, .money) }
            return StyledText(title)
        case .function: return StyledText("function", .faint)
        case .coroutine: return StyledText("coroutine", .faint)
        case .cycle: return StyledText("{ … itself }", .faint)
        case .table(let table): return literal(table)
        }
    }

    /// A value in a cell or behind a field's name: text without quotes.
    func plain(_ value: Outline) -> StyledText {
        switch value {
        case .nil: StyledText("–", .faint)
        case .string(let bytes): StyledText(bytes.text ?? LuaLiteral.text(of: bytes))
        case .table(let table)
        where table.fields.isEmpty && table.hidden == 0 && !table.list.contains(where: \.isTable):
            joined(table.list)
        default: inline(value)
        }
    }

    private func joined(_ values: [Outline]) -> StyledText {
        guard let first = values.first else { return StyledText("–", .faint) }
        return values.dropFirst().reduce(plain(first)) { $0 + StyledText(", ") + plain($1) }
    }
}

extension Outline {
    var isTable: Bool { if case .table = self { true } else { false } }

    /// The money that the value is.
    var money: Money? {
        guard case .object(let object, _) = self else { return nil }
        return ScriptReference.money(object)
    }

    /// The text that the value is, if it is UTF-8.
    var text: String? {
        guard case .string(let bytes) = self else { return nil }
        return bytes.text
    }

    /// The time that the text is, written as the market writes times.
    var time: Timestamp? {
        guard let text, text.utf8.count == 20, text.hasSuffix("Z") else { return nil }
        return try? Timestamp(text)
    }
}
