import Commerce

@testable import LocalMarket

/// A charge or credit as the rules make it.
struct ExpectedCharge: Hashable, Sendable {
    let line: ExpectedLine.Key
    let kind: String
    let invoiceType: InvoiceType
    let chargedAt: Timestamp
    let startsAt: Timestamp
    let endsAt: Timestamp
    let unit: Money
    let effective: Money
    let quantity: Int
    let taxRate: FixedPoint
    let subtotal: Money
    let tax: Money
    let total: Money

    init(
        _ line: ExpectedLine,
        _ kind: String,
        at chargedAt: Timestamp,
        from startsAt: Timestamp,
        until endsAt: Timestamp,
        effective: Money? = nil,
        quantity: Int? = nil,
        taxRate: FixedPoint
    ) throws {
        self.line = line.key
        self.kind = kind
        invoiceType = line.cycle == .oneTime ? .oneTime : .recurring
        (self.chargedAt, self.startsAt, self.endsAt, self.taxRate) = (chargedAt, startsAt, endsAt, taxRate)
        unit = line.unit
        self.effective = effective ?? line.unit
        self.quantity = quantity ?? line.quantity
        subtotal = try (self.effective * self.quantity).rounded()
        tax = try subtotal.scaled(by: taxRate.divided(by: FixedPoint(100)))
        total = try subtotal + tax
    }
}

/// A line of an order, and what is known of it without asking the market: what it costs, and how long it goes on.
struct ExpectedLine: Sendable {
    struct Key: Hashable, Sendable {
        let order: String
        let number: Int
    }

    let key: Key
    let customer: String
    let country: CountryCode
    let kind: ProductKind
    let cycle: BillingCycle
    let term: ISODuration?
    let unit: Money
    let quantity: Int
    let orderedAt: Timestamp
    let subscription: String?
    let parent: String?

    var cancelledAt: Timestamp?

    /// What was charged, without credits; as many as there were periods.
    var charges: [ExpectedCharge] = []

    /// When the next period is charged; nil = never.
    var next: Timestamp?

    /// When the present term of the subscription ends.
    var endsAt: Timestamp
    var renews: Bool
    var isSuspended = false
    var isDeleted = false

    init(_ line: OrderLineItem, _ kind: ProductKind, in order: Order, country: CountryCode, unit: Money) {
        key = Key(order: order.id, number: line.lineItemNumber)
        customer = order.referenceCustomerId
        self.country = country
        self.kind = kind
        cycle = order.billingCycle
        term = line.termDuration
        self.unit = unit
        quantity = line.quantity
        orderedAt = order.creationDate
        subscription = line.subscriptionId
        parent = line.parentSubscriptionId
        renews = order.billingCycle.months != nil
        endsAt = orderedAt
        endsAt = orderedAt.adding(months: termInMonths)
        next = cycle.months.map { orderedAt.adding(months: $0) }
    }

    /// How many months a term has: whole periods, one at least; a trial has one.
    var termInMonths: Int {
        guard let period = cycle.months else { return term?.months ?? 1 }
        return max(1, ((term?.months ?? 0) + period - 1) / period) * period
    }

    /// Whether its subscription is over at a moment.
    func hasEnded(at moment: Timestamp) -> Bool {
        isDeleted || cancelledAt != nil || !renews && endsAt <= moment
    }
}

extension BillingCycle {
    /// How many months a charge is for.
    var months: Int? {
        switch self {
        case .monthly: 1
        case .annual: 12
        default: nil
        }
    }
}

extension Timestamp {
    func adding(months: Int) -> Timestamp { adding(ISODuration(months: months)) }
}
