/// An enumeration of the wire: known values, and room for those that come later (reference 3.6).
///
/// Spellings differ in case and in `_` and `-` only: `one_time`, `OneTime` and `onetime` are one value. Reading any of
/// them gives the canonical spelling, the one that section 4 of the reference has; an unknown value is kept as it came.
///
/// ```swift
/// let cycle = BillingCycle(rawValue: "OneTime")
/// print(cycle, cycle == .oneTime)  // one_time true
/// ```
public protocol OpenEnum: RawRepresentable, Hashable, Codable, Sendable, CustomStringConvertible
where RawValue == String {
    /// The value of exactly this spelling, for the declarations of known values.
    init(canonical: String)

    /// The value of any spelling.
    init(rawValue: String)

    /// The values of the reference, in its order.
    static var allKnown: [Self] { get }

    /// Other names that are read as known values.
    static var aliases: [String: Self] { get }
}

// What is asked of every line of a cart is there to be inlined: through the protocol it takes ten times as long.
extension OpenEnum {
    public static var aliases: [String: Self] { [:] }

    @inlinable
    public init(rawValue: String) {
        self = Self.known(rawValue) ?? Self(canonical: rawValue)
    }

    /// A known value, for names that people write. Throws ``FormatError/Code/unknownName`` with the nearest as hint.
    public init(known name: String) throws(FormatError) {
        guard let value = Self.known(name) else {
            let names = Self.allKnown.map(\.rawValue)
            throw FormatError(
                code: .unknownName,
                message: "\(quoted(name)) is not \(Self.title.withArticle)",
                hint: Suggestion.hint(for: name, among: names) ?? "one of \(names.joined(separator: ", "))"
            )
        }
        self = value
    }

    /// Whether the reference lists the value.
    @inlinable
    public var isKnown: Bool { Self.known(rawValue) != nil }

    /// Whether a name is one of the value's spellings.
    public func isSpelled(_ name: String) -> Bool { rawValue.isSpelled(like: name) }

    public var description: String { rawValue }

    @inlinable
    public static func == (left: Self, right: Self) -> Bool {
        left.rawValue.isSpelled(like: right.rawValue)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(rawValue.spelling)
    }

    public init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    @inlinable
    static func known(_ name: String) -> Self? {
        // Most come in the canonical spelling, which is quick to see.
        allKnown.first { $0.rawValue == name }
            ?? allKnown.first { $0.rawValue.isSpelled(like: name) }
            ?? aliases.first { $0.key.isSpelled(like: name) }?.value
    }

    /// The type's name in words: `BillingCycle` is "billing cycle".
    private static var title: String {
        var words = ""
        for letter in "\(Self.self)" {
            if letter.isUppercase, !words.isEmpty { words += " " }
            words += letter.lowercased()
        }
        return words
    }
}
