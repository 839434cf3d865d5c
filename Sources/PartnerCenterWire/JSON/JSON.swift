/// A JSON value as it was written: numbers are their text, so that no amount passes through a binary fraction (3.5), and
/// members keep their order.
public enum JSON: Sendable, Hashable {
    case null
    case boolean(Bool)
    /// The digits as the wire has them: `16`, `0.10`, `1e3`.
    case number(String)
    case text(String)
    case list([JSON])
    case object([Member])

    /// A name with its value in an object.
    public struct Member: Sendable, Hashable {
        public var name: String
        public var value: JSON

        public init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }
}

extension JSON {
    /// The member of a name in any case (3.3), an exact match before others; nil where there is none, it is null, or
    /// this is no object.
    public subscript(_ name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        let member = members.last { $0.name == name } ?? members.last { $0.name.matches(name) }
        return member?.value == .null ? nil : member?.value
    }

    /// The text of a string, or of a number: the wire has either where one is meant (3.5).
    public var scalar: String? {
        switch self {
        case .text(let text), .number(let text): text
        case .boolean(let value): value ? "true" : "false"
        case .null, .list, .object: nil
        }
    }

    /// What kind of value this is, for messages.
    var kind: String {
        switch self {
        case .null: "null"
        case .boolean: "a boolean"
        case .number: "a number"
        case .text: "a text"
        case .list: "a list"
        case .object: "an object"
        }
    }
}

extension JSON {
    /// An object of those members that have a value: unset properties are left out (3.3).
    static func object(_ members: KeyValuePairs<String, (any WireValue)?>) -> JSON {
        .object(members.compactMap { name, value in value.map { Member(name, $0.wire) } })
    }

    /// This object with further members.
    func with(_ members: KeyValuePairs<String, (any WireValue)?>) -> JSON {
        guard case .object(let own) = self, case .object(let more) = JSON.object(members) else { return self }
        return .object(own + more)
    }
}

extension StringProtocol {
    /// Whether two names differ in the case of ASCII letters at most, as keys, paths and query names do (3.3).
    func matches(_ other: some StringProtocol) -> Bool {
        utf8.count == other.utf8.count && zip(utf8, other.utf8).allSatisfy { $0.lowercasedASCII == $1.lowercasedASCII }
    }
}

extension UInt8 {
    fileprivate var lowercasedASCII: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }
}
