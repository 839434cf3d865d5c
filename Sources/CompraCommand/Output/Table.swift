/// Rows of text in columns, two blanks apart, without blanks at the end of a line.
struct Table {
    /// How a column's cells stand: text to the left, numbers and money to the right.
    enum Alignment {
        case left
        case right
    }

    struct Cell: ExpressibleByStringInterpolation {
        let text: String
        let style: Paint.Style

        init(_ text: String, _ style: Paint.Style = .plain) {
            self.text = text.printable
            self.style = style
        }

        init(stringLiteral text: String) {
            self.init(text)
        }
    }

    private let columns: [(title: String, alignment: Alignment)]
    private var rows: [[Cell]] = []

    init(_ columns: [(title: String, alignment: Alignment)]) {
        self.columns = columns
    }

    /// - Precondition: One cell for each column.
    mutating func add(_ cells: [Cell]) {
        precondition(cells.count == columns.count, "a row has a cell for each column")
        rows.append(cells)
    }

    /// The lines, titles first; columns that are empty in every row are left out.
    func lines(_ paint: Paint, indent: String = "") -> [String] {
        let shown = columns.indices.filter { column in rows.contains { !$0[column].text.isEmpty } }
        let titles = columns.map { Cell($0.title, .faint) }
        let table = [titles] + rows
        let widths = columns.indices.map { column in table.map { $0[column].text.count }.max() ?? 0 }
        return table.map { row in
            let last = shown.last { !row[$0].text.isEmpty }
            let cells = shown.prefix { $0 <= last ?? -1 }.map { column in
                let cell = row[column]
                let padding = String(repeating: " ", count: widths[column] - cell.text.count)
                let text = paint(cell.text, cell.style)
                return switch columns[column].alignment {
                case .right: padding + text
                case .left: column == last ? text : text + padding
                }
            }
            return indent + cells.joined(separator: "  ")
        }
    }
}
