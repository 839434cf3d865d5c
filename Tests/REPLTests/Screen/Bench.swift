@testable import REPL

/// An editor in front of a virtual screen: what is typed goes in as bytes, what is painted comes out as rows.
struct Bench {
    var editor: Editor
    var decoder = KeyDecoder()
    var painter = Painter(theme: .coloured)
    var screen: VirtualScreen
    var outcomes: [Editor.Outcome] = []

    init(
        columns: Int = 40,
        rows: Int = 10,
        history: [String] = [],
        prompt: String = ">",
        assistance: any Assistance = Unassisted()
    ) {
        editor = Editor(history: History(history), prompt: Editor.Prompt(text: prompt), assistance: assistance)
        screen = VirtualScreen(ScreenSize(columns: columns, rows: rows))
        show()
    }

    /// What goes in, key by key; an ESC at the end is a key.
    mutating func type(_ text: String) {
        take(decoder.decode(text.utf8) + decoder.settle())
    }

    mutating func take(_ keys: [Key]) {
        for key in keys {
            if let outcome = editor.take(key) { outcomes.append(outcome) }
        }
        show()
    }

    mutating func show() {
        screen.write(painter.paint(editor.frame(in: screen.size), in: screen.size))
    }

    mutating func resize(columns: Int, rows: Int) {
        let size = ScreenSize(columns: columns, rows: rows)
        screen.resize(to: size)
        show()
    }

    /// The text with a `|` where the cursor is.
    var text: String {
        let text = editor.buffer.text
        let place = text.utf8.index(text.startIndex, offsetBy: editor.buffer.cursor)
        return "\(text[..<place])|\(text[place...])"
    }

    /// The rows of the screen as far as something is in them.
    var lines: [String] {
        var lines = screen.lines
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}

/// Knows blocks by their tokens only, and offers nothing.
struct Unassisted: Assistance {
    func continues(_ text: String) -> Bool { LuaText(text).depth > 0 }
    func completion(of text: String, at place: Int) -> Completion? { nil }
    func hint(for text: String, at place: Int) -> String? { nil }
}
