import Commerce

@testable import LocalMarket

// What changes beside orders: subscriptions, customers, the supply, prices, taxes, and the time.

extension Shopper {
    /// Suspends, resumes, or changes whether it renews; what has ended can't be changed, and no trial renews (5.4, 3.8).
    mutating func changeSubscription() async throws -> String {
        let all = expected.lines.values.filter { $0.subscription != nil && !deleted.contains($0.customer) }
        guard !all.isEmpty else { return "nothing" }
        let line = all.sorted { ($0.key.order, $0.key.number) < ($1.key.order, $1.key.number) }[
            chance.number(below: all.count)
        ]
        let id = line.subscription ?? ""
        let read = try await market.perform(GetSubscription(customerID: line.customer, subscriptionID: id))
        let isPending = expected.time < line.orderedAt.adding(TestMarket.minute)
        let status: SubscriptionStatus =
            line.hasEnded(at: expected.time) ? .deleted : line.isSuspended ? .suspended : isPending ? .pending : .active
        try require(read.status == status, "subscription \(id) is \(read.status), not \(status)")

        let isStale = chance.number(below: 6) == 0
        let wanted: SubscriptionStatus? = [nil, nil, .suspended, .active][chance.number(below: 4)]
        let renews = wanted == nil || chance.number(below: 2) == 0 ? chance.number(below: 2) == 0 : nil
        var reasons: [MarketError.Code] = []
        if status == .deleted || wanted != nil && status == .pending { reasons = [.invalidProperty] }
        if renews == true, line.cycle == .none { reasons = [.invalidProperty] }
        if isStale { reasons = [.staleETag] }
        let change = UpdateSubscription(
            customerID: line.customer,
            subscriptionID: id,
            status: wanted,
            autoRenewEnabled: renews,
            etag: isStale ? "stale" : read.etag ?? ""
        )
        let what = "\(id) to \(wanted, default: "as it is"), renewing \(renews, default: "as it is")"
        do {
            try await market.perform(change)
            try require(reasons.isEmpty, "changed \(what) in spite of \(reasons)")
            expected.change(line.key, renews: renews, isSuspended: wanted.map { $0 == .suspended })
            count(.changed)
            return "change \(what)"
        } catch let error as MarketError where (400..<500).contains(error.code.status) {
            try require(error, in: reasons)
            count(isStale ? .stale : .refused)
            return "change \(what) refused: \(error.code)"
        }
    }

    /// Asks again mostly, which changes nothing (R-17).
    mutating func register() async throws -> String {
        let buyer = buyers[chance.number(below: buyers.count)]
        try await market.perform(RegisterSubscription(customerID: buyer.id, subscriptionID: buyer.subscription))
        if registrations[buyer.subscription] == nil { registrations[buyer.subscription] = expected.time }
        return "register \(buyer.subscription)"
    }

    /// A customer gives back what it can and leaves, and another one comes (R-74, OP-38).
    mutating func leave() async throws -> String {
        let index = chance.number(below: buyers.count)
        let id = buyers[index].id
        for order in orderIDs.compactMap({ orders[$0] }) where order.referenceCustomerId == id {
            _ = try await cancel(order, lines: nil)
        }
        let isOpen = expected.lines.values.contains { line in
            line.customer == id && line.cancelledAt == nil
                && [.reservation, .softwareSubscription, .perpetualSoftware].contains(line.kind)
        }
        do {
            try await market.perform(DeleteCustomer(customerID: id))
            try require(isSandbox && !isOpen, "customer \(id) could be deleted (R-74)")
        } catch let error as MarketError where (400..<500).contains(error.code.status) {
            try require(error, in: isSandbox ? isOpen ? [.preconditionFailed] : [] : [.notInThisEnvironment])
            count(.refused)
            return "deletion refused: \(error.code)"
        }
        expected.delete(customer: id)
        deleted.insert(id)
        count(.deleted)
        try await replace(buyer: index)
        return "customer \(id) deleted"
    }

    private mutating func replace(buyer index: Int) async throws {
        let name = "Buyer \(deleted.count)"
        let customer = try await market.perform(
            CreateCustomer(
                domain: TestCustomer.domain(of: name),
                billingProfile: TestCustomer.profile(name, country: buyers[index].country)
            )
        )
        try await market.market.setAgreement(of: customer.id, accepted: true)
        buyers[index].id = customer.id
        buyers[index].subscription = chance.guid().description
        let buyer = buyers[index]
        try await market.market.store.write { connection, call, _ in try buyer.subscribe(on: connection, call) }
    }
}

// MARK: - Supply, prices, taxes

extension Shopper {
    mutating func restock() async throws -> String {
        let product = catalogue.products[chance.number(below: catalogue.products.count)]
        guard stock[product.name] != nil else { return "nothing" }
        let left = chance.number(below: 60)
        try await market.market.setStock(of: product.sku.productId, sku: product.sku.id, to: left)
        stock[product.name] = left
        return "stock of \(product.name) is \(left)"
    }

    /// Only what carts are made of from now on costs as much.
    mutating func changePrice() async throws -> String {
        let product = catalogue.products[chance.number(below: catalogue.products.count)]
        guard !product.sku.isTrial else { return "nothing" }
        let amount = "\(chance.number(below: 900)).\(chance.number(below: 1000))"
        try await TestCatalogue.setPrice(amount, of: product.sku.productId, product.sku.id, in: market)
        prices[product.name] = try buyers.map { try Money(amount, $0.currency) }
        return "price of \(product.name) is \(amount)"
    }

    /// Only what is charged from now on is taxed so.
    mutating func changeTax() async throws -> String {
        let country = buyers[chance.number(below: buyers.count)].country
        let rate = try FixedPoint(["0", "7.5", "19", "20.125"][chance.number(below: 4)])
        try await market.set { $0.taxRates[country] = rate }
        expected.taxRates[country] = rate
        return "tax in \(country) is \(rate)"
    }

    mutating func changeRestriction() async throws -> String {
        let product = catalogue.products[chance.number(below: catalogue.products.count)]
        let (id, sku) = (product.sku.productId, product.sku.id)
        if restricted.remove(product.name) != nil {
            _ = try await market.market.liftRestrictions(of: id, sku: sku)
            return "\(product.name) is not restricted any more"
        }
        restricted.insert(product.name)
        try await market.market.restrict(id, sku: sku, Restriction(reasonCode: "NoCapacity", description: "full"))
        return "\(product.name) is restricted"
    }
}

// MARK: - Time

extension Shopper {
    mutating func pass(_ seconds: Int64) async throws -> String {
        try await pass(ISODuration(seconds: seconds))
        return "advance by \(seconds) s"
    }

    private mutating func pass(_ duration: ISODuration) async throws {
        try await market.pass(duration)
        try expected.advance(to: expected.time.adding(duration))
    }

    mutating func close() async throws -> String {
        let invoices = try await market.market.close()
        try expected.advance(to: expected.time.startOfMonth.adding(months: 1))
        if !invoices.isEmpty { count(.invoiced) }
        return "close: \(invoices.map(\.id))"
    }

    /// Several months at once.
    mutating func leap() async throws -> String {
        try await pass(ISODuration(months: 3))
        return "advance by three months"
    }
}
