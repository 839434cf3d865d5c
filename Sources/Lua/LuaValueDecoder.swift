/// Reads `Decodable` values from values of Lua's. A key that the type does not ask for is an error that suggests the right
/// one: a misspelt name never passes for one that was left out.
struct LuaValueDecoder: Decoder {
    let value: LuaValue
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]

    /// The keys of tables that were asked for, by the table's path.
    final class Questions {
        var asked: [String: Set<String>] = [:]
    }

    let questions: Questions

    static func decode<Value: Decodable>(_ type: Value.Type, from value: LuaValue) throws -> Value {
        let decoder = LuaValueDecoder(value: value, codingPath: [], questions: Questions())
        return try decoder.decode(byParts: type)
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let entries = value.entries else { throw expected("table") }
        var fields: [String: LuaValue] = [:]
        for (key, value) in entries { if let name = key.text { fields[name] = value } }
        return KeyedDecodingContainer(LuaKeyedDecodingContainer(fields: fields, decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let items = value.list else { throw expected("list") }
        return LuaUnkeyedDecodingContainer(items: items, decoder: self)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    var path: String { codingPath.luaPath }

    func expected(_ kind: String) -> LuaConversionError {
        LuaConversionError(path: path, "\(kind) expected, got \(value.typeName)")
    }

    func inner(_ value: LuaValue, _ key: any CodingKey) -> LuaValueDecoder {
        LuaValueDecoder(value: value, codingPath: codingPath + [key], questions: questions)
    }

    func ask(_ key: String) { questions.asked[path, default: []].insert(key) }

    /// Every name in the table has to be one that was asked for.
    private func checkNames() throws {
        guard let asked = questions.asked[path], let entries = value.entries else { return }
        for (key, _) in entries {
            let name = key.text ?? key.luaKey
            if asked.contains(name) { continue }
            let nearest = nearestName(to: name, in: asked.sorted())
            throw LuaConversionError(
                path: path,
                "unknown name '\(name)'" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
            )
        }
    }
}

extension LuaValueDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { value.isNil }
    func decode(_ type: Bool.Type) throws -> Bool { try standard(type) }
    func decode(_ type: String.Type) throws -> String { try standard(type) }
    func decode(_ type: Double.Type) throws -> Double { try standard(type) }
    func decode(_ type: Float.Type) throws -> Float { try Float(standard(Double.self)) }
    func decode(_ type: Int.Type) throws -> Int { try integer(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }

    /// What has a way of its own to cross takes it.
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if let convertible = type as? any LuaConvertible.Type, let value = try standard(convertible) as? Value {
            return value
        }
        return try decode(byParts: type)
    }

    private func decode<Value: Decodable>(byParts type: Value.Type) throws -> Value {
        let decoded = try Value(from: self)
        if !(type is any LuaDictionary.Type) { try checkNames() }
        return decoded
    }

    private func standard<Value: LuaConvertible>(_ type: Value.Type) throws -> Value {
        do {
            return try type.fromLua(value)
        } catch let error as LuaConversionError {
            throw path.isEmpty ? error : error.within(path)
        }
    }

    private func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws -> Value {
        let integer = try standard(Int64.self)
        guard let exact = Value(exactly: integer) else {
            throw LuaConversionError(path: path, "\(integer) is out of range")
        }
        return exact
    }
}

private struct LuaKeyedDecodingContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let fields: [String: LuaValue]
    let decoder: LuaValueDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }
    var allKeys: [Key] { fields.keys.sorted().compactMap { Key(stringValue: $0) } }

    private func field(_ key: some CodingKey) throws -> LuaValueDecoder {
        decoder.ask(key.stringValue)
        return decoder.inner(fields[key.stringValue] ?? .nil, key)
    }

    func contains(_ key: Key) -> Bool {
        decoder.ask(key.stringValue)
        return fields[key.stringValue] != nil
    }

    func decodeNil(forKey key: Key) throws -> Bool { try field(key).value.isNil }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try field(key).decode(type) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws
        -> KeyedDecodingContainer<Nested>
    {
        try field(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try field(key).unkeyedContainer()
    }
    func superDecoder() throws -> any Decoder { try field(LuaCodingKey("super")) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try field(key) }
}

private struct LuaUnkeyedDecodingContainer: UnkeyedDecodingContainer {
    let items: [LuaValue]
    let decoder: LuaValueDecoder
    var currentIndex = 0
    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { items.count }
    var isAtEnd: Bool { currentIndex == items.count }

    private mutating func next() throws -> LuaValueDecoder {
        guard !isAtEnd else {
            throw LuaConversionError(path: decoder.path, "a list of more than \(items.count) expected")
        }
        defer { currentIndex += 1 }
        return decoder.inner(items[currentIndex], LuaCodingKey(index: currentIndex))
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, items[currentIndex].isNil else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next().decode(type) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested>
    {
        try next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try next() }
}
