/// The names nearest to a mistaken one, for every "did you mean" of the project.
public enum Suggestion {
    /// At most three of the candidates that are within a few keystrokes of the name, nearest first.
    ///
    /// Case, `_` and `-` count for nothing; an insertion, deletion, replacement or swap of neighbours counts one. A third
    /// of the name's letters may be wrong, at least one and at most three; the beginning of a candidate is near it, too.
    /// Equally near ones come in alphabetical order, so the answer depends on nothing but the arguments.
    public static func nearest(to name: String, among candidates: some Sequence<String>) -> [String] {
        guard name.utf8.count <= longest else { return [] }
        let folded = name.spelling
        guard !folded.isEmpty else { return [] }
        let limit = min(3, max(1, folded.count / 3))
        let near = Set(candidates).compactMap { candidate -> (distance: Int, name: String)? in
            let other = candidate.spelling
            if let distance = distance(folded, other, limit: limit) { return (distance, candidate) }
            return folded.count >= 3 && other.starts(with: folded) ? (limit + 1, candidate) : nil
        }
        return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
    }

    /// `did you mean "a"?`, `did you mean "a" or "b"?`, or nil if nothing is near.
    public static func hint(for name: String, among candidates: some Sequence<String>) -> String? {
        let names = nearest(to: name, among: candidates).map { "\"\($0)\"" }
        guard let last = names.last else { return nil }
        let others = names.dropLast().joined(separator: ", ")
        return "did you mean \(others.isEmpty ? last : "\(others) or \(last)")?"
    }

    /// Longer names are nobody's typing mistake.
    private static let longest = 64

    /// The edit distance, or nil if it is over the limit.
    private static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
        guard abs(left.count - right.count) <= limit else { return nil }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, byte) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                let replaced = last[column] + (byte == other ? 0 : 1)
                var best = min(replaced, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            guard current.contains(where: { $0 <= limit }) else { return nil }
            (beforeLast, last) = (last, current)
        }
        return last[right.count] <= limit ? last[right.count] : nil
    }
}
