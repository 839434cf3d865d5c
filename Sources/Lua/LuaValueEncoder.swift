/// Writes `Encodable` values as values of Lua's: keyed containers become records, unkeyed ones lists, nil is left out.
struct LuaValueEncoder: Encoder {
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]
    private let target: Target

    /// Where an encoder or container leaves what it has written.
    final class Target {
        var value: LuaValue?
        var entries: [(key: LuaValue, target: Target)]?
        var items: [Target]?

        var finished: LuaValue {
            if let value { return value }
            if let items { return .list(items.map(\.finished)) }
            return .record((entries ?? []).map { (key: $0.key, value: $0.target.finished) })
        }
    }

    static func encode(_ value: some Encodable) throws -> LuaValue {
        let target = Target()
        try value.encode(to: LuaValueEncoder(target, []))
        return target.finished
    }

    init(_ target: Target, _ codingPath: [any CodingKey]) {
        self.target = target
        self.codingPath = codingPath
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if target.entries == nil { target.entries = [] }
        return KeyedEncodingContainer(LuaKeyedEncodingContainer(target: target, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if target.items == nil { target.items = [] }
        return LuaUnkeyedEncodingContainer(target: target, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }
}

extension LuaValueEncoder: SingleValueEncodingContainer {
    func encodeNil() { target.value = .nil }
    func encode(_ value: Bool) { target.value = .boolean(value) }
    func encode(_ value: String) { target.value = .text(value) }
    func encode(_ value: Double) { target.value = .number(value) }
    func encode(_ value: Float) { target.value = .number(Double(value)) }
    func encode(_ value: Int) throws { try integer(value) }
    func encode(_ value: Int8) throws { try integer(value) }
    func encode(_ value: Int16) throws { try integer(value) }
    func encode(_ value: Int32) throws { try integer(value) }
    func encode(_ value: Int64) throws { try integer(value) }
    func encode(_ value: UInt) throws { try integer(value) }
    func encode(_ value: UInt8) throws { try integer(value) }
    func encode(_ value: UInt16) throws { try integer(value) }
    func encode(_ value: UInt32) throws { try integer(value) }
    func encode(_ value: UInt64) throws { try integer(value) }

    private func integer(_ value: some BinaryInteger & Encodable) throws {
        guard let integer = Int64(exactly: value) else {
            let context = EncodingError.Context(
                codingPath: codingPath,
                debugDescription: "\(value) is no integer of Lua's"
            )
            throw EncodingError.invalidValue(value, context)
        }
        target.value = .integer(integer)
    }

    /// What has a way of its own to cross takes it.
    func encode(_ value: some Encodable) throws {
        if let convertible = value as? any LuaConvertible {
            target.value = try convertible.luaValue
        } else {
            try value.encode(to: self)
        }
    }
}

private struct LuaKeyedEncodingContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let target: LuaValueEncoder.Target
    let codingPath: [any CodingKey]

    private func encoder(for key: some CodingKey) -> LuaValueEncoder {
        let entry = LuaValueEncoder.Target()
        target.entries?.append((key: .text(key.stringValue), target: entry))
        return LuaValueEncoder(entry, codingPath + [key])
    }

    func encodeNil(forKey key: Key) {}
    func encode(_ value: some Encodable, forKey key: Key) throws { try encoder(for: key).encode(value) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<
        Nested
    > {
        encoder(for: key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder(for: key).unkeyedContainer()
    }
    func superEncoder() -> any Encoder { encoder(for: LuaCodingKey("super")) }
    func superEncoder(forKey key: Key) -> any Encoder { encoder(for: key) }
}

private struct LuaUnkeyedEncodingContainer: UnkeyedEncodingContainer {
    let target: LuaValueEncoder.Target
    let codingPath: [any CodingKey]
    var count: Int { target.items?.count ?? 0 }

    private func encoder() -> LuaValueEncoder {
        let item = LuaValueEncoder.Target()
        let key = LuaCodingKey(index: count)
        target.items?.append(item)
        return LuaValueEncoder(item, codingPath + [key])
    }

    func encodeNil() throws { encoder().encodeNil() }
    func encode(_ value: some Encodable) throws { try encoder().encode(value) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        encoder().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder().unkeyedContainer() }
    func superEncoder() -> any Encoder { encoder() }
}

/// A key of no type of its own.
struct LuaCodingKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(_ name: String) {
        stringValue = name
        intValue = nil
    }

    /// The position in a list; Lua counts from 1.
    init(index: Int) {
        stringValue = "[\(index + 1)]"
        intValue = index
    }

    init(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { return nil }
}
