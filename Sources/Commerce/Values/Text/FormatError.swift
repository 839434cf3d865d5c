/// A text is not the time, duration, country, id or name it was given as. Trying the same again never helps.
public struct FormatError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the text was meant to be; new kinds may be added.
    public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The code's text, as scripts see it.
        public let rawValue: String

        /// A code of any text.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        public var description: String { rawValue }

        /// Not a time or date as reference 3.5 has it.
        public static let timestamp = Code(rawValue: "time_malformed")
        /// Not an ISO 8601 duration, nor a short one where those are taken.
        public static let duration = Code(rawValue: "duration_malformed")
        /// Not two upper-case letters.
        public static let country = Code(rawValue: "country_malformed")
        /// Not the three parts of R-3.
        public static let catalogItemID = Code(rawValue: "catalog_item_id_malformed")
        /// Not 32 hexadecimal digits in groups of 8-4-4-4-12.
        public static let guid = Code(rawValue: "guid_malformed")
        /// None of the names that an enumeration knows.
        public static let unknownName = Code(rawValue: "name_unknown")
    }

    /// What kind of refusal it is.
    public let code: Code
    /// What happened, naming the input.
    public let message: String
    /// What would be right.
    public let hint: String?

    /// An error; whoever shows it puts the hint after the message.
    public init(code: Code, message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    /// The message, then the hint in parentheses.
    public var description: String {
        hint.map { "\(message) (\($0))" } ?? message
    }
}
