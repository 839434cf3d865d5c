import Commerce

/// The members of an object, found by name in any case and read liberally.
///
/// ```swift
/// let quantity: Int = try fields("quantity")
/// let name: String? = try fields.optional("friendlyName")
/// ```
struct Fields {
    let json: JSON
    let place: String

    /// - Throws: ``WireFault`` for what is no object.
    init(_ json: JSON, at place: String) throws {
        guard case .object = json else { throw WireFault(place, "an object is expected, not \(json.kind)") }
        self.json = json
        self.place = place
    }

    /// A member that must be there.
    func callAsFunction<Value: WireValue>(_ name: String) throws -> Value {
        guard let value: Value = try optional(name) else { throw WireFault(path(name), "it is missing") }
        return value
    }

    /// A member, or what stands for its absence.
    func callAsFunction<Value: WireValue>(_ name: String, or absent: Value) throws -> Value {
        try optional(name) ?? absent
    }

    /// A member that may be missing or null.
    func optional<Value: WireValue>(_ name: String) throws -> Value? {
        try json[name].map { try Value(wire: $0, at: path(name)) }
    }

    /// A time that may be missing, null or the wire's "no date" (3.5).
    func date(_ name: String) throws -> Timestamp? {
        let time: Timestamp? = try optional(name)
        return time?.isNone == true ? nil : time
    }

    /// A term that may be missing or empty (3.5).
    func term(_ name: String) throws -> ISODuration? {
        guard json[name]?.scalar != "" else { return nil }
        return try optional(name)
    }

    /// The version in `attributes`, without quotes around it (3.8); nil where there is none.
    var etag: String? {
        json["attributes"]?["etag"]?.scalar?.filter { $0 != "\"" }
    }

    /// An amount, from the digits of a number or a text (3.5), exactly; 0 where it is missing.
    func money(_ name: String, _ currency: Currency) throws -> Money {
        Money(try decimal(name) { (text) throws(MoneyError) in try FixedPoint(jsonNumber: text) }, currency)
    }

    /// The price of a unit: as ``money(_:_:)``, but what is beyond 10 digits after the point is rounded, since the wire
    /// prints such quotients with as many digits as it has.
    func unitPrice(_ name: String, _ currency: Currency) throws -> Money {
        Money(try decimal(name) { (text) throws(MoneyError) in try FixedPoint(rounding: text) }, currency)
    }

    /// A number with a fraction, such as an exchange rate, rounded as ``unitPrice(_:_:)`` is; nil where it is missing.
    func rate(_ name: String) throws -> FixedPoint? {
        guard let text = json[name]?.scalar, !text.isEmpty else { return nil }
        return try decimal(name) { (text) throws(MoneyError) in try FixedPoint(rounding: text) }
    }

    /// So many units, without the fraction of one that used services have; nil where it is missing.
    func units(_ name: String) throws -> Int? {
        guard let rate = try rate(name) else { return nil }
        return Int(clamping: rate.units / FixedPoint.unitsPerOne)
    }

    private func decimal(_ name: String, _ read: (String) throws(MoneyError) -> FixedPoint) throws -> FixedPoint {
        guard let value = json[name] else { return .zero }
        let text = try String(wire: value, at: path(name))
        do {
            return text.isEmpty ? .zero : try read(text)
        } catch {
            throw WireFault(path(name), "\(error)")
        }
    }

    private func path(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }
}

extension FixedPoint {
    /// Reads a JSON number, rounding half away from zero at the last digit that this type keeps.
    fileprivate init(rounding text: String) throws(MoneyError) {
        guard let point = text.firstIndex(of: "."), !text.contains(where: { $0 == "e" || $0 == "E" }),
            case let fraction = text[text.index(after: point)...], fraction.utf8.count > Self.fractionDigits
        else {
            try self.init(jsonNumber: text)
            return
        }
        let cut = try FixedPoint(jsonNumber: text[..<point] + "." + fraction.prefix(Self.fractionDigits))
        let isUp = fraction.dropFirst(Self.fractionDigits).first.map { $0 >= "5" } ?? false
        try self.init(units: cut.units + (isUp ? (text.hasPrefix("-") ? -1 : 1) : 0))
    }
}
