// Where the motions go: places before and after the cursor.

extension EditBuffer {
    /// The place before the cluster on the left of the cursor.
    var left: Int { cursor == 0 ? 0 : place(text.index(before: index(cursor))) }

    /// The place behind the cluster on the right of the cursor.
    var right: Int { cursor == count ? count : place(text.index(after: index(cursor))) }

    /// The beginning of the word on the left, over what is no word.
    var wordLeft: Int {
        let before = text[..<index(cursor)]
        let behindWord = before.lastIndex(where: \.isPartOfWord).map(before.index(after:)) ?? before.startIndex
        let other = text[..<behindWord].lastIndex { !$0.isPartOfWord }
        return other.map { place(text.index(after: $0)) } ?? 0
    }

    /// The end of the word on the right, over what is no word.
    var wordRight: Int {
        let after = text[index(cursor)...]
        guard let word = after.firstIndex(where: \.isPartOfWord) else { return count }
        return text[word...].firstIndex { !$0.isPartOfWord }.map(place) ?? count
    }

    /// The beginning of what is between blanks on the left, over blanks.
    var blankLeft: Int {
        let before = text[..<index(cursor)]
        let behind = before.lastIndex { !$0.isWhitespace }.map(before.index(after:)) ?? before.startIndex
        return text[..<behind].lastIndex(where: \.isWhitespace).map { place(text.index(after: $0)) } ?? 0
    }

    /// The beginning and the end of the cursor's line.
    var line: Range<Int> { line(at: cursor) }

    /// The line that a place is in, without its line feed.
    func line(at place: Int) -> Range<Int> {
        let utf8 = text.utf8
        let start = utf8[..<index(place)].lastIndex(of: UInt8(ascii: "\n")).map { self.place($0) + 1 } ?? 0
        let end = utf8[index(place)...].firstIndex(of: UInt8(ascii: "\n")).map { self.place($0) } ?? count
        return start..<end
    }

    /// The line above or below another one, if there is one.
    func line(above line: Range<Int>) -> Range<Int>? {
        line.lowerBound == 0 ? nil : self.line(at: line.lowerBound - 1)
    }

    func line(below line: Range<Int>) -> Range<Int>? {
        line.upperBound == count ? nil : self.line(at: line.upperBound + 1)
    }

    /// The column that the cursor is in, wide characters counted as what they take.
    var column: Int { CharacterWidth.columns(of: part(line.lowerBound..<cursor)) }

    /// The place in a line that is nearest to a column from the left.
    func place(in line: Range<Int>, column: Int) -> Int {
        var place = line.lowerBound
        var reached = 0
        for cluster in part(line) {
            reached += Glyph(cluster).width
            guard reached <= column else { break }
            place += cluster.utf8.count
        }
        return place
    }
}

extension Character {
    /// Letters, digits and `_`: what names are made of.
    fileprivate var isPartOfWord: Bool { self == "_" || isLetter || isNumber }
}
