import Commerce

extension RegisterSubscription: PlannedRequest {
    func plan(with planner: Planner, in context: CallContext) async throws -> SubscriptionRegistrationStatus? {
        // A subscription that does not exist is refused now, not when the plan is carried out.
        let subscription = try await planner.market.perform(
            GetSubscription(customerID: customerID, subscriptionID: subscriptionID),
            in: context
        )
        planner.capture(.registration(customerID: customerID, subscriptionID: subscriptionID))
        return SubscriptionRegistrationStatus(subscriptionId: subscription.id, status: .registering)
    }
}

extension GetRegistrationStatus: PlannedRequest {
    func plan(with planner: Planner, in context: CallContext) async throws -> SubscriptionRegistrationStatus? {
        guard planner.isRegistered(subscriptionID) else { return nil }
        return SubscriptionRegistrationStatus(subscriptionId: subscriptionID, status: .registered)
    }
}

extension GetCart: PlannedRequest {
    func plan(with planner: Planner, in context: CallContext) async throws -> Cart? {
        planner.cart(cartID)
    }
}

extension CreateCart: PlannedRequest {
    func plan(with planner: Planner, in context: CallContext) async throws -> Cart? {
        let now = try await planner.clock.now()
        let cart = Cart(
            id: planner.nextID("cart"),
            customerId: customerID,
            status: .active,
            creationTimestamp: now,
            lastModifiedTimestamp: now,
            expirationTimestamp: now,
            lineItems: try await planner.priced(lineItems, for: customerID, in: context)
        )
        planner.save(cart)
        return cart
    }
}

extension UpdateCart: PlannedRequest {
    func plan(with planner: Planner, in context: CallContext) async throws -> Cart? {
        let known = planner.cart(cartID)
        var cart: Cart
        if let known {
            cart = known
        } else {
            cart = try await planner.market.perform(GetCart(customerID: customerID, cartID: cartID), in: context)
        }
        cart.lineItems = try await planner.priced(lineItems, for: customerID, in: context)
        planner.save(cart)
        return cart
    }
}

extension Checkout: PlannedRequest {
    func plan(with planner: Planner, in context: CallContext) async throws -> CartCheckoutResult? {
        let known = planner.cart(cartID)
        var cart: Cart
        if let known {
            cart = known
        } else {
            cart = try await planner.market.perform(GetCart(customerID: customerID, cartID: cartID), in: context)
        }
        guard cart.status == .active else {
            throw MarketError(
                .alreadySubmitted,
                "cart \(cartID) was already submitted",
                hint: "open a new cart for what is still to be bought"
            )
        }
        if let faulty = cart.lineItems.first(where: { $0.error != nil }), let error = faulty.error {
            throw MarketError(.faultyLines, "cart \(cartID) has a faulty line: \(error.errorDescription)")
        }
        let errors = try await planner.checkoutErrors(of: cart, in: context)
        let refused = Set(errors.map(\.orderGroupId))
        var kept = cart
        kept.lineItems.removeAll { refused.contains($0.orderGroup ?? "") }
        let orders = try await planner.orders(from: kept, in: context)
        for order in orders { planner.capture(.order(order)) }
        if !orders.isEmpty { cart.status = .ordered }
        planner.save(cart)
        return CartCheckoutResult(orders: orders, orderErrors: errors)
    }
}

extension GetOrder: PlannedRequest {
    func plan(with planner: Planner, in context: CallContext) async throws -> Order? {
        planner.order(orderID)
    }
}

extension CancelOrder: PlannedRequest {
    func plan(with planner: Planner, in context: CallContext) async throws -> Order? {
        let known = planner.order(orderID)
        var order: Order
        if let known {
            order = known
        } else {
            order = try await planner.market.perform(GetOrder(customerID: customerID, orderID: orderID), in: context)
        }
        planner.capture(
            .cancellation(customerID: customerID, orderID: orderID, lineItemNumbers: lineItemNumbers)
        )
        for index in order.lineItems.indices
        where lineItemNumbers?.contains(order.lineItems[index].lineItemNumber) ?? true {
            order.lineItems[index].quantity = 0
        }
        if order.lineItems.allSatisfy({ $0.quantity == 0 }) { order.status = .cancelled }
        return order
    }
}

extension SetQualification: PlannedRequest {
    func plan(with planner: Planner, in context: CallContext) async throws -> CustomerQualification? {
        planner.capture(.qualification(customerID: customerID, qualification))
        return CustomerQualification(qualification: qualification, vettingStatus: .inReview)
    }
}
