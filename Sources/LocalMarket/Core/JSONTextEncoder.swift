import Commerce

/// Writes an `Encodable` value as JSON text, the members of objects in the order of their names.
///
/// Foundation's coder spends more time on the answer to a checkout than the database does on keeping it. This one appends
/// each value to one text as it comes, so containers are filled one after the other: one that was begun is over when
/// something is put into the one around it. Members that came in another order than that of their names are put into it
/// when their object is over.
final class JSONTextEncoder: Encoder {
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    /// An object or a list that is not over.
    private struct Open {
        let isObject: Bool
        /// How many members of objects around it are in ``members``.
        let outer: Int
        var count = 0
    }

    /// A member of an object that is not over: its name, and where it begins in the text.
    private struct Member {
        let name: String
        let start: Int
    }

    @exclusivity(unchecked) private var text: [UInt8] = []
    @exclusivity(unchecked) private var open: [Open] = []
    @exclusivity(unchecked) private var members: [Member] = []
    /// How many containers are around the value that is being written.
    @exclusivity(unchecked) private var level = 0

    private init() {
        text.reserveCapacity(2048)
        open.reserveCapacity(8)
        members.reserveCapacity(64)
    }

    static func text(of encodable: some Encodable) throws -> String {
        let encoder = JSONTextEncoder()
        try encoder.write(encodable)
        return String(decoding: encoder.text, as: UTF8.self)
    }

    private func write(_ encodable: some Encodable) throws {
        let (outer, start) = (level, text.count)
        level = open.count
        try encodable.encode(to: self)
        if text.count == start { begin(isObject: true) }
        end(downTo: level)
        level = outer
    }

    private func begin(isObject: Bool) {
        text.append(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
        open.append(Open(isObject: isObject, outer: members.count))
    }

    /// Ends containers until so many are left.
    private func end(downTo depth: Int) {
        while open.count > depth, let ended = open.popLast() {
            if ended.isObject { sort(from: ended.outer) }
            text.append(ended.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
        }
    }

    /// Puts the last members into the order of their names, and forgets them.
    private func sort(from first: Int) {
        let own = members[first...]
        defer { members.removeSubrange(first...) }
        guard let start = own.first?.start, zip(own, own.dropFirst()).contains(where: { $0.name > $1.name }) else {
            return
        }
        let ends = own.dropFirst().map { $0.start - 1 } + [text.count]
        var sorted: [UInt8] = []
        sorted.reserveCapacity(text.count - start)
        for (member, end) in zip(own, ends).sorted(by: { $0.0.name < $1.0.name }) {
            if !sorted.isEmpty { sorted.append(UInt8(ascii: ",")) }
            sorted += text[member.start..<end]
        }
        text.replaceSubrange(start..., with: sorted)
    }

    /// The container at the level of the value that is being written; begun unless the value has it already.
    private func container(isObject: Bool) -> Int {
        if open.count == level { begin(isObject: isObject) }
        return level + 1
    }

    /// Begins a container in the innermost one.
    private func nested(isObject: Bool) -> Int {
        begin(isObject: isObject)
        return open.count
    }

    /// Begins a member of the object that is `depth` containers deep.
    private func name(_ name: String, at depth: Int) {
        separate(at: depth)
        members.append(Member(name: name, start: text.count))
        AttributeText.append(quoting: name, to: &text)
        text.append(UInt8(ascii: ":"))
    }

    /// Makes room for the next value of the container that is `depth` containers deep.
    private func separate(at depth: Int) {
        end(downTo: depth)
        if open[depth - 1].count > 0 { text.append(UInt8(ascii: ",")) }
        open[depth - 1].count += 1
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(Fields(encoder: self, depth: container(isObject: true)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { List(encoder: self, depth: container(isObject: false)) }
    func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoder: self) }
}

extension JSONTextEncoder {
    private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let encoder: JSONTextEncoder
        let depth: Int
        var codingPath: [any CodingKey] { [] }

        func encodeNil(forKey key: Key) throws { named(key).put(.null) }
        func encode(_ value: Bool, forKey key: Key) throws { named(key).put(.boolean(value)) }
        func encode(_ value: String, forKey key: Key) throws { named(key).put(.text(value)) }
        func encode(_ value: Int, forKey key: Key) throws { named(key).put(.integer(value)) }
        func encode(_ value: some Encodable, forKey key: Key) throws { try named(key).write(value) }

        func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key)
            -> KeyedEncodingContainer<Nested>
        {
            KeyedEncodingContainer(Fields<Nested>(encoder: encoder, depth: named(key).nested(isObject: true)))
        }

        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            List(encoder: encoder, depth: named(key).nested(isObject: false))
        }

        func superEncoder() -> any Encoder { encoder }
        func superEncoder(forKey key: Key) -> any Encoder { encoder }

        private func named(_ key: Key) -> JSONTextEncoder {
            encoder.name(key.stringValue, at: depth)
            return encoder
        }
    }

    private struct List: UnkeyedEncodingContainer {
        let encoder: JSONTextEncoder
        let depth: Int
        var codingPath: [any CodingKey] { [] }
        var count: Int { encoder.open[depth - 1].count }

        func encodeNil() throws { next().put(.null) }
        func encode(_ value: String) throws { next().put(.text(value)) }
        func encode(_ value: some Encodable) throws { try next().write(value) }

        func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
            KeyedEncodingContainer(Fields<Nested>(encoder: encoder, depth: next().nested(isObject: true)))
        }

        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
            List(encoder: encoder, depth: next().nested(isObject: false))
        }

        func superEncoder() -> any Encoder { encoder }

        private func next() -> JSONTextEncoder {
            encoder.separate(at: depth)
            return encoder
        }
    }

    private struct Single: SingleValueEncodingContainer {
        let encoder: JSONTextEncoder
        var codingPath: [any CodingKey] { [] }

        func encodeNil() throws { encoder.put(.null) }
        func encode(_ value: Bool) throws { encoder.put(.boolean(value)) }
        func encode(_ value: String) throws { encoder.put(.text(value)) }
        func encode(_ value: Int) throws { encoder.put(.integer(value)) }
        func encode(_ value: Double) throws { encoder.put(.number(value)) }

        func encode<Value: Encodable>(_ value: Value) throws {
            guard let number = value as? any BinaryInteger else { return try encoder.write(value) }
            guard let integer = Int(exactly: number) else {
                let context = EncodingError.Context(codingPath: [], debugDescription: "\(value) has over 64 bits")
                throw EncodingError.invalidValue(value, context)
            }
            encoder.put(.integer(integer))
        }
    }

    private func put(_ value: AttributeValue) { AttributeText.append(value, to: &text) }
}
