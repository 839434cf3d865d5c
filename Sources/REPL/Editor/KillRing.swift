/// What was cut, newest last.
struct KillRing {
    private var entries: [String] = []
    private static let limit = 32

    var newest: String? { entries.last }

    mutating func add(_ text: String) {
        if entries.count == Self.limit { entries.removeFirst() }
        entries.append(text)
    }

    /// Joins what was cut right after the newest to it.
    mutating func extend(_ text: String, before: Bool) {
        guard let last = entries.popLast() else { return add(text) }
        entries.append(before ? text + last : last + text)
    }

    /// Makes the one before the newest the newest, and the newest the oldest.
    mutating func rotate() {
        if let last = entries.popLast() { entries.insert(last, at: 0) }
    }
}
