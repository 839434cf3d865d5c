import Scripting

extension Presentation {
    /// A table as Lua would write it: on one line where it fits, else an entry a line.
    func tree(of table: Outline.Table) -> [StyledText] {
        let line = literal(table)
        if line.width <= width { return [line] }
        return branches(of: .table(table), prefix: StyledText(), suffix: "", indent: 0)
    }

    /// A table on one line.
    func literal(_ table: Outline.Table) -> StyledText {
        var parts = table.list.map { inline($0) }
        parts += table.fields.map { key($0.key) + StyledText(" = ") + inline($0.value) }
        if table.hidden > 0 { parts.append(more(table)) }
        guard let first = parts.first else { return StyledText("{}") }
        return parts.dropFirst().reduce(StyledText("{ ") + first) { $0 + StyledText(", ") + $1 } + StyledText(" }")
    }

    private func branches(of value: Outline, prefix: StyledText, suffix: String, indent: Int) -> [StyledText] {
        let blanks = StyledText(String(repeating: " ", count: min(indent, width / 2)))
        let line = blanks + prefix + inline(value) + StyledText(suffix)
        guard case .table(let table) = value, line.width > width else { return [line] }
        var lines = [blanks + prefix + StyledText("{")]
        for item in table.list { lines += branches(of: item, prefix: StyledText(), suffix: ",", indent: indent + 2) }
        for (key, item) in table.fields {
            lines += branches(of: item, prefix: self.key(key) + StyledText(" = "), suffix: ",", indent: indent + 2)
        }
        if table.hidden > 0 { lines.append(blanks + StyledText("  ") + more(table)) }
        return lines + [blanks + StyledText("}" + suffix)]
    }

    private func key(_ key: Outline) -> StyledText {
        if let text = key.text { return StyledText(LuaLiteral.key(text), .field) }
        return StyledText("[") + inline(key) + StyledText("]")
    }

    private func more(_ table: Outline.Table) -> StyledText {
        StyledText(table.list.isEmpty && table.fields.isEmpty ? "… \(table.hidden)" : "… \(table.hidden) more", .faint)
    }
}
