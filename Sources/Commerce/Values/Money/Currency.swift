/// An active currency of ISO 4217.
public struct Currency: TextValue, Comparable {
    /// The three letters, then the number of minor digits, a byte each: a currency is as cheap as an integer.
    private let packed: UInt32

    /// US dollar.
    public static let usd = Currency(letters: "USD", minorDigits: 2)
    /// Euro.
    public static let eur = Currency(letters: "EUR", minorDigits: 2)
    /// Pound sterling.
    public static let gbp = Currency(letters: "GBP", minorDigits: 2)
    /// Yen, which has no minor unit.
    public static let jpy = Currency(letters: "JPY", minorDigits: 0)

    /// The currency of a code in upper case.
    ///
    /// Throws ``MoneyError/Code/unknownCurrency``, with the nearest codes as hint.
    public init(_ code: some StringProtocol) throws(MoneyError) {
        var reader = TextReader(code)
        guard let letters = reader.takeLetters(3), reader.isAtEnd, let currency = Currency(letters: letters) else {
            throw .unknownCurrency(code)
        }
        self = currency
    }

    /// The currency of a code in any case, as queries of the wire spell it (`currencycode=usd`, reference 3.5).
    public init(anyCase code: some StringProtocol) throws(MoneyError) {
        guard let currency = try? Currency(code.uppercased()) else { throw .unknownCurrency(code) }
        self = currency
    }

    /// The currency of three letters, a byte each, if there is one.
    init?(letters: UInt32) {
        var (low, high) = (0, Self.all.count)
        while low < high {
            let middle = (low + high) / 2
            if Self.all[middle].packed >> 8 < letters { low = middle + 1 } else { high = middle }
        }
        guard low < Self.all.count, Self.all[low].packed >> 8 == letters else { return nil }
        self = Self.all[low]
    }

    private init(letters: some StringProtocol, minorDigits: Int) {
        packed = letters.utf8.reduce(0) { $0 << 8 | UInt32($1) } << 8 | UInt32(minorDigits)
    }

    /// Every active currency, by code.
    public static let all: [Currency] = table.flatMap { minorDigits, codes in
        codes.split(whereSeparator: \.isWhitespace).map { Currency(letters: $0, minorDigits: minorDigits) }
    }.sorted()

    /// The three letters.
    public var code: String {
        String(decoding: [UInt8(packed >> 24), UInt8(packed >> 16 & 0xFF), UInt8(packed >> 8 & 0xFF)], as: UTF8.self)
    }

    /// Decimal digits of the minor unit: 2 for cents, 0 for yen.
    public var minorDigits: Int { Int(packed & 0xFF) }

    /// One cent, yen or fils.
    public var minorUnit: FixedPoint {
        var units = FixedPoint.unitsPerOne
        for _ in 0..<minorDigits { units /= 10 }
        return FixedPoint(unchecked: units)
    }

    /// What the wire prints beside the code: a sign, or the code itself where there is no sign (reference 3.5).
    public var symbol: String { Self.symbols[code] ?? code }

    public var description: String { code }

    public static func < (left: Currency, right: Currency) -> Bool {
        left.packed < right.packed
    }
}

extension MoneyError {
    static func unknownCurrency(_ code: some StringProtocol) -> MoneyError {
        MoneyError(
            code: .unknownCurrency,
            message: "\(quoted(code)) is not the code of a currency",
            hint: Suggestion.hint(for: String(code), among: Currency.all.map(\.code))
                ?? "write the three upper-case letters of ISO 4217, as in USD"
        )
    }
}
