extension Editor {
    mutating func perform(_ command: Command) -> Outcome? {
        switch command {
        case .complete: complete(by: 1)
        case .completeBackwards: complete(by: -1)
        case .enter where menu?.chosen != nil: menu = nil
        case .cancel: menu = nil
        default:
            menu = nil
            return edit(command)
        }
        return nil
    }

    private mutating func edit(_ command: Command) -> Outcome? {
        switch command {
        case .enter: return enter()
        case .newline: newline()
        case .deleteRightOrEnd where buffer.isEmpty: return .ended
        case .abandon: return .abandoned
        case .clear: return .clear
        case .suspend: return .suspend
        case .edit: return .edit(buffer.text)
        case .undo: _ = buffer.undo()
        case .redo: _ = buffer.redo()
        case .transpose: transpose()
        case .yank: yank()
        case .yankOlder: yankOlder()
        case .searchOlder: search = Search()
        default:
            if !move(command) { remove(command) }
        }
        return nil
    }

    private mutating func move(_ command: Command) -> Bool {
        switch command {
        case .left: buffer.move(to: buffer.left)
        case .right: if !accept(\.self) { buffer.move(to: buffer.right) }
        case .wordLeft: buffer.move(to: buffer.wordLeft)
        case .wordRight: if !accept(\.firstWord) { buffer.move(to: buffer.wordRight) }
        case .lineStart: buffer.move(to: buffer.line.lowerBound)
        case .lineEnd: if !accept(\.self) { buffer.move(to: buffer.line.upperBound) }
        case .textStart: buffer.move(to: 0)
        case .textEnd: buffer.move(to: buffer.count)
        case .up: vertical(buffer.line(above: buffer.line), orRecall: -1)
        case .down: vertical(buffer.line(below: buffer.line), orRecall: 1)
        case .older: recall(-1)
        case .newer: recall(1)
        default: return false
        }
        return true
    }

    private mutating func remove(_ command: Command) {
        let cursor = buffer.cursor
        switch command {
        case .deleteLeft: buffer.replace(indentation ?? buffer.left..<cursor, with: "")
        case .deleteRight, .deleteRightOrEnd: buffer.replace(cursor..<buffer.right, with: "")
        case .killLineStart: kill(buffer.line.lowerBound..<cursor)
        case .killBlankLeft: kill(buffer.blankLeft..<cursor)
        case .killWordLeft: kill(buffer.wordLeft..<cursor)
        case .killWordRight: kill(cursor..<buffer.wordRight)
        case .killLineEnd:
            let end = buffer.line.upperBound
            kill(cursor..<(end == cursor ? buffer.right : end))
        default: break
        }
    }

    /// Two blanks of indentation on the left go at once.
    private var indentation: Range<Int>? {
        let before = buffer.part(buffer.line.lowerBound..<buffer.cursor).utf8
        guard before.count >= 2, before.count.isMultiple(of: 2), before.allSatisfy({ $0 == 0x20 }) else { return nil }
        return buffer.cursor - 2..<buffer.cursor
    }

    private mutating func enter() -> Outcome? {
        guard buffer.line.upperBound == buffer.count, !assistance.continues(buffer.text) else {
            newline()
            return nil
        }
        return .submitted(buffer.text)
    }

    private mutating func newline() {
        let before = LuaText(buffer.part(0..<buffer.cursor))
        let isInString = before.tokens.last?.kind == .unfinishedString
        buffer.insert("\n" + String(repeating: "  ", count: isInString ? 0 : min(before.depth, 40)))
    }

    /// Takes as much of the suggestion as is asked for. False where there is none.
    private mutating func accept(_ part: (Substring) -> Substring) -> Bool {
        guard let suggestion, buffer.cursor == buffer.count else { return false }
        buffer.insert(String(part(suggestion)))
        return true
    }

    private mutating func vertical(_ line: Range<Int>?, orRecall step: Int) {
        guard let line, previous != .recall else { return recall(step) }
        var column = buffer.column
        if case .vertical(let aim) = previous { column = aim }
        buffer.move(to: buffer.place(in: line, column: column))
        next = .vertical(column)
    }

    private mutating func kill(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let text = String(buffer.part(range))
        if previous == .kill {
            kills.extend(text, before: range.upperBound == buffer.cursor)
        } else {
            kills.add(text)
        }
        buffer.replace(range, with: "")
        next = .kill
    }

    private mutating func yank() {
        guard let text = kills.newest else { return }
        let start = buffer.cursor
        buffer.insert(text)
        next = .yank(start..<buffer.cursor)
    }

    private mutating func yankOlder() {
        guard case .yank(let range) = previous else { return }
        kills.rotate()
        buffer.replace(range, with: kills.newest ?? "")
        next = .yank(range.lowerBound..<buffer.cursor)
    }

    private mutating func transpose() {
        let line = buffer.line
        if buffer.cursor == line.upperBound { buffer.move(to: buffer.left) }
        let (left, middle, right) = (buffer.left, buffer.cursor, buffer.right)
        guard line.lowerBound < middle, middle < line.upperBound else { return buffer.move(to: right) }
        buffer.replace(left..<right, with: String(buffer.part(middle..<right) + buffer.part(left..<middle)))
    }
}

extension Substring {
    /// As far as the end of the first word in it.
    fileprivate var firstWord: Substring {
        let word = firstIndex { $0.isLetter || $0.isNumber || $0 == "_" } ?? endIndex
        return self[..<(self[word...].firstIndex { !($0.isLetter || $0.isNumber || $0 == "_") } ?? endIndex)]
    }
}
