import Commerce
import Database

extension Checkout: LocalWrite {
    /// Buys a cart: one order for each group that can be bought now, an error for each that can't (R-32, R-35).
    ///
    /// What makes the whole cart unfit is refused; what was found wrong when the cart was made or changed last is that
    /// (R-29), what went wrong since then fails its group only.
    func perform(on connection: WriteConnection, _ call: LocalCall, ids: inout IDSequence) throws -> CartCheckoutResult
    {
        let customer = try CustomerRecord.require(customerID, on: connection)
        var cart = try CartRecord.require(cartID, of: customer, on: connection, call)
        if cart.status == .ordered, call.settings.repeatsCheckoutAnswer, let result = cart.result { return result }
        try cart.requireActive(on: connection)
        try customer.requireMayBuy(call.settings)
        try cart.requireFaultless()
        try call.settings.requireResellersAgreed(cart.lines)

        var result = CartCheckoutResult(orders: [])
        for group in try cart.groups(by: CartEvaluator(for: customer, on: connection, call)) {
            let placement = OrderPlacement(customer: customer, cart: cart, group: group, call: call)
            do {
                let order = try placement.place(on: connection, ids: &ids)
                result.orders.append(order.order(at: call))
            } catch let fault as LineFault {
                result.orderErrors.append(CartCheckoutResult.OrderError(group, fault))
            }
        }
        guard !result.orders.isEmpty else { return result }
        cart.status = .ordered
        cart.modifiedAt = call.now
        if call.settings.repeatsCheckoutAnswer { cart.result = result }
        try cart.saveOrdered(on: connection)
        return result
    }

    /// An order is in the store, so its id is enough.
    func remembered(_ answer: CartCheckoutResult) -> RememberedCheckout {
        RememberedCheckout(
            orders: answer.orders.map { RememberedCheckout.Placed(id: $0.id, status: $0.status) },
            errors: answer.orderErrors
        )
    }

    func answer(_ remembered: RememberedCheckout, on connection: ReadConnection) throws -> CartCheckoutResult {
        var result = CartCheckoutResult(
            orders: try remembered.orders.map { placed in
                try OrderRecord.require(placed.id, on: connection).asPlaced.order(placed.status)
            }
        )
        result.orderErrors = remembered.errors
        return result
    }
}

/// A checkout's answer without what the store has of its orders.
struct RememberedCheckout: Sendable, Codable {
    struct Placed: Sendable, Codable {
        let id: String
        let status: OrderStatus
    }

    let orders: [Placed]
    let errors: [CartCheckoutResult.OrderError]
}

extension CartCheckoutResult.OrderError {
    /// Why a group was not ordered.
    init(_ group: OrderGroup, _ fault: LineFault) {
        self.init(orderGroupId: group.id, code: fault.code.number, description: fault.message)
    }
}

/// The lines of a cart that become one order: each followed by its add-ons (R-31, R-33).
struct OrderGroup: Sendable {
    let id: String
    var lines: [EvaluatedLine]
}

extension CartRecord {
    /// The cart's groups as they are now, each line at the price that the cart showed: it holds for the cart's life.
    func groups(by evaluator: CartEvaluator) throws -> [OrderGroup] {
        let evaluated = try evaluator.evaluate(lines, keepingPrices: true)
        var groups: [OrderGroup] = []
        for (line, shown) in zip(evaluated, lines) {
            // A line whose item is gone has no group of its own any more, but the one that the cart showed.
            let id = shown.orderGroup ?? line.line.orderGroup ?? ""
            if let index = groups.firstIndex(where: { $0.id == id }) {
                groups[index].lines += line.flattened
            } else {
                groups.append(OrderGroup(id: id, lines: line.flattened))
            }
        }
        return groups
    }

    /// - Throws: ``MarketError`` with 400/800009 that names the faulty lines (R-29).
    func requireFaultless() throws {
        func errors(_ lines: [CartLineItem]) -> [(item: String, error: CartLineError)] {
            lines.flatMap { line in
                (line.error.map { [(line.catalogItemId, $0)] } ?? []) + errors(line.addonItems)
            }
        }
        let faulty = errors(lines)
        guard faulty.isEmpty else {
            let list = faulty.map { "\($0.item): \($0.error.errorCode), \($0.error.errorDescription)" }
            throw MarketError(
                .faultyLines,
                "cart \(id) has \(faulty.count == 1 ? "a faulty line" : "\(faulty.count) faulty lines"): "
                    + list.joined(separator: "; "),
                hint: "mend or remove them and update the cart, which looks at its lines anew"
            )
        }
    }
}
