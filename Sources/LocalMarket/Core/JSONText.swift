import Database

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Values that a column keeps as JSON: lists, dictionaries and remembered answers. Keys are sorted, so equal values have
/// equal texts.
enum JSONText {
    static func encode(_ value: some Encodable) throws -> String {
        try JSONTextEncoder.text(of: value)
    }

    static func decode<Value: Decodable>(_ type: Value.Type = Value.self, from text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}

extension SQLValue {
    /// The JSON of a value.
    static func json(_ value: some Encodable) throws -> SQLValue {
        .text(try JSONText.encode(value))
    }
}

extension Row {
    /// The value of a column that holds JSON.
    func json<Value: Decodable>(_ column: Column, as type: Value.Type = Value.self) throws -> Value {
        try JSONText.decode(type, from: text(column))
    }
}
