/// A value that is read from text and written as text, in JSON as elsewhere.
///
/// `init(_:)` of a description gives the value back. `Codable` follows from the two.
public protocol TextValue: Codable, Hashable, Sendable, CustomStringConvertible {
    /// Reads the value, or throws an error that names the text and says what would be right.
    init(_ text: String) throws
}

extension TextValue {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            try self.init(try container.decode(String.self))
        } catch let error where !(error is DecodingError) {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: container.codingPath,
                    debugDescription: "\(error)",
                    underlyingError: error
                )
            )
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
