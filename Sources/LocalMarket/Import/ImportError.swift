/// Why a list was refused as a whole. The catalogue is as it was.
public struct ImportError: Error, Sendable, Hashable {
    public let code: Code

    /// What is wrong, naming the file.
    public let message: String

    /// What would be right.
    public let hint: String

    init(_ code: Code, _ message: String, hint: String) {
        self.code = code
        self.message = message
        self.hint = hint
    }
}

extension ImportError {
    /// A kind of refusal. More may be added: a `switch` over codes has a default.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// A file that can't be read.
        public static let file = Self(rawValue: "file")
        /// A file that is no list of this kind: empty, not text, or without the columns that one has.
        public static let notAList = Self(rawValue: "not_a_list")
        /// A list for a country that the market doesn't know.
        public static let country = Self(rawValue: "country")
    }
}

extension ImportError: CustomStringConvertible {
    public var description: String { "\(message); \(hint)" }
}
