/// What an import did.
public struct ImportReport: Sendable, Hashable, Codable {
    /// Records that were read, faulty and skipped ones included; header lines are none.
    public var rows = 0
    public var products = Changes()
    public var skus = Changes()
    public var availabilities = Changes()
    public var prices = Changes()

    /// Rows that were left out though nothing is wrong with them, by reason.
    public var skipped: [SkipReason: Int] = [:]

    /// The first faulty rows; ``problemCount`` says how many there are in all.
    public var problems: [ImportProblem] = []
    public var problemCount = 0

    /// How many problems are kept.
    public static let problemLimit = 100

    public init() {}

    mutating func skip(_ reason: SkipReason) {
        skipped[reason, default: 0] += 1
    }

    mutating func note(_ problem: ImportProblem) {
        problemCount += 1
        if problems.count < Self.problemLimit { problems.append(problem) }
    }
}

extension ImportReport {
    /// What became of the things of one kind that a list has.
    public struct Changes: Sendable, Hashable, Codable {
        public var added = 0
        public var updated = 0
        public var unchanged = 0

        public init(added: Int = 0, updated: Int = 0, unchanged: Int = 0) {
            self.added = added
            self.updated = updated
            self.unchanged = unchanged
        }

        mutating func count(_ change: Change) {
            switch change {
            case .added: added += 1
            case .updated: updated += 1
            case .unchanged: unchanged += 1
            }
        }
    }

    /// Why a sound row is left out.
    public enum SkipReason: String, Sendable, Codable, CodingKeyRepresentable, CaseIterable, Comparable {
        /// Pay-as-you-go: a meter is used, not bought.
        case payAsYouGo = "pay_as_you_go"
        /// A reservation whose meter has no second row, more than two, or two of one price: its term can't be told.
        case termUnknown = "term_unknown"
        /// A price that took effect before the one that the catalogue has.
        case older

        /// The reason for people.
        public var description: String {
            switch self {
            case .payAsYouGo: "rows of pay as you go, which is used and not bought"
            case .termUnknown: "reservations whose term can't be told: their meter has no pair of prices"
            case .older: "prices older than those in the catalogue"
            }
        }

        public static func < (left: Self, right: Self) -> Bool {
            left.rawValue < right.rawValue
        }
    }
}

/// What became of one thing.
enum Change {
    case added
    case updated
    case unchanged
}

/// A row that can't be taken, and why.
public struct ImportProblem: Sendable, Hashable, Codable, CustomStringConvertible {
    public var file: String

    /// The line of the file on which the row starts, or for JSON the number of the item in its file, from 1.
    public var number: Int
    public var reason: String

    public init(file: String, number: Int, reason: String) {
        self.file = file
        self.number = number
        self.reason = reason
    }

    public var description: String { "\(file):\(number): \(reason)" }
}

/// How far an import has come.
public struct ImportProgress: Sendable, Hashable {
    /// Rows that were read.
    public var rows: Int

    /// Bytes that were read, and how many there are in all, over all files and passes; 0 where that can't be told.
    public var bytes: Int
    public var totalBytes: Int

    public init(rows: Int, bytes: Int, totalBytes: Int) {
        self.rows = rows
        self.bytes = bytes
        self.totalBytes = totalBytes
    }
}
