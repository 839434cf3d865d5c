import Commerce

/// The parameters after `?`, whose names have no case (3.3).
public struct WireQuery: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    public private(set) var items: [Item]

    public struct Item: Sendable, Hashable {
        public let name: String
        public let value: String
    }

    /// Parameters in their order; those without a value are left out.
    public init(dictionaryLiteral elements: (String, String?)...) {
        items = elements.compactMap { name, value in value.map { Item(name: name, value: $0) } }
    }

    /// Reads what stands after the `?`. A second `?` begins a parameter, too, as in the samples' links (A-20).
    public init(_ text: some StringProtocol) {
        items = text.split { $0 == "&" || $0 == "?" }.map { parameter in
            let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return Item(
                name: parts[0].percentDecoded(plusIsBlank: true),
                value: parts.count > 1 ? parts[1].percentDecoded(plusIsBlank: true) : ""
            )
        }
    }

    /// The value of a parameter; nil where it is missing or empty.
    public subscript(_ name: String) -> String? {
        items.first { $0.name.matches(name) && !$0.value.isEmpty }?.value
    }

    /// Adds parameters, each in place of one of its name.
    mutating func merge(_ more: WireQuery) {
        items.removeAll { item in more.items.contains { $0.name.matches(item.name) } }
        items += more.items
    }

    /// The parameters with the `?` before them; nothing where there are none.
    public var text: String {
        guard !items.isEmpty else { return "" }
        return "?"
            + items.map { "\($0.name.percentEncoded())=\($0.value.percentEncoded(keeping: ":,"))" }.joined(
                separator: "&"
            )
    }
}

extension WireQuery {
    /// A parameter as a value, by the rules of the body's texts; nil where it is missing.
    func value<Value: WireValue>(_ name: String) throws -> Value? {
        try self[name].map { try Value(wire: .text($0), at: "query \(name)") }
    }

    /// A parameter that must be there (A-38).
    func required<Value: WireValue>(_ name: String) throws -> Value {
        guard let value: Value = try value(name) else { throw WireFault("query \(name)", "it is missing") }
        return value
    }
}
