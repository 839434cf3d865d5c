internal import Commerce

/// What was charged at each rate of tax.
///
/// Line items have amounts of tax and no rates (5.6), so a rate is the roundest percentage that explains a line's tax to
/// the minor unit. Larger amounts tell more about a rate than smaller ones; they are read first, and a line joins a rate
/// that was found in its country if that explains it.
struct TaxSummary {
    /// What one rate was charged on.
    struct Entry {
        /// In per cent; nil for what no rate of three digits after the point explains.
        let rate: FixedPoint?
        fileprivate(set) var sums: Sums
    }

    /// By rising rate; what none explains comes last. Lines without any amount are in none.
    let entries: [Entry]

    init(_ ledger: Ledger) throws {
        var entries: [FixedPoint?: Entry] = [:]
        var found: [CountryCode: [FixedPoint]] = [:]
        for (customer, line) in Self.byWeight(ledger) {
            let account = ledger.customers[customer]
            let line = account.lines[line]
            let charge = Charge(line, ledger.currency)
            let known = found[account.country, default: []]
            let rate = known.first(where: charge.isExplained) ?? charge.roundestRate
            if let rate, !known.contains(rate) { found[account.country, default: []].append(rate) }
            try entries[rate, default: Entry(rate: rate, sums: Sums(ledger.currency))].sums.add(line)
        }
        self.entries = entries.values.sorted { left, right in
            guard let first = left.rate else { return false }
            return right.rate.map { first < $0 } ?? true
        }
    }

    /// Customers and their lines, the largest subtotals first. Those without any amount are left out.
    private static func byWeight(_ ledger: Ledger) -> [(customer: Int, line: Int)] {
        var places: [(weight: UInt128, customer: Int, line: Int)] = []
        places.reserveCapacity(ledger.lineCount)
        for (customer, account) in ledger.customers.enumerated() {
            for (line, content) in account.lines.enumerated()
            where content.subtotal.sign != 0 || content.tax.sign != 0 {
                places.append((content.subtotal.units.magnitude, customer, line))
            }
        }
        places.sort { ($1.weight, $0.customer, $0.line) < ($0.weight, $1.customer, $1.line) }
        return places.map { ($0.customer, $0.line) }
    }
}

/// The tax of one line.
private struct Charge {
    let subtotal: Money
    let tax: Money

    init(_ line: LedgerLine, _ currency: Currency) {
        subtotal = Money(line.subtotal, currency)
        tax = Money(line.tax, currency)
    }

    /// Digits after the point that a rate may have, in per cent.
    private static let fractionDigits = 3

    /// Whether the tax is that of a rate, rounded as lines are: half away from zero at the minor unit.
    func isExplained(by rate: FixedPoint) -> Bool {
        guard let share = try? FixedPoint(units: rate.units / 100) else { return false }
        return (try? subtotal.scaled(by: share)) == tax && (rate != .zero) == !tax.isZero
    }

    /// The rate of the fewest digits that explains the tax.
    var roundestRate: FixedPoint? {
        guard !tax.isZero else { return .zero }
        guard let percent = try? (tax.amount * 100).divided(by: subtotal.amount), percent.sign > 0 else { return nil }
        var step = FixedPoint.unitsPerOne
        for _ in 0...Self.fractionDigits {
            let rounded = (percent.units + step / 2) / step * step
            if rounded > 0, let rate = try? FixedPoint(units: rounded), isExplained(by: rate) { return rate }
            step /= 10
        }
        return nil
    }
}
