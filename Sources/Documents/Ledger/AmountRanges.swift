internal import Commerce

/// The least and the greatest amount of each column, which decide how wide it must be.
struct AmountRanges {
    private(set) var quantity = AmountRange()
    private(set) var unitPrice = AmountRange()
    private(set) var subtotal = AmountRange()
    private(set) var tax = AmountRange()
    private(set) var total = AmountRange()

    mutating func include(_ line: LedgerLine) {
        quantity.include(FixedPoint(line.quantity))
        unitPrice.include(line.unitPrice)
        subtotal.include(line.subtotal)
        tax.include(line.tax)
        total.include(line.total)
    }

    mutating func include(_ sums: Sums) {
        subtotal.include(sums.subtotal.amount)
        tax.include(sums.tax.amount)
        total.include(sums.total.amount)
    }

    mutating func include(total amount: Money) {
        total.include(amount.amount)
    }
}

/// The least and the greatest of some amounts, and how many digits after the point they need.
struct AmountRange {
    private(set) var least = FixedPoint.zero
    private(set) var greatest = FixedPoint.zero
    private(set) var fractionDigits = 0

    mutating func include(_ amount: FixedPoint) {
        least = min(least, amount)
        greatest = max(greatest, amount)
        while fractionDigits < FixedPoint.fractionDigits, amount.units % Self.steps[fractionDigits] != 0 {
            fractionDigits += 1
        }
    }

    /// The units that an amount of so many digits after the point is a multiple of.
    private static let steps: [Int128] = (0...FixedPoint.fractionDigits).map { digits in
        (0..<digits).reduce(FixedPoint.unitsPerOne) { step, _ in step / 10 }
    }
}
