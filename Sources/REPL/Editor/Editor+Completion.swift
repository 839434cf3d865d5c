extension Editor {
    /// What could stand at the cursor.
    struct Menu {
        let candidates: [Completion.Candidate]
        /// Where the candidate goes, in UTF-8 units.
        var range: Range<Int>
        var chosen: Int?
    }

    /// Completes at the cursor, or goes to the next (1) or last (-1) candidate. Between blanks it indents.
    mutating func complete(by step: Int) {
        if var menu {
            let count = menu.candidates.count
            let chosen = menu.chosen.map { ($0 + step + count) % count } ?? (step > 0 ? 0 : count - 1)
            menu.chosen = chosen
            buffer.replace(menu.range, with: menu.candidates[chosen].text)
            menu.range = menu.range.lowerBound..<buffer.cursor
            self.menu = menu
            return
        }
        if buffer.cursor > buffer.line.lowerBound || buffer.line.lowerBound > 0,
            buffer.part(buffer.line.lowerBound..<buffer.cursor).allSatisfy({ $0 == " " })
        {
            buffer.insert("  ")
            return
        }
        guard let completion = assistance.completion(of: buffer.text, at: buffer.cursor),
            let first = completion.candidates.first
        else { return }
        if completion.candidates.count == 1 {
            buffer.replace(completion.range, with: first.text)
            return
        }
        let prefix = completion.commonPrefix
        var range = completion.range
        if prefix.utf8.count > range.count {
            buffer.replace(range, with: prefix)
            range = range.lowerBound..<buffer.cursor
        }
        menu = Menu(candidates: completion.candidates, range: range)
    }
}
