/// What is too tall for the screen, a screenful at a time.
struct Pager {
    let lines: [StyledText]
    /// The first line that was not shown yet.
    var next = 0

    init(_ lines: [StyledText]) {
        self.lines = lines
    }

    /// As many lines as fill so many rows of a screen of this width, at least one.
    mutating func take(rows: Int, columns: Int) -> ArraySlice<StyledText> {
        let start = next
        var used = 0
        while next < lines.count {
            let height = Self.rows(of: lines[next], columns: columns)
            guard used == 0 || used + height <= rows else { break }
            used += height
            next += 1
        }
        return lines[start..<next]
    }

    /// The rows that a line takes.
    static func rows(of line: StyledText, columns: Int) -> Int { max(0, line.width - 1) / columns + 1 }
}

extension InteractiveSession {
    /// Shows lines; those that are more than the screen holds, a screenful at a time.
    func show(_ lines: [StyledText]) {
        let size = terminal.size
        let height = lines.reduce(0) { $0 + Pager.rows(of: $1, columns: size.columns) }
        guard height > size.rows - 1, size.rows > 3 else { return console.show(lines) }
        advance(Pager(lines), rows: size.rows - 2)
    }

    /// Space goes on by a screenful, Enter by a line, End to the end; q leaves the rest out.
    func page(_ key: Key, _ pager: Pager) {
        console.status("", columns: terminal.size.columns)
        switch key.code {
        case .enter, .down: advance(pager, rows: 1)
        case .scalar("q"), .escape, .scalar("c"), .scalar("d"): end()
        case .end, .scalar("G"): advance(pager, rows: .max)
        default: advance(pager, rows: terminal.size.rows - 1)
        }
    }

    private func advance(_ pager: Pager, rows: Int) {
        var pager = pager
        let columns = terminal.size.columns
        console.show(Array(pager.take(rows: rows, columns: columns)))
        guard pager.next < pager.lines.count else { return end() }
        console.status("\(pager.next) of \(pager.lines.count) lines: Space goes on, q stops", columns: columns)
        phase = .paging(pager)
    }

    private func end() {
        phase = .editing
    }
}
