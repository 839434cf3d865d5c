/// Why an amount could not be read, computed or divided. Trying the same again never helps.
public struct MoneyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of refusal it is; new kinds may be added.
    public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The code's text, as scripts see it.
        public let rawValue: String

        /// A code of any text.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        public var description: String { rawValue }

        /// The text is not an amount, a percentage or a money at all.
        public static let malformed = Code(rawValue: "money_malformed")
        /// The number has digits beyond the tenth after the point.
        public static let tooPrecise = Code(rawValue: "money_too_precise")
        /// The number has more than 28 digits before the point.
        public static let outOfRange = Code(rawValue: "money_out_of_range")
        /// No active currency of ISO 4217 has this code.
        public static let unknownCurrency = Code(rawValue: "currency_unknown")
        /// Two currencies met where one was needed.
        public static let mixedCurrencies = Code(rawValue: "currency_mixed")
        /// A division by zero.
        public static let divisionByZero = Code(rawValue: "division_by_zero")
        /// The parts asked of a division are none, too many, negative or all zero.
        public static let invalidParts = Code(rawValue: "money_parts_invalid")
        /// A sum of nothing, which has no currency.
        public static let emptySum = Code(rawValue: "money_sum_empty")
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
