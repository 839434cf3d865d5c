/// What the editor asks about the text in it. Answers come from what is at hand: no market is asked for them.
protocol Assistance {
    /// Whether the text can only be the beginning of an input.
    func continues(_ text: String) -> Bool

    /// What could stand at a place, in UTF-8 units.
    func completion(of text: String, at place: Int) -> Completion?

    /// What is expected at a place, in a few words.
    func hint(for text: String, at place: Int) -> String?
}

/// What could replace a part of the text.
struct Completion: Equatable {
    /// In UTF-8 units.
    var range: Range<Int>
    var candidates: [Candidate]

    struct Candidate: Equatable {
        var text: String
        /// What it is, in a few words.
        var note = ""
    }
}

extension Completion {
    /// What all candidates begin with.
    var commonPrefix: String {
        guard var prefix = candidates.first?.text[...] else { return "" }
        for candidate in candidates.dropFirst() where !candidate.text.hasPrefix(prefix) {
            prefix = prefix.commonPrefix(with: candidate.text)
        }
        return String(prefix)
    }
}

extension Substring {
    fileprivate func commonPrefix(with other: String) -> Substring {
        self[
            ..<(zip(indices, zip(self, other)).first { $1.0 != $1.1 }?.0
                ?? index(startIndex, offsetBy: Swift.min(count, other.count)))
        ]
    }
}
