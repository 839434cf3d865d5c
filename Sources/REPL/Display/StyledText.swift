/// A line of output: pieces of text, each in a style. Whatever the pieces hold, a terminal only shows it.
struct StyledText: Equatable {
    private(set) var pieces: [Piece] = []

    struct Piece: Equatable {
        var text: String
        var style: Style
    }

    init() {}

    init(_ text: some StringProtocol, _ style: Style = .plain) {
        append(text, style)
    }

    /// What is shown of the text, as text.
    var text: String { pieces.map(\.text).joined() }

    var width: Int { pieces.reduce(0) { $0 + CharacterWidth.columns(of: $1.text) } }

    var isEmpty: Bool { pieces.isEmpty }

    mutating func append(_ text: some StringProtocol, _ style: Style = .plain) {
        guard !text.isEmpty else { return }
        let shown = Self.shown(text)
        if let last = pieces.indices.last, pieces[last].style == style {
            pieces[last].text += shown
        } else {
            pieces.append(Piece(text: shown, style: style))
        }
    }

    mutating func append(_ other: StyledText) {
        for piece in other.pieces { append(piece.text, piece.style) }
    }

    /// Blanks up to a column.
    mutating func pad(to column: Int) {
        let missing = column - width
        if missing > 0 { append(String(repeating: " ", count: missing)) }
    }

    /// At most so many columns of it; an ellipsis shows that something was cut.
    func cut(to columns: Int) -> StyledText {
        guard width > columns else { return self }
        var cut = StyledText()
        var left = columns - 1
        for piece in pieces {
            for cluster in piece.text {
                let width = Glyph(cluster).width
                guard width <= left else {
                    if columns > 0 { cut.append("…", piece.style) }
                    return cut
                }
                left -= width
                cut.append(String(cluster), piece.style)
            }
        }
        return cut
    }

    func painted(by theme: Theme) -> String {
        pieces.map { theme.paint($0.text, $0.style) }.joined()
    }

    static func + (left: StyledText, right: StyledText) -> StyledText {
        var sum = left
        sum.append(right)
        return sum
    }

    /// The text with what would move the cursor, or deceive the reader, made visible.
    private static func shown(_ text: some StringProtocol) -> String {
        if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return String(text) }
        return text.reduce(into: "") { $0 += Glyph($1).text }
    }
}
