/// What the editor's part of the screen shows: rows of cells, and where the cursor stands.
struct Frame: Equatable {
    var rows: [[Cell]] = [[]]
    var cursor = Position()

    /// A row and a column, from 0.
    struct Position: Equatable {
        var row = 0
        var column = 0
    }
}

/// One glyph of a row in its style.
struct Cell: Equatable {
    let glyph: Glyph
    var style: Style

    init(_ glyph: Glyph, _ style: Style) {
        self.glyph = glyph
        self.style = style
    }
}

extension [Cell] {
    /// The columns that the cells take.
    var width: Int { reduce(0) { $0 + $1.glyph.width } }

    /// Adds as much of a text as fits within so many columns in all; an ellipsis shows that something was cut.
    mutating func append(_ text: some StringProtocol, _ style: Style, within columns: Int) {
        let room = columns - width
        guard room > 0 else { return }
        if CharacterWidth.columns(of: text) <= room {
            for cluster in text { append(Cell(Glyph(cluster), style)) }
            return
        }
        var left = room - 1
        for cluster in text {
            let glyph = Glyph(cluster)
            guard glyph.width <= left else { break }
            left -= glyph.width
            append(Cell(glyph, style))
        }
        append(Cell(Glyph("…"), style))
    }
}

/// The columns and rows of a terminal, each at least 1.
struct ScreenSize: Equatable, Sendable {
    let columns: Int
    let rows: Int

    init(columns: Int, rows: Int) {
        self.columns = Swift.max(1, columns)
        self.rows = Swift.max(1, rows)
    }

    /// What is assumed of a terminal that doesn't tell.
    static let usual = ScreenSize(columns: 80, rows: 24)
}
