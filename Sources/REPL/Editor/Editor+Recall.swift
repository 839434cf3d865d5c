extension Editor {
    /// A walk through the entries that begin with what was typed.
    struct Recall {
        /// The entry shown; the count of entries for what was being typed.
        var index: Int
        let prefix: String
        let draft: String
    }

    /// Goes to an older (-1) or newer (1) entry.
    mutating func recall(_ step: Int) {
        let walk =
            recall
            ?? Recall(
                index: history.entries.count,
                prefix: String(buffer.part(0..<buffer.cursor)),
                draft: buffer.text
            )
        next = .recall
        recall = walk
        if step < 0 {
            guard let index = older(than: walk.index, walk.prefix) else { return }
            show(index, history.entries[index])
        } else if walk.index < history.entries.count {
            let index = history.entry(startingWith: walk.prefix, after: walk.index) ?? history.entries.count
            show(index, index < history.entries.count ? history.entries[index] : walk.draft)
        }
    }

    private func older(than index: Int, _ prefix: String) -> Int? {
        prefix.isEmpty ? (index > 0 ? index - 1 : nil) : history.entry(startingWith: prefix, before: index)
    }

    private mutating func show(_ index: Int, _ text: String) {
        recall?.index = index
        buffer.replace(0..<buffer.count, with: text)
    }
}

extension Editor {
    /// A search through the history while it is typed.
    struct Search {
        var query = ""
        var found: (index: Int, match: Range<Int>)?
        var hasFailed = false
    }

    /// Takes a key while searching. False where the key ended the search and still has to do its work.
    mutating func takeInSearch(_ key: Key) -> Bool {
        guard var search else { return false }
        switch key.code {
        case .scalar(let scalar) where key.modifiers.isSubset(of: .shift) && scalar.value >= 0x20:
            search.query.unicodeScalars.append(scalar)
            search.look(in: history, before: (search.found?.index ?? history.entries.count - 1) + 1)
        case .paste(let text):
            search.query += text
            search.look(in: history, before: history.entries.count)
        default:
            switch Binding.commands[key] {
            case .searchOlder: search.look(in: history, before: search.found?.index ?? history.entries.count)
            case .searchNewer: search.lookNewer(in: history)
            case .deleteLeft:
                _ = search.query.popLast()
                search.look(in: history, before: history.entries.count)
            case .cancel, .abandon:
                self.search = nil
                return true
            case .enter:
                take(search)
                return true
            default:
                take(search)
                return false
            }
        }
        self.search = search
        return true
    }

    /// Puts what was found into the editor; it runs with another Enter.
    private mutating func take(_ search: Search) {
        self.search = nil
        guard let found = search.found else { return }
        buffer.replace(0..<buffer.count, with: history.entries[found.index])
        // In a block the cursor stays at the end, where Enter runs it.
        if buffer.line.lowerBound == 0 { buffer.move(to: found.match.upperBound) }
    }
}

extension Editor.Search {
    fileprivate mutating func look(in history: History, before index: Int) {
        guard !query.isEmpty else {
            found = nil
            hasFailed = false
            return
        }
        settle(history.entry(containing: query, before: index))
    }

    fileprivate mutating func lookNewer(in history: History) {
        guard let found else { return }
        settle(history.entry(containing: query, after: found.index))
    }

    /// What was found before stays while nothing better is there.
    private mutating func settle(_ result: (index: Int, match: Range<Int>)?) {
        hasFailed = result == nil
        found = result ?? found
    }
}
