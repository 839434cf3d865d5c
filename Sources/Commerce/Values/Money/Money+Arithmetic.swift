extension Money {
    /// Throws ``MoneyError/Code/mixedCurrencies`` and ``MoneyError/Code/outOfRange``.
    public static func + (left: Money, right: Money) throws(MoneyError) -> Money {
        guard left.currency == right.currency else { throw .mixed(left, right, "added") }
        return Money(try left.amount + right.amount, left.currency)
    }

    /// Throws ``MoneyError/Code/mixedCurrencies`` and ``MoneyError/Code/outOfRange``.
    public static func - (left: Money, right: Money) throws(MoneyError) -> Money {
        guard left.currency == right.currency else { throw .mixed(left, right, "subtracted") }
        return Money(try left.amount - right.amount, left.currency)
    }

    /// The same amount of the other sign; cannot fail.
    public static prefix func - (money: Money) -> Money {
        Money(-money.amount, money.currency)
    }

    /// Exact. Throws ``MoneyError/Code/outOfRange``.
    public static func * (money: Money, count: Int) throws(MoneyError) -> Money {
        Money(try money.amount * count, money.currency)
    }

    /// Exact. Throws ``MoneyError/Code/outOfRange``.
    public static func * (count: Int, money: Money) throws(MoneyError) -> Money {
        try money * count
    }

    /// The sum of amounts of one currency.
    ///
    /// Throws ``MoneyError/Code/emptySum`` for none unless the currency is named, ``MoneyError/Code/mixedCurrencies``
    /// and ``MoneyError/Code/outOfRange``.
    public static func sum(_ amounts: some Sequence<Money>, in currency: Currency? = nil) throws(MoneyError) -> Money {
        var total = currency.map(Money.zero)
        for amount in amounts { total = if let total { try total + amount } else { amount } }
        guard let total else {
            throw MoneyError(
                code: .emptySum,
                message: "a sum of no amounts has no currency",
                hint: "name the currency, or start from zero of it"
            )
        }
        return total
    }

    // MARK: - Order

    /// Throws ``MoneyError/Code/mixedCurrencies``, as the other comparisons do; `==` alone is always defined.
    public static func < (left: Money, right: Money) throws(MoneyError) -> Bool {
        guard left.currency == right.currency else { throw .mixed(left, right, "compared") }
        return left.amount < right.amount
    }

    /// Throws ``MoneyError/Code/mixedCurrencies``.
    public static func <= (left: Money, right: Money) throws(MoneyError) -> Bool {
        guard left.currency == right.currency else { throw .mixed(left, right, "compared") }
        return left.amount <= right.amount
    }

    /// Throws ``MoneyError/Code/mixedCurrencies``.
    public static func > (left: Money, right: Money) throws(MoneyError) -> Bool {
        try right < left
    }

    /// Throws ``MoneyError/Code/mixedCurrencies``.
    public static func >= (left: Money, right: Money) throws(MoneyError) -> Bool {
        try right <= left
    }
}

extension MoneyError {
    @inline(never)
    fileprivate static func mixed(_ left: Money, _ right: Money, _ verb: String) -> MoneyError {
        MoneyError(
            code: .mixedCurrencies,
            message: "\(left) and \(right) cannot be \(verb)",
            hint: "amounts of different currencies do not mix"
        )
    }
}
