import Commerce

@testable import LocalMarket

/// The books as the rules make them: every charge, credit and invoice that orders, cancellations, the clock and the tax
/// rates of the settings must have led to. Nothing here is read from the market but ids.
struct ExpectedBooks: Sendable {
    /// An invoice by what it is for.
    struct Invoice: Hashable, Sendable {
        let account: Account.Key
        let issuedAt: Timestamp
        let total: Money
    }

    private(set) var time: Timestamp
    private(set) var lines: [ExpectedLine.Key: ExpectedLine] = [:]

    /// Every charge, and when it was put on an invoice.
    private(set) var charges: [(charge: ExpectedCharge, invoicedAt: Timestamp?)] = []
    private(set) var invoices: [Invoice] = []
    private(set) var billed: [Account.Key: Money] = [:]
    var taxRates: [CountryCode: FixedPoint]

    private var month: Timestamp
    private var bySubscription: [String: ExpectedLine.Key] = [:]
    private var firstUnbilled = 0

    init(at time: Timestamp, taxRates: [CountryCode: FixedPoint]) {
        (self.time, self.taxRates, month) = (time, taxRates, time.startOfMonth)
    }

    /// What is on no invoice, by account.
    var unbilled: [Account.Key: Money] {
        get throws {
            var sums = billed.mapValues { Money.zero($0.currency) }
            for (charge, _) in charges[firstUnbilled...] {
                sums[charge.account] = try sums[charge.account, default: .zero(charge.total.currency)] + charge.total
            }
            return sums
        }
    }

    var unbilledCount: Int { charges.count - firstUnbilled }

    /// The line that made a subscription.
    func line(making subscription: String) -> ExpectedLine? {
        bySubscription[subscription].flatMap { lines[$0] }
    }

    private mutating func book(_ charge: ExpectedCharge) {
        charges.append((charge, nil))
        if billed[charge.account] == nil { billed[charge.account] = .zero(charge.total.currency) }
    }
}

// MARK: - What is done

extension ExpectedBooks {
    /// A line is charged at once: what recurs for a period, what is paid once for its term; a trial costs nothing.
    mutating func order(_ line: ExpectedLine) throws {
        var line = line
        if line.cycle != .none {
            let end = line.next ?? line.term.map { line.orderedAt.adding($0) } ?? line.orderedAt
            let charge = try ExpectedCharge(
                line,
                "New",
                at: line.orderedAt,
                from: line.orderedAt,
                until: end,
                taxRate: rate(of: line)
            )
            line.charges.append(charge)
            book(charge)
        }
        lines[line.key] = line
        if let subscription = line.subscription { bySubscription[subscription] = line.key }
    }

    /// The lines that go with some: their add-ons that are not cancelled, of whichever order, and theirs.
    func withAddons(_ keys: [ExpectedLine.Key]) -> Set<ExpectedLine.Key> {
        var all = Set(keys)
        var parents = keys
        while let parent = parents.popLast() {
            guard let subscription = lines[parent]?.subscription else { continue }
            for line in lines.values where line.parent == subscription && line.cancelledAt == nil {
                if all.insert(line.key).inserted { parents.append(line.key) }
            }
        }
        return all
    }

    /// Lines are credited: in the sandbox and for perpetual software all of what was charged, else the days that are left
    ///
    mutating func cancel(_ keys: Set<ExpectedLine.Key>, inSandbox: Bool) throws {
        for key in keys {
            guard var line = lines[key] else { continue }
            line.cancelledAt = time
            line.next = nil
            for charge in line.charges {
                var effective = charge.effective
                if line.kind == .softwareSubscription, !inSandbox {
                    let days = Int((charge.endsAt - charge.startsAt + 86_399) / 86_400)
                    let left = days - Int((time - charge.startsAt) / 86_400)
                    guard left > 0 else { continue }
                    let amount = try (effective.amount * left).divided(by: FixedPoint(days))
                    effective = Money(amount, effective.currency)
                }
                book(
                    try ExpectedCharge(
                        line,
                        "Cancel",
                        at: time,
                        from: charge.startsAt,
                        until: charge.endsAt,
                        effective: effective,
                        quantity: -charge.quantity,
                        taxRate: charge.taxRate
                    )
                )
            }
            lines[key] = line
        }
    }

    /// A customer leaves: its subscriptions end, and nothing of it is charged any more.
    mutating func delete(customer: String) {
        for line in lines.values where line.customer == customer {
            lines[line.key]?.isDeleted = true
            lines[line.key]?.next = nil
        }
    }

    mutating func change(_ key: ExpectedLine.Key, renews: Bool?, isSuspended: Bool?) {
        if let renews { lines[key]?.renews = renews }
        if let isSuspended { lines[key]?.isSuspended = isSuspended }
    }
}

// MARK: - Time

extension ExpectedBooks {
    /// Months end one by one: what began in one is charged, then all is put on invoices.
    mutating func advance(to moment: Timestamp) throws {
        while month.adding(months: 1) <= moment {
            let end = month.adding(months: 1)
            try chargePeriods(upTo: Timestamp(secondsSince1970: end.secondsSince1970 - 1))
            let billedNow = Set(charges[firstUnbilled...].map(\.charge.account))
            for (account, total) in try unbilled where billedNow.contains(account) {
                invoices.append(Invoice(account: account, issuedAt: end, total: total))
                billed[account] = try billed[account, default: .zero(account.currency)] + total
            }
            for index in firstUnbilled..<charges.count { charges[index].invoicedAt = end }
            firstUnbilled = charges.count
            month = end
        }
        try chargePeriods(upTo: moment)
        time = moment
    }

    private mutating func chargePeriods(upTo moment: Timestamp) throws {
        func first() -> (line: ExpectedLine, start: Timestamp)? {
            lines.values.compactMap { line in line.next.map { (line, $0) } }.filter { $0.1 <= moment }
                .min { $0.1 < $1.1 }
        }
        while let (line, start) = first() { lines[line.key] = try charged(line, start) }
    }

    /// A line after its next period: charged for it, or ended.
    private mutating func charged(_ line: ExpectedLine, _ start: Timestamp) throws -> ExpectedLine {
        var line = line
        guard let period = line.cycle.months, !line.hasEnded(at: start) else {
            line.next = nil
            return line
        }
        var parent = line.parent.flatMap(self.line(making:))
        while let above = parent {
            guard !above.hasEnded(at: start) else {
                line.next = nil
                line.isDeleted = true
                return line
            }
            parent = above.parent.flatMap(self.line(making:))
        }
        let before = line.charges.count * period
        let isRenewal = line.endsAt <= start
        if isRenewal { line.endsAt = line.orderedAt.adding(months: before + line.termInMonths) }
        let next = line.orderedAt.adding(months: before + period)
        let charge = try ExpectedCharge(
            line,
            isRenewal ? "Renew" : "CycleCharge",
            at: start,
            from: start,
            until: next,
            taxRate: rate(of: line)
        )
        line.charges.append(charge)
        book(charge)
        line.next = next
        return line
    }

    private func rate(of line: ExpectedLine) -> FixedPoint { taxRates[line.country] ?? .zero }
}

extension ExpectedCharge {
    var account: Account.Key { Account.Key(currency: total.currency, invoiceType: invoiceType) }
}
