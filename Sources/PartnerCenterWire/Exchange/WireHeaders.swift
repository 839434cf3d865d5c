/// Header fields, whose names have no case.
public struct WireHeaders: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    public private(set) var fields: [Field]

    public struct Field: Sendable, Hashable {
        public let name: String
        public let value: String
    }

    public init(_ fields: some Sequence<(name: String, value: String)> = []) {
        self.fields = fields.map { Field(name: $0.name, value: $0.value) }
    }

    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { (name: $0.0, value: $0.1) })
    }

    /// The value of a header as it came; nil where there is none or it is empty. Setting replaces it.
    public subscript(_ name: String) -> String? {
        get { fields.first { $0.name.matches(name) && !$0.value.isEmpty }?.value }
        set {
            fields.removeAll { $0.name.matches(name) }
            if let newValue { fields.append(Field(name: name, value: newValue)) }
        }
    }

    /// The value of a header that some answers repeat, comma-joined: the first (3.2).
    public func first(_ name: String) -> String? {
        guard let value = self[name]?.split(separator: ",").first else { return nil }
        let trimmed = value.trimmingBlanks
        return trimmed.isEmpty ? nil : trimmed
    }
}

extension StringProtocol {
    /// The text without blanks before and after it.
    var trimmingBlanks: String {
        String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}

extension WireHeaders {
    /// The names of section 3.1 and 3.2.
    public enum Name {
        public static let authorization = "Authorization"
        public static let accept = "Accept"
        public static let contentType = "Content-Type"
        public static let requestID = "MS-RequestId"
        public static let correlationID = "MS-CorrelationId"
        public static let locale = "X-Locale"
        public static let ifMatch = "If-Match"
        public static let continuationToken = "MS-ContinuationToken"
        public static let retryAfter = "Retry-After"
        public static let location = "Location"
    }
}
