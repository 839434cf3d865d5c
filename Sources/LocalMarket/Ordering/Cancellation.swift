import Commerce
import Database

extension CancelOrder: LocalWrite {
    /// Cancels whole lines, or all of them: their quantity becomes 0, what was paid is credited, and the
    /// stock is given back.
    func perform(on connection: WriteConnection, _ call: LocalCall, ids: inout IDSequence) throws -> Order {
        let customer = try CustomerRecord.require(customerID, on: connection)
        let order = try OrderRecord.require(orderID, of: customer, on: connection)
        let lines = try lines(of: order)
        let cancellation = Cancellation(order: order, call: call)
        for line in lines { try cancellation.requireCancellable(line) }
        for line in lines { try cancellation.cancel(line, on: connection, ids: &ids) }
        if order.lines.allSatisfy({ line in line.cancelledAt != nil || lines.contains { $0.number == line.number } }) {
            try connection.execute(
                "UPDATE orders SET cancelled_at = ? WHERE id = ?",
                [SQLValue(call.now), .text(order.id)]
            )
        }
        return try OrderRecord.require(order.id, on: connection).order(at: call)
    }

    /// The lines that are meant, each once, with their add-ons, which can't do without them.
    private func lines(of order: OrderRecord) throws -> [OrderLineRecord] {
        guard let numbers = lineItemNumbers else {
            let open = order.lines.filter { $0.cancelledAt == nil }
            guard !open.isEmpty else {
                throw MarketError(.orderNotCancellable, "order \(order.id) is cancelled already")
            }
            return open
        }
        guard !numbers.isEmpty else {
            throw MarketError(
                .invalidInput,
                "no line of order \(order.id) is named",
                hint: "name lines by their numbers, or none at all to cancel the whole order"
            )
        }
        let named = try Set(numbers).sorted().map(order.line)
        let bases = Set(named.compactMap(\.subscriptionID))
        let addons = order.lines.filter { line in
            line.cancelledAt == nil && !named.contains { $0.number == line.number }
                && line.parentSubscriptionID.map(bases.contains) ?? false
        }
        return named + addons
    }
}

/// What cancelling a line of an order takes.
private struct Cancellation {
    let order: OrderRecord
    let call: LocalCall

    private var settings: MarketSettings { call.settings }

    /// - Throws: ``MarketError`` with 400/800061, 403/800019 or 400/900117.
    func requireCancellable(_ line: OrderLineRecord) throws {
        let name = "line \(line.number) of order \(order.id) (\(line.friendlyName))"
        guard line.cancelledAt == nil else {
            throw MarketError(.orderNotCancellable, "\(name) is cancelled already")
        }
        guard let window = window(of: line) else {
            throw MarketError(
                .cancellationOutsideSandbox,
                "\(name) can't be cancelled: outside the sandbox only software can",
                hint: "reservations are given back in the Azure portal, SaaS is cancelled at its subscription (R-44)"
            )
        }
        guard call.now <= order.createdAt.adding(window) else {
            throw MarketError(
                .pastCancellationWindow,
                "\(name) is past its cancellation window of \(window.seconds / 86_400) days",
                hint: "it could be cancelled until \(order.createdAt.adding(window)) (R-43)"
            )
        }
    }

    /// How long after its purchase a line can be cancelled; nil = never.
    private func window(of line: OrderLineRecord) -> ISODuration? {
        if settings.isSandbox { return settings.sandboxCancellationWindow }
        switch line.kind {
        case .perpetualSoftware: return settings.perpetualCancellationWindow
        case .softwareSubscription: return settings.subscriptionCancellationWindow
        case .reservation, .azurePlan, .onlineService, .other: return nil
        }
    }

    func cancel(_ line: OrderLineRecord, on connection: WriteConnection, ids: inout IDSequence) throws {
        try connection.execute(
            """
            UPDATE order_lines SET quantity = 0, cancelled_at = ?, next_charge_at = NULL
            WHERE order_id = ? AND number = ?
            """,
            [SQLValue(call.now), .text(order.id), SQLValue(line.number)]
        )
        try connection.execute(
            "UPDATE subscriptions SET status = ?, quantity = 0 WHERE id = ?",
            [SQLValue(SubscriptionStatus.deleted), SQLValue(line.subscriptionID)]
        )
        try CatalogueLookup.take(-line.quantity, of: line.item.product, sku: line.item.sku, on: connection)
        if let charge = try Charge.latest(ofLine: line.number, of: order.id, on: connection) {
            try Ledger(connection: connection).post(credit(for: charge, of: line), ids: &ids)
        }
    }

    /// What is given back: all of the charge, or the days that are left of a software subscription's.
    private func credit(for charge: Charge, of line: OrderLineRecord) throws -> Charge {
        var price = charge.effectiveUnitPrice
        if line.kind == .softwareSubscription, !settings.isSandbox {
            let day: Int64 = 86_400
            let days = Int((charge.endsAt - charge.startsAt + day - 1) / day)
            let used = Int((call.now - charge.startsAt) / day)
            if days > 0 {
                let left = try price.amount * max(0, days - used)
                price = Money(try left.divided(by: FixedPoint(days)), price.currency)
            }
        }
        return try Charge(
            orderID: order.id,
            lineNumber: line.number,
            invoiceType: charge.invoiceType,
            kind: .cancel,
            chargedAt: call.now,
            startsAt: charge.startsAt,
            endsAt: charge.endsAt,
            unitPrice: charge.unitPrice,
            effectiveUnitPrice: price,
            quantity: -charge.quantity,
            taxRate: charge.taxRate
        )
    }
}
