extension Money: TextValue {
    /// Reads `12.50 USD`: an amount, one blank, an upper-case code.
    ///
    /// Throws what ``FixedPoint`` and ``Currency`` throw, and ``MoneyError/Code/malformed``, whose hint is the text as
    /// it should have been where that can be told.
    public init(_ text: some StringProtocol) throws(MoneyError) {
        var reader = TextReader(text)
        guard let amount = try FixedPoint(from: &reader, writtenAs: text), reader.take(" "),
            let letters = reader.takeLetters(3), reader.isAtEnd
        else { throw .malformedMoney(text) }
        guard let currency = Currency(letters: letters) else { throw .unknownCurrency(text.suffix(3)) }
        self.init(amount, currency)
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
    fileprivate static func malformedMoney(_ text: some StringProtocol) -> MoneyError {
        let example = "write the amount, one blank and the code of the currency, as in \"12.50 USD\""
        return MoneyError(
            code: .malformed,
            message: "\(quoted(text)) is not an amount with a currency",
            hint: meant(text).map { "did you mean \"\($0)\"?" } ?? (text.contains(",") ? commas : example)
        )
    }

    /// The money that a text with blanks, order, case, sign or exponent amiss certainly means.
    private static func meant(_ text: some StringProtocol) -> Money? {
        let words = text.prefix(100).split(whereSeparator: \.isWhitespace).map { $0.uppercased() }
        guard let first = words.first, words.count <= 2 else { return nil }
        let joined = words.joined()
        let signs = ["$": "USD", "€": "EUR", "£": "GBP"]
        if let code = signs[String(first.prefix(1))] { return money(joined.dropFirst(), code[...]) }
        return money(joined.dropLast(3), joined.suffix(3)) ?? money(joined.dropFirst(3), joined.prefix(3))
    }

    private static func money(_ amount: Substring, _ code: Substring) -> Money? {
        guard let amount = FixedPoint(meantBy: amount), let currency = try? Currency(code) else { return nil }
        return Money(amount, currency)
    }
}
