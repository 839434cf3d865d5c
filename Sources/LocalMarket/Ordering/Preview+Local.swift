import Commerce
import Database

extension PreviewCart: LocalRead {
    /// What ``CreateCart`` finds of the lines, without making a cart.
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> [CartLineItem] {
        let customer = try CustomerRecord.requireTied(customerID, on: connection)
        return try CartEvaluator(for: customer, on: connection, call, after: before).evaluate(lineItems).map(\.line)
    }
}

extension PreviewCheckout: LocalRead {
    /// What ``Checkout`` checks, group by group, without buying.
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> CheckoutPreview {
        let customer = try CustomerRecord.require(customerID, on: connection)
        let cart = try CartRecord(id: "of a plan", customerID: customer.id, createdAt: call.now, lines: lineItems)
        try customer.requireMayBuy(call.settings)
        try cart.requireFaultless()
        try call.settings.requireResellersAgreed(cart.lines)

        var preview = CheckoutPreview(after: before)
        // Ids that nobody sees.
        var ids = IDSequence(seed: 0)
        let evaluator = CartEvaluator(for: customer, on: connection, call, after: before)
        for group in try cart.groups(by: evaluator) {
            let placement = OrderPlacement(customer: customer, cart: cart, group: group, call: call)
            do {
                let draft = try placement.checkedDraft(on: connection, after: preview.after, ids: &ids)
                try preview.after.add(draft)
            } catch let fault as LineFault {
                preview.orderErrors.append(CartCheckoutResult.OrderError(group, fault))
            }
        }
        return preview
    }
}

extension PlannedCommitments {
    fileprivate mutating func add(_ draft: OrderDraft) throws {
        for (item, quantity) in draft.demand { units[item.stockKey, default: 0] += quantity }
        for charge in draft.charges { try owe(charge.total) }
    }
}

extension CatalogueItem {
    /// What its stock is kept under.
    var stockKey: String { "\(product.id):\(sku.id)" }
}
