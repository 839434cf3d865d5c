/// A text that is being edited, the place of the cursor in it, and what was changed before.
///
/// Places are counted in UTF-8 units from the beginning; the cursor is always between two grapheme clusters.
struct EditBuffer {
    private(set) var text = ""
    private(set) var cursor = 0
    private var undone: [Change] = []
    private var done: [Change] = []

    /// One replacement, with all that is needed to take it back.
    private struct Change {
        let place: Int
        let removed: String
        var inserted: String
        let cursorBefore: Int
        var isTyping: Bool
    }

    private static let longestUndo = 1000

    var count: Int { text.utf8.count }
    var isEmpty: Bool { text.isEmpty }

    /// The part of the text at a range of places.
    func part(_ range: Range<Int>) -> Substring { text[index(range.lowerBound)..<index(range.upperBound)] }

    /// Puts the cursor at a place, or at the end of the cluster that the place is inside of.
    mutating func move(to place: Int) {
        cursor = boundary(atOrAfter: min(max(0, place), count))
    }

    /// Replaces a range; the cursor goes behind what was put in.
    mutating func replace(_ range: Range<Int>, with new: String) {
        let new = Self.withLineFeeds(new)
        guard !range.isEmpty || !new.isEmpty else { return }
        note(
            Change(
                place: range.lowerBound,
                removed: String(part(range)),
                inserted: new,
                cursorBefore: cursor,
                isTyping: false
            )
        )
        apply(range, new)
    }

    /// Puts a text in at the cursor.
    mutating func insert(_ new: String) { replace(cursor..<cursor, with: new) }

    /// Puts in what was typed: the letters of one word are undone together.
    mutating func type(_ new: String) {
        let place = cursor
        let isWord = new.allSatisfy { !$0.isWhitespace }
        if isWord, let last = done.indices.last, done[last].isTyping, done[last].removed.isEmpty,
            done[last].place + done[last].inserted.utf8.count == place
        {
            done[last].inserted += new
            undone = []
        } else {
            note(Change(place: place, removed: "", inserted: new, cursorBefore: cursor, isTyping: isWord))
        }
        apply(place..<place, new)
    }

    /// Takes the last change back. False where there is none.
    mutating func undo() -> Bool {
        guard let change = done.popLast() else { return false }
        apply(change.place..<change.place + change.inserted.utf8.count, change.removed)
        move(to: change.cursorBefore)
        undone.append(change)
        return true
    }

    /// Makes the change again that was taken back last. False where there is none.
    mutating func redo() -> Bool {
        guard let change = undone.popLast() else { return false }
        apply(change.place..<change.place + change.removed.utf8.count, change.inserted)
        done.append(change)
        return true
    }

    private mutating func note(_ change: Change) {
        if done.count == Self.longestUndo { done.removeFirst(Self.longestUndo / 4) }
        done.append(change)
        undone = []
    }

    private mutating func apply(_ range: Range<Int>, _ new: String) {
        text.replaceSubrange(index(range.lowerBound)..<index(range.upperBound), with: new)
        move(to: range.lowerBound + new.utf8.count)
    }
}

extension EditBuffer {
    func index(_ place: Int) -> String.Index { text.utf8.index(text.startIndex, offsetBy: place) }

    func place(_ index: String.Index) -> Int { text.utf8.distance(from: text.startIndex, to: index) }

    /// A carriage return would make one cluster with the line feed behind it: lines end in a line feed only.
    private static func withLineFeeds(_ text: String) -> String {
        guard text.utf8.contains(0x0D) else { return text }
        return String(text.map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 })
    }

    private func boundary(atOrAfter place: Int) -> Int {
        var place = place
        while place < count, String.Index(index(place), within: text) == nil { place += 1 }
        return place
    }
}
