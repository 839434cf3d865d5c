extension Editor {
    /// What the editor looks like on a screen of this size.
    mutating func frame(in size: ScreenSize) -> Frame {
        let below = rowsBelow(in: size)
        let found = search?.found
        let text = found.map { history.entries[$0.index] } ?? buffer.text
        let cursor = found?.match.upperBound ?? buffer.cursor
        let isAtRest = menu == nil && search == nil
        var layout = TextLayout(
            text,
            cursor: cursor,
            prompt: prompt,
            suggestion: isAtRest ? suggestion : nil,
            columns: size.columns
        )
        layout.marks = found.map { [($0.match, .match)] } ?? (isAtRest ? brackets(in: layout.lua, at: cursor) : [])
        let height = max(1, size.rows - below.count)
        let row = layout.cursor.row
        if row < firstRow { firstRow = row }
        if row >= firstRow + height { firstRow = row - height + 1 }
        firstRow = max(0, min(firstRow, layout.rowCount - height))
        var frame = Frame()
        frame.rows = layout.rows(firstRow..<min(firstRow + height, layout.rowCount)) + below
        frame.cursor = Frame.Position(row: row - firstRow, column: min(layout.cursor.column, size.columns - 1))
        return frame
    }

    /// The text as it stays on the screen when the editing is over: without menu and suggestion.
    mutating func lastFrame(in size: ScreenSize) -> Frame {
        menu = nil
        search = nil
        suggestion = nil
        var layout = TextLayout(
            buffer.text,
            cursor: buffer.count,
            prompt: prompt,
            suggestion: nil,
            columns: size.columns
        )
        layout.marks = []
        let rows = layout.rows(max(0, layout.rowCount - size.rows)..<layout.rowCount)
        let column = min(layout.cursor.column, size.columns - 1)
        return Frame(rows: rows, cursor: Frame.Position(row: rows.count - 1, column: column))
    }

    private func brackets(in text: LuaText, at place: Int) -> [(Range<Int>, Style)] {
        guard let (bracket, partner) = text.brackets(at: place) else { return [] }
        guard let partner else {
            return text.tokens.first { $0.range == bracket }?.kind == .closing ? [(bracket, .invalid)] : []
        }
        return [(bracket, .match), (partner, .match)]
    }

    private func rowsBelow(in size: ScreenSize) -> [[Cell]] {
        let room = min(size.rows - 1, max(2, size.rows / 3))
        guard room > 0 else { return [] }
        if let search {
            let state = search.hasFailed ? "  no (other) match" : ""
            var row: [Cell] = []
            row.append("search: ", .hint, within: size.columns)
            row.append(search.query, .plain, within: size.columns)
            row.append(state, .error, within: size.columns)
            return [row]
        }
        if let menu { return menu.rows(columns: size.columns, atMost: room) }
        guard let hint = assistance.hint(for: buffer.text, at: buffer.cursor) else { return [] }
        var row: [Cell] = []
        row.append(hint, .hint, within: size.columns)
        return [row]
    }
}

extension Editor.Menu {
    /// The candidates in columns, those around the chosen one, and the note on it.
    fileprivate func rows(columns: Int, atMost room: Int) -> [[Cell]] {
        let widest = candidates.reduce(1) { max($0, CharacterWidth.columns(of: $1.text)) }
        let width = min(widest, columns)
        let perRow = max(1, (columns + 2) / (width + 2))
        let count = (candidates.count + perRow - 1) / perRow
        let note = note
        let height = max(1, min(count, note.isEmpty ? room : room - 1))
        let chosenRow = (chosen ?? 0) / perRow
        let first = max(0, min(chosenRow - height / 2, count - height))
        var rows = (first..<first + height).map { row in
            var cells: [Cell] = []
            for column in 0..<perRow {
                let index = row * perRow + column
                guard index < candidates.count else { break }
                let start = column * (width + 2)
                while cells.width < start { cells.append(Cell(Glyph(" "), .plain)) }
                cells.append(candidates[index].text, index == chosen ? .chosen : .plain, within: start + width)
            }
            return cells
        }
        if !note.isEmpty, room > 1 {
            var cells: [Cell] = []
            cells.append(note, .hint, within: columns)
            rows.append(cells)
        }
        return rows
    }

    private var note: String {
        if let chosen { return candidates[chosen].note }
        return candidates.count > 100 ? "\(candidates.count) candidates" : ""
    }
}
