import FoundationEssentials

/// A value as JSON, the same text for the same value: keys sorted and spelt as scripts spell them, on one
/// line.
enum JSONText {
    static func bytes(of value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Names of properties only: keys of dictionaries, such as those of a script's result, stay as they are.
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return Array(try encoder.encode(value)) + Array("\n".utf8)
    }
}
