import Commerce

/// What has a form in the wire's JSON.
protocol WireValue: Sendable {
    /// Reads the value liberally (section 3).
    ///
    /// - Parameter place: Where the value stands, for faults.
    /// - Throws: ``WireFault``
    init(wire: JSON, at place: String) throws

    /// The one spelling that is written.
    var wire: JSON { get }
}

/// A resource: a value that is an object.
protocol WireObject: WireValue {
    /// Reads the members that matter and ignores others (R-69).
    init(_ fields: Fields) throws
}

extension WireObject {
    init(wire: JSON, at place: String) throws {
        try self.init(Fields(wire, at: place))
    }
}

extension JSON: WireValue {
    init(wire: JSON, at place: String) { self = wire }
    var wire: JSON { self }
}

extension String: WireValue {
    init(wire: JSON, at place: String) throws {
        guard let text = wire.scalar else { throw WireFault(place, "a text is expected, not \(wire.kind)") }
        self = text
    }

    var wire: JSON { .text(self) }
}

extension Int: WireValue {
    /// The whole numbers that every reader of JSON keeps exactly (RFC 8259, 6); sums and products with small numbers
    /// don't overflow either.
    private static let exact = -9_007_199_254_740_991...9_007_199_254_740_991

    /// Reads a number or its text (3.5); `3.0` is 3.
    init(wire: JSON, at place: String) throws {
        guard let text = wire.scalar, let number = Int(text) ?? Self.whole(text), Self.exact.contains(number) else {
            throw WireFault(
                place,
                "a whole number is expected, not \(wire.scalar.map { "\"\($0.prefix(40))\"" } ?? wire.kind)"
            )
        }
        self = number
    }

    var wire: JSON { .number(String(self)) }

    private static func whole(_ text: String) -> Int? {
        guard let number = try? FixedPoint(jsonNumber: text), number.units % FixedPoint.unitsPerOne == 0 else {
            return nil
        }
        return Int(exactly: number.units / FixedPoint.unitsPerOne)
    }
}

extension Bool: WireValue {
    init(wire: JSON, at place: String) throws {
        switch wire.scalar.map({ $0.lowercased() }) {
        case "true", "1": self = true
        case "false", "0": self = false
        default: throw WireFault(place, "true or false is expected")
        }
    }

    var wire: JSON { .boolean(self) }
}

extension Array: WireValue where Element: WireValue {
    init(wire: JSON, at place: String) throws {
        guard case .list(let values) = wire else { throw WireFault(place, "a list is expected, not \(wire.kind)") }
        self = try values.enumerated().map { try Element(wire: $1, at: "\(place)[\($0)]") }
    }

    var wire: JSON { .list(map(\.wire)) }
}

extension Dictionary: WireValue where Key == String, Value: WireValue {
    init(wire: JSON, at place: String) throws {
        guard case .object(let members) = wire else {
            throw WireFault(place, "an object is expected, not \(wire.kind)")
        }
        self = try Dictionary(
            members.filter { $0.value != .null }.map {
                ($0.name, try Value(wire: $0.value, at: "\(place).\($0.name)"))
            },
            uniquingKeysWith: { $1 }
        )
    }

    var wire: JSON { .object(sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.wire) }) }
}
