import Testing

@testable import REPL

@Suite struct PainterTests {
    private func frame(_ rows: [String], cursor: (Int, Int) = (0, 0)) -> Frame {
        Frame(
            rows: rows.map { row in row.map { Cell(Glyph($0), .plain) } },
            cursor: Frame.Position(row: cursor.0, column: cursor.1)
        )
    }

    private let size = ScreenSize(columns: 20, rows: 5)

    @Test func `Only what changed is written`() {
        var painter = Painter(theme: .plain)
        _ = painter.paint(frame(["one", "two"], cursor: (1, 3)), in: size)
        let change = painter.paint(frame(["one", "twos"], cursor: (1, 4)), in: size)
        #expect(change == "\u{1B}[?25l\u{1B}[?7l\u{1B}[4Gs\u{1B}[5G\u{1B}[?7h\u{1B}[?25h")
    }

    @Test func `Rows that are gone are wiped`() {
        var screen = VirtualScreen(size)
        var painter = Painter(theme: .plain)
        screen.write(painter.paint(frame(["one", "two", "three"], cursor: (2, 5)), in: size))
        screen.write(painter.paint(frame(["on"], cursor: (0, 2)), in: size))
        #expect(screen.lines == ["on", "", "", "", ""])
        #expect((screen.row, screen.column) == (0, 2))
    }

    @Test func `A frame below other output scrolls it up and leaves it whole`() {
        var screen = VirtualScreen(size)
        var painter = Painter(theme: .plain)
        screen.write("a\r\nb\r\nc\r\nd\r\n")
        screen.write(painter.paint(frame(["1", "2", "3"], cursor: (0, 1)), in: size))
        #expect(screen.lines == ["c", "d", "1", "2", "3"])
        #expect(screen.scrolled.map { $0.first } == ["a", "b"])
        #expect((screen.row, screen.column) == (2, 1))
    }

    @Test func `After finishing the cursor is at the beginning of a new row`() {
        var screen = VirtualScreen(size)
        var painter = Painter(theme: .plain)
        screen.write(painter.paint(frame(["1", "2"], cursor: (0, 1)), in: size))
        screen.write(painter.finish())
        screen.write("out\r\n")
        screen.write(painter.paint(frame(["3"], cursor: (0, 1)), in: size))
        #expect(screen.lines == ["1", "2", "out", "3", ""])
    }

    @Test func `An erased frame leaves no trace`() {
        var screen = VirtualScreen(size)
        var painter = Painter(theme: .plain)
        screen.write("out\r\n")
        screen.write(painter.paint(frame(["1", "2"], cursor: (1, 1)), in: size))
        screen.write(painter.erase())
        #expect(screen.lines == ["out", "", "", "", ""])
        #expect((screen.row, screen.column) == (1, 0))
    }

    @Test func `A narrower screen shows the frame again, and what was above it`() {
        var screen = VirtualScreen(size)
        var painter = Painter(theme: .plain)
        screen.write("above\r\n")
        screen.write(painter.paint(frame(["0123456789abcdef", "x"], cursor: (1, 1)), in: size))
        let narrow = ScreenSize(columns: 8, rows: 5)
        screen.resize(to: narrow)
        #expect(screen.lines == ["above", "01234567", "89abcdef", "x", ""])
        screen.write(painter.paint(frame(["01234567", "89abcdef", "x"], cursor: (2, 1)), in: narrow))
        #expect(screen.lines == ["above", "01234567", "89abcdef", "x", ""])
        #expect((screen.row, screen.column) == (3, 1))
    }

    @Test func `A terminal that counts other columns is put right after each such glyph`() {
        var screen = VirtualScreen(size)
        var painter = Painter(theme: .plain)
        screen.write(painter.paint(frame(["👩‍👩‍👧x", "y"], cursor: (1, 1)), in: size))
        #expect(screen.grid[0][2] == "x")
        #expect(screen.lines[1] == "y")
    }

    @Test func `Styles end with their row`() {
        var painter = Painter(theme: .coloured)
        let painted = painter.paint(
            Frame(rows: [[Cell(Glyph("a"), .keyword), Cell(Glyph("b"), .plain), Cell(Glyph("c"), .string)]]),
            in: size
        )
        #expect(painted.contains("\u{1B}[0;35ma\u{1B}[mb\u{1B}[0;32mc\u{1B}[m"))
    }
}
