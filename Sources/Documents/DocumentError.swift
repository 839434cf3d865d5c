/// Why a document was not made. Nothing of it is left behind.
public struct DocumentError: Error, Sendable, Hashable {
    /// What kind of refusal it is.
    public let code: Code
    /// What is wrong, naming the file where one is concerned.
    public let message: String
    /// What to do about it.
    public let hint: String
    /// Whether the same call, unchanged, may succeed later.
    public let retryable: Bool

    init(_ code: Code, _ message: String, hint: String, retryable: Bool = false) {
        self.code = code
        self.message = message
        self.hint = hint
        self.retryable = retryable
    }
}

extension DocumentError {
    /// A kind of refusal. More may be added: a `switch` over codes has a default.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }
    }
}

extension DocumentError.Code {
    /// Cairo or pango is not installed, or too old.
    public static let librariesMissing = Self(rawValue: "libraries_missing")
    /// The name of a file leads out of the folder that it was to be written to.
    public static let nameOutsideFolder = Self(rawValue: "name_outside_folder")
    /// The folder of the file does not exist, or is none.
    public static let folder = Self(rawValue: "folder")
    /// The file or its folder may not be written.
    public static let permission = Self(rawValue: "permission")
    /// The disk is full, or a quota is used up.
    public static let diskFull = Self(rawValue: "disk_full")
    /// Whoever was to read the document has gone.
    public static let closedPipe = Self(rawValue: "closed_pipe")
    /// Writing failed for another reason of the system's.
    public static let inputOutput = Self(rawValue: "input_output")
    /// Cairo refused to draw.
    public static let drawing = Self(rawValue: "drawing")
    /// What was fetched as a document is none, or not the whole of it.
    public static let notAPDF = Self(rawValue: "not_a_pdf")
    /// A line item is in another currency than its invoice.
    public static let mixedCurrencies = Self(rawValue: "currency_mixed")
}

extension DocumentError: CustomStringConvertible, CustomDebugStringConvertible {
    /// For people: what is wrong and what to do.
    public var description: String {
        "\(message); \(hint)"
    }

    /// For developers: the code too.
    public var debugDescription: String {
        "DocumentError(\(code.rawValue)\(retryable ? ", retryable" : "")): \(description)"
    }
}
