@testable import REPL

/// A terminal as far as the painter uses one: a grid of glyphs with a cursor, scrolling at the bottom, folding of rows
/// that are too long when it gets narrower. It gives each scalar the width that `wcwidth` would, as plain terminals do,
/// and so disagrees with ``Glyph`` on clusters that are joined.
struct VirtualScreen {
    private(set) var size: ScreenSize
    /// A text for the first column of a glyph, an empty one for the second.
    private(set) var grid: [[String]]
    private(set) var row = 0
    private(set) var column = 0
    private(set) var isCursorShown = true
    private(set) var wraps = true
    /// Rows that have scrolled off the top.
    private(set) var scrolled: [String] = []
    /// Sequences that no frame needs.
    private(set) var unknown: [String] = []

    init(_ size: ScreenSize) {
        self.size = size
        grid = Array(repeating: Self.blank(size.columns), count: size.rows)
    }

    private static func blank(_ columns: Int) -> [String] { Array(repeating: " ", count: columns) }

    /// The rows as text, without the blanks at their ends.
    var lines: [String] {
        grid.map { cells in
            var text = cells.joined()
            while text.last == " " { text.removeLast() }
            return text
        }
    }

    mutating func write(_ text: String) {
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\u{1B}": sequence(&scalars)
            case "\r": column = 0
            case "\n": lineFeed()
            case _ where scalar.value < 0x20 || 0x7F..<0xA0 ~= scalar.value: unknown.append("\(scalar.value)")
            default: put(scalar)
            }
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let width = CharacterWidth.columns(of: scalar)
        guard width > 0 else {
            var before = min(column, size.columns) - 1
            while before > 0, grid[row][before].isEmpty { before -= 1 }
            if before >= 0 { grid[row][before].unicodeScalars.append(scalar) }
            return
        }
        if column + width > size.columns {
            if wraps {
                column = 0
                lineFeed()
            } else {
                column = max(0, size.columns - width)
            }
        }
        guard width <= size.columns else { return }
        erase(column..<column + width)
        grid[row][column] = String(scalar)
        if width == 2 { grid[row][column + 1] = "" }
        column += width
    }

    /// Blanks columns; a wide glyph that is hit loses its other half, too.
    private mutating func erase(_ columns: Range<Int>) {
        if columns.lowerBound < size.columns, grid[row][columns.lowerBound].isEmpty {
            grid[row][columns.lowerBound - 1] = " "
        }
        if columns.upperBound < size.columns, grid[row][columns.upperBound].isEmpty {
            grid[row][columns.upperBound] = " "
        }
        for column in columns { grid[row][column] = " " }
    }

    private mutating func lineFeed() {
        guard row == size.rows - 1 else {
            row += 1
            return
        }
        scrolled.append(grid.removeFirst().joined())
        grid.append(Self.blank(size.columns))
    }

    private mutating func sequence(_ scalars: inout ArraySlice<Unicode.Scalar>) {
        guard scalars.popFirst() == "[" else { return unknown.append("ESC") }
        var parameters = ""
        while let scalar = scalars.popFirst() {
            guard 0x40...0x7E ~= scalar.value else {
                parameters.unicodeScalars.append(scalar)
                continue
            }
            return control(parameters, Character(scalar))
        }
        unknown.append("unfinished")
    }

    private mutating func control(_ parameters: String, _ final: Character) {
        let number = Int(parameters) ?? 1
        switch (final, parameters) {
        case ("A", _): row = max(0, row - number)
        case ("B", _): row = min(size.rows - 1, row + number)
        case ("G", _): column = min(size.columns, max(1, number)) - 1
        case ("H", ""): (row, column) = (0, 0)
        case ("J", ""):
            erase(min(column, size.columns)..<size.columns)
            for below in grid.indices.dropFirst(row + 1) { grid[below] = Self.blank(size.columns) }
        case ("J", "2"): grid = Array(repeating: Self.blank(size.columns), count: size.rows)
        case ("K", ""): erase(min(column, size.columns)..<size.columns)
        case ("m", _): break
        case ("l", "?25"), ("h", "?25"): isCursorShown = final == "h"
        case ("l", "?7"), ("h", "?7"): wraps = final == "h"
        default: unknown.append(parameters + String(final))
        }
    }

    /// Another size: rows that are too long are folded, wide glyphs never cut; the bottom stays where it is.
    mutating func resize(to new: ScreenSize) {
        var folded: [[String]] = []
        var cursor = (row: 0, column: 0)
        let last = max(row, grid.lastIndex { $0.contains { $0 != " " } } ?? 0)
        for (index, cells) in grid[...last].enumerated() {
            let used = (cells.lastIndex { $0 != " " } ?? -1) + 1
            var parts: [[String]] = [[]]
            for (place, cell) in cells.prefix(used).enumerated() where !cell.isEmpty {
                let width = place + 1 < used && cells[place + 1].isEmpty ? 2 : 1
                if parts[parts.count - 1].count + width > new.columns { parts.append([]) }
                if index == row, place == column {
                    cursor = (folded.count + parts.count - 1, parts[parts.count - 1].count)
                }
                parts[parts.count - 1] += width == 2 ? (new.columns > 1 ? [cell, ""] : [" "]) : [cell]
            }
            if index == row, column >= used {
                cursor = (
                    folded.count + parts.count - 1, min(parts[parts.count - 1].count + column - used, new.columns - 1)
                )
            }
            folded += parts.map { $0 + Array(repeating: " ", count: new.columns - $0.count) }
        }
        let excess = max(0, folded.count - new.rows)
        scrolled += folded.prefix(excess).map { $0.joined() }
        folded.removeFirst(excess)
        while folded.count < new.rows { folded.append(Self.blank(new.columns)) }
        grid = folded
        size = new
        row = max(0, cursor.row - excess)
        column = cursor.column
    }
}
