extension Money {
    /// As many parts as are ever made at once.
    public static let mostParts = 100_000

    /// So many parts as equal as can be, the larger ones first; they add up to the amount.
    ///
    /// 10.00 USD in 3 is 3.34, 3.33 and 3.33 USD. Parts are whole minor units if the amount is, else counts of 10⁻¹⁰.
    /// Throws ``MoneyError/Code/invalidParts`` unless there are 1 to ``mostParts`` of them.
    public func split(into parts: Int) throws(MoneyError) -> [Money] {
        guard (1...Self.mostParts).contains(parts) else {
            throw .invalidParts("\(self) cannot be split into \(parts) parts")
        }
        return try allocated(by: Array(repeating: 1, count: parts))
    }

    /// Parts in proportion to the ratios, in their order; they add up to the amount.
    ///
    /// Every part is first cut off towards zero at its step (as in ``split(into:)``); the steps left over go one each to
    /// the parts that lost most, the earlier one if two lost alike. A ratio of 0 gives nothing. A negative amount is
    /// divided as its magnitude is. Throws ``MoneyError/Code/invalidParts`` for a negative ratio, for ratios that are
    /// all 0 or add up to more than an `Int`, and unless there are 1 to ``mostParts`` of them.
    public func allocated(by ratios: [Int]) throws(MoneyError) -> [Money] {
        let total = try Self.total(of: ratios, for: self)
        let step = self.step.magnitude
        let steps = amount.units.magnitude / step
        var parts: [(steps: UInt128, remainder: UInt128)] = []
        parts.reserveCapacity(ratios.count)
        for ratio in ratios {
            guard let part = steps.times(UInt128(ratio), over: total) else { throw .outOfRange() }
            parts.append((steps: part.quotient, remainder: part.remainder))
        }
        let leftOver = steps - parts.reduce(0) { $0 + $1.steps }
        let byLoss = parts.indices.sorted { (parts[$1].remainder, $0) < (parts[$0].remainder, $1) }
        for index in byLoss.prefix(Int(leftOver)) { parts[index].steps += 1 }
        return parts.map { part in
            let units = Int128(part.steps * step)
            return Money(FixedPoint(unchecked: isNegative ? -units : units), currency)
        }
    }

    private static func total(of ratios: [Int], for money: Money) throws(MoneyError) -> UInt128 {
        guard (1...mostParts).contains(ratios.count) else {
            throw .invalidParts("\(money) cannot be allocated to \(ratios.count) parts")
        }
        var total = 0
        for ratio in ratios {
            guard ratio >= 0 else { throw .invalidParts("\(money) cannot be allocated by the negative ratio \(ratio)") }
            let (sum, overflow) = total.addingReportingOverflow(ratio)
            guard !overflow else { throw .invalidParts("the ratios to allocate \(money) by are too large") }
            total = sum
        }
        guard total > 0 else { throw .invalidParts("\(money) cannot be allocated by ratios that are all 0") }
        return UInt128(total)
    }
}

extension MoneyError {
    fileprivate static func invalidParts(_ message: String) -> MoneyError {
        MoneyError(
            code: .invalidParts,
            message: message,
            hint: "give 1 to \(Money.mostParts) parts, ratios of 0 or more, and one ratio above 0"
        )
    }
}
