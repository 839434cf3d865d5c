/// What a key makes the editor do.
enum Command {
    case enter, newline
    case left, right, wordLeft, wordRight, lineStart, lineEnd, up, down, textStart, textEnd
    case deleteLeft, deleteRight, deleteRightOrEnd
    case killLineEnd, killLineStart, killBlankLeft, killWordLeft, killWordRight, yank, yankOlder
    case transpose, undo, redo
    case older, newer, searchOlder, searchNewer
    case complete, completeBackwards
    case clear, abandon, suspend, cancel, edit
}

/// The keys of one command, as people read them.
struct Binding {
    let title: String
    let keys: [Key]
    let command: Command
    let summary: String

    private init(_ title: String, _ keys: [Key], _ command: Command, _ summary: String) {
        self.title = title
        self.keys = keys
        self.command = command
        self.summary = summary
    }

    static let all: [Binding] = [
        Binding("Enter", [Key(.enter)], .enter, "run a complete input, else go on in a new line"),
        Binding(
            "Alt-Enter",
            [Key(.enter, .alt), Key(.enter, .shift), Key(.enter, .control), .control("o")],
            .newline,
            "a new line in any case"
        ),
        Binding("Tab", [Key(.tab)], .complete, "complete, again: the next candidate"),
        Binding("Shift-Tab", [Key(.tab, .shift)], .completeBackwards, "the candidate before"),
        Binding("Ctrl-R", [.control("r")], .searchOlder, "search the history; again: an older match"),
        Binding("Ctrl-S", [.control("s")], .searchNewer, "while searching: a newer match"),
        Binding(
            "Up, Down",
            [Key(.up)],
            .up,
            "the line above or below; at the edge, entries that begin with the text before the cursor"
        ),
        Binding("", [Key(.down)], .down, ""),
        Binding("Ctrl-P, Ctrl-N", [.control("p"), Key(.up, .alt), Key(.pageUp)], .older, "the same, from any line"),
        Binding("", [.control("n"), Key(.down, .alt), Key(.pageDown)], .newer, ""),
        Binding("Right, End", [Key(.right), .control("f")], .right, "at the end of the text: take what is suggested"),
        Binding("", [Key(.end), .control("e")], .lineEnd, ""),
        Binding("", [Key(.left), .control("b")], .left, ""),
        Binding("Ctrl-A, Ctrl-E", [Key(.home), .control("a")], .lineStart, "beginning and end of the line"),
        Binding("Alt-B, Alt-F", [.alt("b"), Key(.left, .control), Key(.left, .alt)], .wordLeft, "a word back or on"),
        Binding("", [.alt("f"), Key(.right, .control), Key(.right, .alt)], .wordRight, ""),
        Binding("Alt-<, Alt->", [.alt("<"), Key(.home, .control)], .textStart, "beginning and end of the text"),
        Binding("", [.alt(">"), Key(.end, .control)], .textEnd, ""),
        Binding("", [Key(.backspace)], .deleteLeft, ""),
        Binding("", [Key(.delete)], .deleteRight, ""),
        Binding("Ctrl-K, Ctrl-U", [.control("k")], .killLineEnd, "cut to the end or beginning of the line"),
        Binding("", [.control("u")], .killLineStart, ""),
        Binding("Ctrl-W, Alt-Backspace", [.control("w")], .killBlankLeft, "cut back to a blank, or a word"),
        Binding("", [Key(.backspace, .alt), Key(.backspace, .control)], .killWordLeft, ""),
        Binding("Alt-D", [.alt("d"), Key(.delete, .control), Key(.delete, .alt)], .killWordRight, "cut the next word"),
        Binding("Ctrl-Y, Alt-Y", [.control("y")], .yank, "put in what was cut; then what was cut before it"),
        Binding("", [.alt("y")], .yankOlder, ""),
        Binding("Ctrl-T", [.control("t")], .transpose, "swap the characters around the cursor"),
        Binding("Ctrl-_, Alt-_", [.control("_"), .control("/")], .undo, "undo, redo"),
        Binding("", [.alt("_"), .alt("/")], .redo, ""),
        Binding("Ctrl-X", [.control("x")], .edit, "edit the input in $EDITOR"),
        Binding("Ctrl-L", [.control("l")], .clear, "clear the screen"),
        Binding("Ctrl-C", [.control("c")], .abandon, "drop the input; while a script runs: stop it"),
        Binding("Ctrl-D", [.control("d")], .deleteRightOrEnd, "on an empty line: quit"),
        Binding("Ctrl-Z", [.control("z")], .suspend, "go to the background"),
        Binding("", [.control("g"), Key(.escape)], .cancel, ""),
    ]

    static let commands: [Key: Command] = Dictionary(
        all.flatMap { binding in binding.keys.map { ($0, binding.command) } },
        uniquingKeysWith: { first, _ in first }
    )
}
