/// The text being edited, folded into rows: where the cursor stands, and the cells of the rows that are asked for.
///
/// A line costs a few nanoseconds a character; cells are made for the rows on the screen only.
struct TextLayout {
    let lua: LuaText
    let rowCount: Int
    let cursor: Frame.Position

    /// Ranges that look other than their tokens do.
    var marks: [(Range<Int>, Style)] = []

    private let text: String
    private let prompt: [Cell]
    private let suggestion: Substring?
    private let width: Int
    private let lines: [Line]

    private struct Line {
        let range: Range<Int>
        let firstRow: Int
        /// Where each row begins.
        let starts: [Int]
    }

    init(_ text: String, cursor place: Int, prompt: Editor.Prompt, suggestion: Substring?, columns: Int) {
        self.text = text
        self.suggestion = suggestion
        lua = LuaText(text)
        self.prompt = Self.prompt(prompt, columns: columns)
        width = max(1, columns - self.prompt.width)
        var lines: [Line] = []
        var cursor = Frame.Position()
        var row = 0
        var start = 0
        let bytes = lua.bytes
        repeat {
            let end = bytes[start...].firstIndex(of: .lineFeed) ?? bytes.count
            let hasCursor = start...end ~= place
            let folded = Self.fold(text, bytes, start..<end, place: hasCursor ? place : nil, width: width)
            lines.append(Line(range: start..<end, firstRow: row, starts: folded.starts))
            if let found = folded.cursor {
                cursor = Frame.Position(row: row + found.row, column: self.prompt.width + found.column)
            }
            row += folded.starts.count
            start = end + 1
        } while start <= bytes.count
        self.lines = lines
        self.rowCount = row
        self.cursor = cursor
    }

    /// The prompt's cells, shortened where they would leave no room for the text.
    private static func prompt(_ prompt: Editor.Prompt, columns: Int) -> [Cell] {
        var cells: [Cell] = []
        let style: Style = prompt.isDanger ? .danger : .prompt
        if CharacterWidth.columns(of: prompt.text) + 12 <= columns {
            for cluster in prompt.text { cells.append(Cell(Glyph(cluster), style)) }
        } else if columns >= 6 {
            cells.append(Cell(Glyph(">"), style))
        }
        if !cells.isEmpty { cells.append(Cell(Glyph(" "), .plain)) }
        return cells
    }

    /// Where the rows of one line begin, and the cursor's row and column among them.
    private static func fold(
        _ text: String,
        _ bytes: [UInt8],
        _ range: Range<Int>,
        place: Int?,
        width: Int
    ) -> (starts: [Int], cursor: Frame.Position?) {
        var starts = [range.lowerBound]
        var cursor: Frame.Position?
        if bytes[range].allSatisfy({ 0x20..<0x7F ~= $0 }) {
            starts += stride(from: range.lowerBound + width, to: range.upperBound, by: width)
            cursor = place.map {
                Frame.Position(row: ($0 - range.lowerBound) / width, column: ($0 - range.lowerBound) % width)
            }
        } else {
            var at = range.lowerBound
            var column = 0
            let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
            for cluster in text[start..<text.utf8.index(start, offsetBy: range.count)] {
                let columns = min(Glyph(cluster).width, width)
                if column + columns > width {
                    starts.append(at)
                    column = 0
                }
                if at == place { cursor = Frame.Position(row: starts.count - 1, column: column) }
                column += columns
                at += cluster.utf8.count
            }
            if at == place { cursor = Frame.Position(row: starts.count - 1 + column / width, column: column % width) }
        }
        // Behind a full row the cursor stands in one of its own.
        if let cursor, cursor.row == starts.count { starts.append(range.upperBound) }
        return (starts, cursor)
    }
}

extension TextLayout {
    /// The cells of some of the rows.
    func rows(_ wanted: Range<Int>) -> [[Cell]] {
        var rows: [[Cell]] = []
        for line in lines
        where line.firstRow < wanted.upperBound && line.firstRow + line.starts.count > wanted.lowerBound {
            for (index, start) in line.starts.enumerated() where wanted.contains(line.firstRow + index) {
                let end = index + 1 < line.starts.count ? line.starts[index + 1] : line.range.upperBound
                var cells = line.firstRow + index == 0 ? prompt : gutter(isFolded: index > 0)
                append(start..<end, to: &cells)
                if end == text.utf8.count, let suggestion, line.firstRow + index == rowCount - 1 {
                    let first = suggestion.prefix { $0 != "\n" }
                    cells.append(
                        first.utf8.count < suggestion.utf8.count ? "\(first) …" : first,
                        .hint,
                        within: prompt.width + width
                    )
                }
                rows.append(cells)
            }
        }
        return rows
    }

    /// What stands where the prompt does in the first row.
    private func gutter(isFolded: Bool) -> [Cell] {
        var cells = [Cell](repeating: Cell(Glyph(" "), .plain), count: prompt.width)
        if cells.count >= 2, !isFolded { cells[cells.count - 2] = Cell(Glyph("·"), .faint) }
        return cells
    }

    private func append(_ range: Range<Int>, to cells: inout [Cell]) {
        var token = lua.token(endingAfter: range.lowerBound)
        var place = range.lowerBound
        let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
        for cluster in text[start..<text.utf8.index(start, offsetBy: range.count)] {
            while token < lua.tokens.count, lua.tokens[token].range.upperBound <= place { token += 1 }
            var style = Style.plain
            if token < lua.tokens.count, lua.tokens[token].range.contains(place) { style = lua.style(of: token) }
            for (marked, other) in marks where marked.contains(place) { style = other }
            let glyph = Glyph(cluster)
            if !glyph.isVerbatim { style = .invalid }
            cells.append(Cell(glyph.width > width ? .narrow : glyph, style))
            place += cluster.utf8.count
        }
    }
}
