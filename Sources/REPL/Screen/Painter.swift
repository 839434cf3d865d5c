/// Turns frames into the bytes that make a terminal show them, writing only what changed.
///
/// The frame lies below what was printed before, wherever on the screen that is, so every movement is relative to the
/// row that the cursor was left on. Automatic wrapping is off meanwhile: a terminal that finds a glyph wider than
/// ``Glyph`` says can then disturb no other row, and the column is set anew after each glyph that terminals disagree on.
struct Painter {
    private let theme: Theme
    private var size = ScreenSize.usual
    private var shown: [[Cell]] = []
    private var cursor = Frame.Position()
    private var output = ""

    init(theme: Theme) {
        self.theme = theme
    }

    /// The bytes that turn what is shown into `frame`.
    mutating func paint(_ frame: Frame, in size: ScreenSize) -> String {
        output = "\u{1B}[?25l\u{1B}[?7l"
        if size != self.size { startAgain(in: size) }
        for row in frame.rows.indices { paint(frame.rows[row], at: row) }
        if shown.count > frame.rows.count {
            move(to: Frame.Position(row: frame.rows.count, column: 0))
            output += "\u{1B}[J"
        }
        shown = frame.rows
        move(to: frame.cursor)
        output += "\u{1B}[?7h\u{1B}[?25h"
        return output
    }

    /// The bytes that leave the frame behind: the cursor goes to the beginning of the row below it.
    mutating func finish() -> String {
        output = ""
        move(to: Frame.Position(row: max(0, shown.count - 1), column: 0))
        output += "\r\n"
        forget()
        return output
    }

    /// The bytes that take the frame off the screen again: the cursor goes to where it began.
    mutating func erase() -> String {
        output = ""
        move(to: Frame.Position())
        output += "\r\u{1B}[J"
        forget()
        return output
    }

    /// The bytes that empty the screen; the next frame is at its top.
    mutating func clear() -> String {
        forget()
        return "\u{1B}[H\u{1B}[2J"
    }

    private mutating func forget() {
        shown = []
        cursor = Frame.Position()
    }

    /// After a change of size the terminal has folded the rows that are now too long. All of it is written again from
    /// the row where the first one begins.
    private mutating func startAgain(in size: ScreenSize) {
        self.size = size
        let above = shown.prefix(cursor.row).reduce(0) { $0 + max(0, $1.width - 1) / size.columns + 1 }
        let up = min(above + cursor.column / size.columns, size.rows - 1)
        if up > 0 { output += "\u{1B}[\(up)A" }
        output += "\r\u{1B}[J"
        forget()
    }

    private mutating func paint(_ cells: [Cell], at row: Int) {
        let old = row < shown.count ? shown[row] : nil
        let same = old.map { zip($0, cells).prefix { $0 == $1 }.count } ?? 0
        if let old, old.count == same, cells.count == same { return }
        var column = cells.prefix(same).reduce(0) { $0 + $1.glyph.width }
        move(to: Frame.Position(row: row, column: column))
        var style = Style.plain
        for cell in cells[same...] {
            if cell.style != style {
                style = cell.style
                output += theme.start(style)
            }
            output += cell.glyph.text
            column += cell.glyph.width
            if cell.glyph.isContested, column < size.columns { output += "\u{1B}[\(column + 1)G" }
        }
        if style != .plain { output += theme.start(.plain) }
        cursor.column = column
        if let old, old.width > column { output += "\u{1B}[K" }
        if row == shown.count { shown.append(cells) } else { shown[row] = cells }
    }

    /// Rows that are not there yet come into being by a line feed, which scrolls at the bottom of the screen.
    private mutating func move(to position: Frame.Position) {
        let last = max(cursor.row, shown.count - 1)
        let known = min(position.row, last)
        if known < cursor.row { output += "\u{1B}[\(cursor.row - known)A" }
        if known > cursor.row { output += "\u{1B}[\(known - cursor.row)B" }
        for _ in known..<position.row { output += "\r\n" }
        output += position.column == 0 ? "\r" : "\u{1B}[\(position.column + 1)G"
        cursor = position
    }
}
