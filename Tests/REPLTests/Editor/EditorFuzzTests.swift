import Testing

@testable import REPL

/// A linear congruential generator: the same numbers for the same seed, everywhere.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state ^ (state >> 29)) &* 0xBF58_476D_1CE4_E5B9
    }
}

/// Offers something wherever it is asked.
private struct Eager: Assistance {
    func continues(_ text: String) -> Bool { LuaText(text).depth > 0 }
    func hint(for text: String, at place: Int) -> String? { text.utf8.count % 3 == 0 ? "hint 漢 \(place)" : nil }
    func completion(of text: String, at place: Int) -> Completion? {
        let candidates = ["a", "a漢", "ab\u{301}", String(repeating: "wide", count: 20)].map {
            Completion.Candidate(text: $0, note: $0)
        }
        return Completion(range: place..<place, candidates: Array(candidates.prefix(place % 5)))
    }
}

@Suite struct EditorFuzzTests {
    private static let pieces = [
        "a", " ", "漢", "e\u{301}", "\u{301}", "👩‍👩‍👧", "🇩🇪", "\u{202E}", "\u{200B}", "(", ")", "{", "\"", "do ", "end", "--",
        "[[", "]]",
        "\r", "\t", "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}b", "\u{1B}f", "\u{7F}", "\u{17}", "\u{19}",
        "\u{1B}y",
        "\u{1F}", "\u{1B}_", "\u{12}", "\u{13}", "\u{07}", "\u{01}", "\u{05}", "\u{0B}", "\u{15}", "\u{14}", "\u{10}",
        "\u{0E}",
        "\u{1B}[Z", "\u{1B}<", "\u{1B}>", "\u{1B}[200~x\r\n\t漢\u{1B}[201~", "\u{1B}", "क्षि", "abcdefghijklmnopqrstuvwxyz",
    ]

    @Test(arguments: 0..<50)
    func `Random bytes and sizes leave the editor and the screen in order`(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        var bench = Bench(
            columns: 30,
            rows: 8,
            history: ["one", "two\nthree", "漢字"],
            prompt: "local>",
            assistance: Eager()
        )
        for _ in 0..<100 {
            switch Int.random(in: 0..<12, using: &random) {
            case 0:
                bench.resize(columns: .random(in: 1...50, using: &random), rows: .random(in: 1...12, using: &random))
            case 1:
                let bytes = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                bench.take(bench.decoder.decode(bytes))
            default:
                let piece = Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
                bench.take(bench.decoder.decode(piece.utf8))
            }
            guard isInOrder(&bench) else { return }
        }
    }

    /// Whether the screen shows the frame, and the cursor is where it belongs.
    private func isInOrder(_ bench: inout Bench) -> Bool {
        let frame = bench.editor.frame(in: bench.screen.size)
        let screen = bench.screen
        let buffer = bench.editor.buffer
        let top = screen.row - frame.cursor.row
        var isRight = screen.unknown.isEmpty && screen.isCursorShown && screen.wraps
        isRight = isRight && String.Index(buffer.index(buffer.cursor), within: buffer.text) != nil
        isRight =
            isRight && top >= 0 && top + frame.rows.count <= screen.size.rows && screen.column == frame.cursor.column
        guard isRight else {
            Issue.record(
                "cursor \(screen.row),\(screen.column) for \(frame.cursor) in \(screen.size); unknown \(screen.unknown)"
            )
            return false
        }
        for (index, cells) in frame.rows.enumerated() {
            var column = 0
            for cell in cells {
                let isShown =
                    cell.glyph.isContested
                    || screen.grid[top + index][column].unicodeScalars.first == cell.glyph.text.unicodeScalars.first
                guard isShown, column + cell.glyph.width <= screen.size.columns else {
                    Issue.record("row \(index) column \(column): \(cell.glyph.text) is not shown; \(screen.lines)")
                    return false
                }
                column += cell.glyph.width
            }
        }
        let below = screen.lines.dropFirst(top + frame.rows.count)
        let isEmpty = below.allSatisfy(\.isEmpty)
        #expect(isEmpty, "something stands below the frame")
        return isEmpty
    }
}
