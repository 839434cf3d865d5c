import Commerce
import Database

extension CancelOrder: LocalWrite {
    /// Cancels whole lines, or all of them: their quantity becomes 0, what was paid is credited, and the
    /// stock is given back.
    func perform(on connection: WriteConnection, _ call: LocalCall, ids: inout IDSequence) throws -> Order {
        let customer = try CustomerRecord.require(customerID, on: connection)
        let order = try OrderRecord.require(orderID, of: customer, on: connection)
        var cancellations = [Cancellation(of: try lines(of: order), in: order, call)]
        cancellations += try cancellations[0].addonsElsewhere(on: connection)
        for cancellation in cancellations { try cancellation.requireCancellable() }
        for cancellation in cancellations { try cancellation.carryOut(on: connection, ids: &ids) }
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

/// What cancelling lines of an order takes.
struct Cancellation {
    let lines: [OrderLineRecord]
    let order: OrderRecord
    let call: LocalCall

    init(of lines: [OrderLineRecord], in order: OrderRecord, _ call: LocalCall) {
        (self.lines, self.order, self.call) = (lines, order, call)
    }

    var settings: MarketSettings { call.settings }

    /// The cancellations that go with it: of add-ons that were ordered later, and of theirs.
    func addonsElsewhere(on connection: ReadConnection) throws -> [Cancellation] {
        var found: [Cancellation] = []
        var seen = Set(lines.map { "\(order.id) \($0.number)" })
        var parents = lines.compactMap(\.subscriptionID)
        while let parent = parents.popLast() {
            let addons = try connection.rows(
                """
                SELECT order_id, number FROM order_lines
                WHERE customer_id = ? AND parent_subscription_id = ? AND cancelled_at IS NULL ORDER BY order_id, number
                """,
                [.text(order.customerID), .text(parent)]
            ).map { (orderID: try $0.text(0), number: try $0.count(1)) }
            for addon in addons where seen.insert("\(addon.orderID) \(addon.number)").inserted {
                let order = try OrderRecord.require(addon.orderID, on: connection)
                let line = try order.line(addon.number)
                found.append(Cancellation(of: [line], in: order, call))
                parents += [line.subscriptionID].compactMap(\.self)
            }
        }
        return found
    }

    /// - Throws: ``MarketError`` with 400/800061, 403/800019 or 400/900117.
    func requireCancellable() throws {
        for line in lines { try requireCancellable(line) }
    }

    /// Cancels the lines, and with the last of its lines the order.
    func carryOut(on connection: WriteConnection, ids: inout IDSequence) throws {
        for line in lines { try cancel(line, on: connection, ids: &ids) }
        try connection.execute(
            """
            UPDATE orders SET cancelled_at = ? WHERE id = ?
                AND NOT EXISTS (SELECT 1 FROM order_lines WHERE order_id = orders.id AND cancelled_at IS NULL)
            """,
            [SQLValue(call.now), .text(order.id)]
        )
    }

    private func requireCancellable(_ line: OrderLineRecord) throws {
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

    private func cancel(_ line: OrderLineRecord, on connection: WriteConnection, ids: inout IDSequence) throws {
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
        for charge in try Charge.all(ofLine: line.number, of: order.id, on: connection) {
            guard let credit = try credit(for: charge, of: line) else { continue }
            try Ledger(connection: connection).post(credit, ids: &ids)
        }
    }
}
