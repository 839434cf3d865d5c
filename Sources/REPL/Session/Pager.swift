/// What is too tall for the screen, a screenful at a time.
struct Pager {
    let lines: [StyledText]
    /// The first line that was not shown yet.
    var next = 0

    init(_ lines: [StyledText]) {
        self.lines = lines
    }

    var isDone: Bool { next == lines.count }

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

    /// The rows that lines take.
    static func rows(of lines: [StyledText], columns: Int) -> Int {
        lines.reduce(0) { $0 + rows(of: $1, columns: columns) }
    }

    private static func rows(of line: StyledText, columns: Int) -> Int { max(0, line.width - 1) / columns + 1 }
}

extension Pager {
    /// What a key asks for.
    enum Motion: Equatable {
        case screenful, line, rest, stop
    }

    /// Space goes on by a screenful, Enter by a line, End to the end; q leaves the rest out. Other keys do nothing, so that
    /// no typing ahead is lost without a sign.
    static func motion(for key: Key) -> Motion? {
        switch key {
        case Key(.scalar(" ")), Key(.pageDown), Key(.scalar("f")): .screenful
        case Key(.enter), Key(.down), Key(.scalar("j")): .line
        case Key(.end), Key(.scalar("G"), .shift), Key(.scalar("G")): .rest
        case Key(.scalar("q")), Key(.escape), .control("c"), .control("d"): .stop
        default: nil
        }
    }
}

extension InteractiveSession {
    /// Shows lines; those that are more than the screen holds, a screenful at a time, unless something was typed ahead.
    func show(_ lines: [StyledText]) {
        let size = terminal.size
        let isTall = Pager.rows(of: lines, columns: size.columns) > size.rows - 1
        guard isTall, size.rows > 3, waiting.isEmpty else { return console.show(lines) }
        advance(Pager(lines), rows: size.rows - 2)
    }

    func page(_ key: Key, _ pager: Pager) {
        guard let motion = Pager.motion(for: key) else { return }
        console.status("", columns: terminal.size.columns)
        switch motion {
        case .screenful: advance(pager, rows: terminal.size.rows - 1)
        case .line: advance(pager, rows: 1)
        case .rest: advance(pager, rows: .max)
        case .stop: phase = .editing
        }
    }

    private func advance(_ pager: Pager, rows: Int) {
        var pager = pager
        let columns = terminal.size.columns
        console.show(Array(pager.take(rows: rows, columns: columns)))
        guard !pager.isDone else {
            phase = .editing
            return
        }
        console.status("\(pager.next) of \(pager.lines.count) lines: Space goes on, q stops", columns: columns)
        phase = .paging(pager)
    }
}
