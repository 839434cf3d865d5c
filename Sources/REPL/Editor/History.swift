/// What was entered before, oldest first; a block of several lines is one entry.
struct History {
    private(set) var entries: [String] = []
    private let limit: Int

    /// - Parameter limit: How many entries are kept; the oldest go first.
    init(_ entries: [String] = [], limit: Int = 10_000) {
        self.limit = limit
        self.entries = entries.suffix(limit)
    }

    /// Adds an entry, unless it is blank or the newest says the same. Whether it was added.
    mutating func append(_ entry: String) -> Bool {
        guard entry.utf8.contains(where: { $0 > 0x20 }), entry != entries.last else { return false }
        // A tenth goes at once: making room for each entry would move all of them each time.
        if entries.count == limit { entries.removeFirst(max(1, limit / 10)) }
        entries.append(entry)
        return true
    }

    /// The newest entry before an index that begins with a text and is not the text itself.
    func entry(startingWith prefix: some StringProtocol, before index: Int) -> Int? {
        entries[..<index].lastIndex { $0.utf8.count > prefix.utf8.count && $0.utf8.starts(with: prefix.utf8) }
    }

    /// The oldest entry after an index that begins with a text.
    func entry(startingWith prefix: some StringProtocol, after index: Int) -> Int? {
        entries[(index + 1)...].firstIndex { $0.utf8.starts(with: prefix.utf8) }
    }

    /// The newest entry before an index that contains a text, and where it does. Case counts only where the text has
    /// an upper-case letter.
    func entry(containing text: String, before index: Int) -> (index: Int, match: Range<Int>)? {
        search(text, in: entries.indices.prefix(max(0, index)).reversed())
    }

    /// The oldest entry after an index that contains a text.
    func entry(containing text: String, after index: Int) -> (index: Int, match: Range<Int>)? {
        search(text, in: entries.indices.dropFirst(index + 1))
    }

    private func search(_ text: String, in order: some Sequence<Int>) -> (index: Int, match: Range<Int>)? {
        guard !text.isEmpty else { return nil }
        let needle = Array(text.utf8)
        let foldsCase = !needle.contains { 0x41...0x5A ~= $0 }
        for index in order {
            if let match = entries[index].range(of: needle, foldingCase: foldsCase) { return (index, match) }
        }
        return nil
    }
}

extension String {
    /// Where the bytes are found first, in UTF-8 units.
    fileprivate func range(of needle: [UInt8], foldingCase: Bool) -> Range<Int>? {
        let found = unsafe utf8.withContiguousStorageIfAvailable { haystack -> Int? in
            guard haystack.count >= needle.count else { return nil }
            let mask: (UInt8) -> UInt8 = { foldingCase && 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
            return (0...haystack.count - needle.count).first { start in
                var offset = 0
                while offset < needle.count, unsafe mask(haystack[start + offset]) == needle[offset] { offset += 1 }
                return offset == needle.count
            }
        }
        guard let start = found ?? nil else { return nil }
        return start..<start + needle.count
    }
}
