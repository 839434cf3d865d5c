extension Money: TextValue {
    /// Reads `12.50 USD`: an amount, one blank, an upper-case code.
    ///
    /// Throws what ``FixedPoint`` and ``Currency`` throw, and ``MoneyError/Code/malformed``, whose hint is the text as
    /// it should have been where that can be told.
    public init(_ text: some StringProtocol) throws(MoneyError) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.count == 3, parts[1].utf8.allSatisfy(\.isASCIIUppercase) else {
            throw .malformedMoney(text)
        }
        do {
            try self.init(FixedPoint(parts[0]), Currency(parts[1]))
        } catch {
            guard error.code == .malformed else { throw error }
            throw .malformedMoney(text, because: error)
        }
    }

    /// The amount with at least the digits of the minor unit, a blank and the code: `37675.00 USD`, `1200 JPY`,
    /// `0.0123456789 USD`. Reads back as the same money.
    public var description: String { "\(amountText) \(currency)" }

    /// The amount alone, as ``description`` has it.
    public var amountText: String { amount.text(fractionDigits: currency.minorDigits) }

    /// The description for people, with commas between thousands: `37,675.00 USD`. Not for reading back.
    public var display: String { "\(amount.text(fractionDigits: currency.minorDigits, groupedBy: ",")) \(currency)" }
}

extension MoneyError {
    fileprivate static func malformedMoney(_ text: some StringProtocol, because error: MoneyError? = nil) -> MoneyError
    {
        let hint = meant(text).map { "did you mean \"\($0)\"?" } ?? error?.hint
        return MoneyError(
            code: .malformed,
            message: "\(quoted(text)) is not an amount with a currency",
            hint: hint ?? "write the amount, one blank and the code of the currency, as in \"12.50 USD\""
        )
    }

    /// The money that a text with blanks, order, case or sign amiss certainly means.
    private static func meant(_ text: some StringProtocol) -> Money? {
        let words = text.prefix(100).split(whereSeparator: \.isWhitespace).map { $0.uppercased() }
        let signs = ["$": Currency.usd, "€": .eur, "£": .gbp]
        if words.count == 1, let currency = signs[String(words[0].prefix(1))] {
            return try? Money(words[0].dropFirst(), currency)
        }
        let joined = words.count < 3 ? words.joined() : ""
        return money(joined.dropLast(3), joined.suffix(3)) ?? money(joined.dropFirst(3), joined.prefix(3))
    }

    private static func money(_ amount: Substring, _ code: Substring) -> Money? {
        guard let amount = try? FixedPoint(amount), let currency = try? Currency(code) else { return nil }
        return Money(amount, currency)
    }
}
