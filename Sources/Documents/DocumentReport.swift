/// What was made.
public struct DocumentReport: Sendable, Hashable {
    /// Pages of the document; 0 for a table and for a document that was fetched.
    public var pages: Int
    /// Line items that it shows.
    public var lines: Int
    /// Its size.
    public var bytes: Int
    /// What a person should know before handing it on, in the order of discovery.
    public var warnings: [DocumentWarning]
}

/// Something that a document shows less well than it was given.
public struct DocumentWarning: Sendable, Hashable, CustomStringConvertible {
    /// A kind of warning; more may be added.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// No installed font has the letters of a text: boxes stand in their place.
        public static let fontMissing = Code(rawValue: "font_missing")
        /// A text was longer than ``InvoiceStatement/longestText`` and is shown up to there.
        public static let textShortened = Code(rawValue: "text_shortened")
        /// The installed cairo writes documents of a form that the language could not be recorded in.
        public static let languageNotRecorded = Code(rawValue: "language_not_recorded")
    }

    public let code: Code
    /// What is shown less well, naming the text or the script.
    public let message: String
    /// What would be better.
    public let hint: String

    /// The message, then the hint.
    public var description: String { "\(message); \(hint)" }
}
