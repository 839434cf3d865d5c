import Commerce

/// Writes an `Encodable` value as JSON text, the members of objects in the order of their names.
///
/// Foundation's coder spends more time on the answer to a checkout than the database does on keeping it.
final class JSONTextEncoder: Encoder {
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    private enum Content {
        case fields([(name: String, value: JSONTextEncoder)])
        case list([JSONTextEncoder])
        case value(AttributeValue)
    }

    private var content = Content.fields([])

    private init() {}

    static func text(of encodable: some Encodable) throws -> String {
        var text: [UInt8] = []
        text.reserveCapacity(1024)
        try JSONTextEncoder(encodable).write(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    private init(_ encodable: some Encodable) throws {
        switch encodable {
        case let text as String: content = .value(.text(text))
        case let number as Int: content = .value(.integer(number))
        case let truth as Bool: content = .value(.boolean(truth))
        default: try encodable.encode(to: self)
        }
    }

    private func write(to text: inout [UInt8]) {
        switch content {
        case .value(let value): AttributeText.append(value, to: &text)
        case .list(let values):
            text.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                value.write(to: &text)
            }
            text.append(UInt8(ascii: "]"))
        case .fields(let fields):
            text.append(UInt8(ascii: "{"))
            for (index, field) in fields.sorted(by: { $0.name < $1.name }).enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                AttributeText.append(quoting: field.name, to: &text)
                text.append(UInt8(ascii: ":"))
                field.value.write(to: &text)
            }
            text.append(UInt8(ascii: "}"))
        }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(Fields(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .list = content {} else { content = .list([]) }
        return List(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoder: self) }

    private func put(_ value: JSONTextEncoder, at name: String) {
        guard case .fields(var fields) = content else { return }
        content = .value(.null)
        fields.append((name, value))
        content = .fields(fields)
    }

    private func append(_ value: JSONTextEncoder) {
        guard case .list(var values) = content else { return }
        content = .value(.null)
        values.append(value)
        content = .list(values)
    }

    private var count: Int {
        guard case .list(let values) = content else { return 0 }
        return values.count
    }
}

extension JSONTextEncoder {
    private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let encoder: JSONTextEncoder
        var codingPath: [any CodingKey] { [] }

        func encodeNil(forKey key: Key) throws { nested(key).content = .value(.null) }

        func encode(_ value: some Encodable, forKey key: Key) throws {
            encoder.put(try JSONTextEncoder(value), at: key.stringValue)
        }

        func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key)
            -> KeyedEncodingContainer<Nested>
        { nested(key).container(keyedBy: type) }

        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { nested(key).unkeyedContainer() }
        func superEncoder() -> any Encoder { encoder }
        func superEncoder(forKey key: Key) -> any Encoder { nested(key) }

        private func nested(_ key: Key) -> JSONTextEncoder {
            let value = JSONTextEncoder()
            encoder.put(value, at: key.stringValue)
            return value
        }
    }

    private struct List: UnkeyedEncodingContainer {
        let encoder: JSONTextEncoder
        var codingPath: [any CodingKey] { [] }
        var count: Int { encoder.count }

        func encodeNil() throws { nested().content = .value(.null) }
        func encode(_ value: some Encodable) throws { encoder.append(try JSONTextEncoder(value)) }

        func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
            nested().container(keyedBy: type)
        }

        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }
        func superEncoder() -> any Encoder { nested() }

        private func nested() -> JSONTextEncoder {
            let value = JSONTextEncoder()
            encoder.append(value)
            return value
        }
    }

    private struct Single: SingleValueEncodingContainer {
        let encoder: JSONTextEncoder
        var codingPath: [any CodingKey] { [] }

        func encodeNil() throws { encoder.content = .value(.null) }
        func encode(_ value: Bool) throws { encoder.content = .value(.boolean(value)) }
        func encode(_ value: String) throws { encoder.content = .value(.text(value)) }
        func encode(_ value: Double) throws { encoder.content = .value(.number(value)) }

        func encode<Value: Encodable>(_ value: Value) throws {
            guard let number = value as? any BinaryInteger else {
                encoder.content = try JSONTextEncoder(value).content
                return
            }
            guard let integer = Int(exactly: number) else {
                let context = EncodingError.Context(codingPath: [], debugDescription: "\(value) has over 64 bits")
                throw EncodingError.invalidValue(value, context)
            }
            encoder.content = .value(.integer(integer))
        }
    }
}
