/// A line editor as a value: keys go in, frames come out, and nothing else is touched.
///
/// What it needs to know of the language it asks of an ``Assistance``.
struct Editor {
    var buffer = EditBuffer()
    var history: History
    var prompt: Prompt
    var kills = KillRing()
    var recall: Recall?
    var search: Search?
    var menu: Menu?

    /// The rest of an entry that begins with the text, shown behind the cursor.
    var suggestion: Substring?

    /// What the key before did, where the next one goes on from it.
    var previous = Previous.other
    var next = Previous.other

    /// The first row of the text on the screen.
    var firstRow = 0

    let assistance: any Assistance

    /// What stands before the text.
    struct Prompt: Equatable {
        var text: String
        var isDanger = false
    }

    /// What a key asks of whoever drives the editor.
    enum Outcome: Equatable {
        /// The text is a whole input.
        case submitted(String)
        /// Ctrl-C: the text was dropped.
        case abandoned
        /// Ctrl-D on an empty line.
        case ended
        case clear
        case suspend
        /// The text wants to be edited elsewhere.
        case edit(String)
    }

    enum Previous: Equatable {
        case other
        case kill
        case yank(Range<Int>)
        /// The column that a row of vertical motions aims at.
        case vertical(Int)
        case recall
    }

    init(history: History = History(), prompt: Prompt, assistance: any Assistance) {
        self.history = history
        self.prompt = prompt
        self.assistance = assistance
    }

    /// Takes one key.
    mutating func take(_ key: Key) -> Outcome? {
        next = .other
        defer {
            previous = next
            if next != .recall { recall = nil }
            suggest()
        }
        if search != nil {
            guard !takeInSearch(key) else { return nil }
        }
        switch key.code {
        case .paste(let text):
            menu = nil
            buffer.insert(text)
            return nil
        case .scalar(let scalar) where key.modifiers.isSubset(of: .shift) && scalar.value >= 0x20:
            menu = nil
            buffer.type(String(scalar))
            outdent()
            return nil
        default:
            guard let command = Binding.commands[key] else { return nil }
            return perform(command)
        }
    }

    /// An empty editor with the same history, for the next input.
    mutating func clear() {
        buffer = EditBuffer()
        recall = nil
        search = nil
        menu = nil
        suggestion = nil
        firstRow = 0
        previous = .other
    }

    private mutating func suggest() {
        suggestion = nil
        guard search == nil, menu == nil, buffer.cursor == buffer.count, !buffer.isEmpty, next != .recall,
            let index = history.entry(startingWith: buffer.text, before: history.entries.count)
        else { return }
        let entry = history.entries[index]
        suggestion = entry[entry.utf8.index(entry.startIndex, offsetBy: buffer.count)...]
    }

    /// Takes a line that begins with the end of a block back to where the block begins.
    private mutating func outdent() {
        let line = buffer.line
        let content = buffer.part(line)
        let word = content.drop { $0 == " " }
        guard line.lowerBound > 0, line.upperBound == buffer.cursor, word.utf8.count < content.utf8.count,
            ["end", "else", "elseif", "until", "}", ")", "]"].contains(word)
        else { return }
        let blanks = content.utf8.count - word.utf8.count
        let wanted = max(0, LuaText(buffer.part(0..<line.lowerBound)).depth - 1) * 2
        guard wanted < blanks else { return }
        let end = buffer.cursor
        buffer.replace(line.lowerBound + wanted..<line.lowerBound + blanks, with: "")
        buffer.move(to: end - (blanks - wanted))
    }
}
