/// A country or territory by its two upper-case letters: ISO 3166, and the wire's own such as `XK` (reference 10.2).
public struct CountryCode: TextValue, Comparable {
    private let packed: UInt16

    /// Reads two upper-case letters, of a known country or not. Throws ``FormatError/Code/country``.
    public init(_ text: some StringProtocol) throws(FormatError) {
        guard text.utf8.count == 2, text.utf8.allSatisfy(\.isASCIIUppercase) else {
            let known = Markets.known.map(\.description)
            throw FormatError(
                code: .country,
                message: "\(quoted(text)) is not a country code",
                hint: Suggestion.hint(for: String(text), among: known) ?? "write two upper-case letters, as in US or DE"
            )
        }
        packed = text.utf8.reduce(0) { $0 << 8 | UInt16($1) }
    }

    private init(packed: UInt16) {
        self.packed = packed
    }

    /// `ZZ`, where no country is named: ISO 3166 leaves it to its users.
    public static let unknown = CountryCode(packed: 0x5A5A)

    /// Reads two letters in any case. Throws ``FormatError/Code/country``.
    public init(anyCase text: some StringProtocol) throws(FormatError) {
        try self.init(text.utf8.count == 2 ? text.uppercased() : String(text))
    }

    /// Reads a country that the wire knows, for codes that people write. Throws ``FormatError/Code/country`` with the
    /// nearest as hint.
    public init(known text: some StringProtocol) throws(FormatError) {
        try self.init(text)
        guard isKnown else {
            let near =
                Self.misnamed[description]
                ?? Suggestion.hint(
                    for: description,
                    among: Markets.known.map(\.description)
                )
            throw FormatError(
                code: .country,
                message: "\(quoted(text)) is no country's code",
                hint: near ?? "write the two letters of ISO 3166, as in US or DE"
            )
        }
    }

    /// Codes that people take for a country's.
    private static let misnamed = ["UK": "the United Kingdom is \"GB\"", "EL": "Greece is \"GR\""]

    /// Whether the wire sells there at all (reference 10.2).
    public var isKnown: Bool { Markets.isKnown(self) }

    public var description: String {
        String(decoding: [UInt8(packed >> 8), UInt8(packed & 0xFF)], as: UTF8.self)
    }

    public static func < (left: CountryCode, right: CountryCode) -> Bool {
        left.packed < right.packed
    }
}
