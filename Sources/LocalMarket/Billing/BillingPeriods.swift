import Commerce

extension BillingCycle {
    /// How long one charge of a recurring cycle pays for; nil for what is charged once or never.
    var period: ISODuration? {
        switch self {
        case .monthly: ISODuration(months: 1)
        case .annual: ISODuration(months: 12)
        case .biennial: ISODuration(months: 24)
        case .triennial: ISODuration(months: 36)
        default: nil
        }
    }
}

extension Timestamp {
    /// When a term ends that begins after some periods of billing, counted from here, where the first one began: so the
    /// ends of what was bought on the 31st are ends of months, as those of its charges are.
    ///
    /// - Parameters:
    ///   - term: Nil = as long as a period, which is the least for every term: that much is charged for.
    ///   - cycle: What has no periods ends with its term, or after a month where it has none.
    func end(ofTerm term: ISODuration?, billed cycle: BillingCycle, after periods: Int = 0) -> Timestamp {
        guard let period = cycle.period else { return adding(term ?? ISODuration(months: 1)) }
        let least = adding(period, times: periods + 1)
        guard let term else { return least }
        let months = period.months * periods + term.months
        return max(least, adding(ISODuration(months: months, seconds: term.seconds)))
    }
}

extension MarketSettings {
    /// The tax on what a customer in a country buys, in per cent.
    func taxRate(of country: CountryCode) -> FixedPoint {
        taxRates[country] ?? .zero
    }
}
