import Commerce
import Database

/// Makes one group of a cart into an order: drafts it, checks the draft against limits, stock
/// and credit, and only then writes.
struct OrderPlacement {
    let customer: CustomerRecord
    let cart: CartRecord
    let group: OrderGroup
    let call: LocalCall

    /// - Throws: ``LineFault`` where the group can't be bought now; nothing was written then.
    func place(on connection: WriteConnection, ids: inout IDSequence) throws -> OrderRecord {
        let draft = try checkedDraft(on: connection, ids: &ids)
        for (item, quantity) in draft.demand {
            try CatalogueLookup.take(quantity, of: item.product.id, sku: item.sku.id, on: connection)
        }
        for subscription in draft.subscriptions { try subscription.save(on: connection) }
        try draft.order.insert(on: connection)
        for charge in draft.charges { try Ledger(connection: connection).post(charge, ids: &ids) }
        return draft.order
    }

    /// The order that the group would become, after limits, stock and credit were found to suffice.
    ///
    /// - Parameter before: What a plan would have done by then.
    /// - Throws: ``LineFault`` where the group can't be bought now.
    func checkedDraft(
        on connection: ReadConnection,
        after before: PlannedCommitments = PlannedCommitments(),
        ids: inout IDSequence
    ) throws -> OrderDraft {
        let draft = try draft(ids: &ids)
        try PurchaseLimits(customer: customer, call: call, connection: connection).require(draft.wanted)
        try requireStock(for: draft, on: connection, after: before)
        try requireCredit(for: draft, on: connection, after: before)
        return draft
    }

    /// Two lines may ask for one item, so stock is looked at by item.
    private func requireStock(
        for draft: OrderDraft,
        on connection: ReadConnection,
        after before: PlannedCommitments
    ) throws {
        let evaluator = CartEvaluator(for: customer, on: connection, call, after: before)
        for (item, quantity) in draft.demand { try evaluator.requireStock(quantity, of: item) }
    }

    /// What is owed already and what the group costs, tax included, must stay within the credit line.
    private func requireCredit(
        for draft: OrderDraft,
        on connection: ReadConnection,
        after before: PlannedCommitments
    ) throws {
        let currency = draft.order.currency
        guard let limit = call.settings.creditLimits[currency] else { return }
        let outstanding = try Account.outstanding(in: currency, on: connection) + before.owed(in: currency)
        let cost = try Money.sum(draft.charges.map(\.total), in: currency)
        guard try outstanding + cost <= limit else {
            throw LineFault(
                .unableToProcessCartLineItem,
                "the credit line of \(limit) is too low: \(outstanding) are owed, the order adds \(cost) (R-49)",
                code: .creditTooLow
            )
        }
    }
}

/// An order before it is written.
struct OrderDraft {
    var order: OrderRecord
    var subscriptions: [SubscriptionRecord] = []
    var charges: [Charge] = []

    /// What is bought, as limits look at it.
    var wanted: [WantedLine] = []

    /// How many units of each item are bought, in the order of the lines.
    var demand: [(item: CatalogueItem, quantity: Int)] = []

    mutating func demand(_ quantity: Int, of item: CatalogueItem) {
        let index = demand.firstIndex {
            $0.item.product.id == item.product.id && $0.item.sku.id == item.sku.id
        }
        if let index {
            demand[index].quantity += quantity
        } else {
            demand.append((item, quantity))
        }
    }
}
