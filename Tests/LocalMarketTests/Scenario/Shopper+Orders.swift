import Commerce

@testable import LocalMarket

// Carts, checkouts, and orders without a cart.

extension Shopper {
    mutating func makeCart() async throws -> String {
        let buyer = chance.number(below: buyers.count)
        let lines = lines(for: buyer)
        let cart = try await market.perform(CreateCart(customerID: buyers[buyer].id, lineItems: lines))
        try requirePrices(of: cart, for: buyer)
        carts.append(cart)
        return "cart of \(lines.map(\.catalogItemId))"
    }

    private mutating func lines(for buyer: Int) -> [CartLineItem] {
        (0...chance.number(below: 3)).map { _ in line(for: buyer) }
    }

    /// Mostly something that can be bought.
    private mutating func line(for buyer: Int) -> CartLineItem {
        let offered = catalogue.products.filter { $0.buyers.contains(buyer) }
        let product = offered[chance.number(below: offered.count)]
        let isOdd = chance.number(below: 12) == 0
        let sku = product.sku
        var line = CartLineItem(
            catalogItemId: product.item(for: buyer),
            quantity: isOdd ? sku.maximumQuantity + 1 : sku.minimumQuantity + chance.number(below: 3),
            billingCycle: sku.supportedBillingCycles[chance.number(below: sku.supportedBillingCycles.count)],
            termDuration: product.terms.isEmpty ? nil : product.terms[chance.number(below: product.terms.count)]
        )
        if product.kind == .reservation {
            line.provisioningContext = ["subscriptionId": buyers[buyer].subscription, "scope": "shared"]
        } else if product.kind == .onlineService, !sku.isTrial {
            add(to: &line, of: product, for: buyer)
        }
        return line
    }

    /// Makes a line the parent of an add-on, or an add-on of something that was bought before.
    private mutating func add(to line: inout CartLineItem, of product: RandomCatalogue.Offered, for buyer: Int) {
        switch chance.number(below: 4) {
        case 0:
            var addon = line
            addon.quantity = product.sku.minimumQuantity
            addon.termDuration = product.terms[chance.number(below: product.terms.count)]
            line.addonItems = [addon]
        case 1:
            let parents = expected.lines.values.filter {
                $0.customer == buyers[buyer].id && $0.kind == .onlineService && $0.cycle != .none
                    && !$0.hasEnded(at: expected.time)
            }.compactMap(\.subscription).sorted()
            guard !parents.isEmpty else { return }
            line.provisioningContext["parentSubscriptionId"] = parents[chance.number(below: parents.count)]
        default: return
        }
    }

    /// A line without a fault shows what the list has at the moment.
    private func requirePrices(of cart: Cart, for buyer: Int) throws {
        for line in cart.lineItems.flatMap({ [$0] + $0.addonItems }) where line.error == nil {
            try require(line.price?.unit == price(of: line, for: buyer), "\(line) has another price")
        }
    }

    private func price(of line: CartLineItem, for buyer: Int) -> Money? {
        prices[Self.name(line.catalogItemId)]?[buyer]
    }

    /// A line at the price that a cart would show for it.
    private func priced(_ line: CartLineItem, for buyer: Int) throws -> CartLineItem {
        var line = line
        let source = PriceSource(kind: .demonstration, asOf: expected.time)
        if let unit = price(of: line, for: buyer) {
            line.price = try Price(unit: unit, quantity: line.quantity, source: source)
        }
        line.addonItems = try line.addonItems.map { try priced($0, for: buyer) }
        return line
    }

    /// `product:sku` of a catalogue item.
    static func name(_ item: String) -> String { item.split(separator: ":").prefix(2).joined(separator: ":") }

    /// The newest cart mostly: older ones are expired or ordered.
    private mutating func someCart() -> Int? {
        guard !carts.isEmpty else { return nil }
        return carts.count - 1 - min(chance.number(below: 3) * chance.number(below: 3), carts.count - 1)
    }

    /// A change under a stale ETag is refused, one under the newest takes the place of all lines.
    mutating func changeCart() async throws -> String {
        guard let index = someCart(), let buyer = buyers.firstIndex(where: { $0.id == carts[index].customerId })
        else { return "nothing" }
        let isStale = chance.number(below: 3) == 0
        let request = UpdateCart(
            customerID: carts[index].customerId,
            cartID: carts[index].id,
            lineItems: lines(for: buyer),
            etag: isStale ? "stale" : carts[index].etag
        )
        do {
            carts[index] = try await market.perform(request)
            try require(!isStale, "a stale change came through")
            try requirePrices(of: carts[index], for: buyer)
            return "cart changed"
        } catch let error as MarketError where (400..<500).contains(error.code.status) {
            count(error.code == .staleETag ? .stale : .refused)
            return "change refused: \(error.code)"
        }
    }

    mutating func checkOut() async throws -> String {
        guard let index = someCart() else { return "nothing" }
        let cart = carts[index]
        let request = Checkout(customerID: cart.customerId, cartID: cart.id)
        let context = market.context()
        do {
            let result = try await market.perform(request, in: context)
            for order in result.orders {
                try note(order, of: cart.lineItems.filter { $0.billingCycle == order.billingCycle })
            }
            for _ in result.orderErrors { count(.refused) }
            if !result.orders.isEmpty { checkouts.append((request, context, result)) }
            return "checkout: \(result.orders.count) orders, \(result.orderErrors.map(\.code))"
        } catch let error as MarketError where (400..<500).contains(error.code.status) {
            count(error.code == .faultyLines ? .faulty : .refused)
            return "checkout refused: \(error.code)"
        }
    }

    /// The same call again is answered the same as long as it is remembered, and refused after that.
    mutating func checkOutAgain() async throws -> String {
        guard !checkouts.isEmpty else { return "nothing" }
        let again = checkouts[chance.number(below: checkouts.count)]
        do {
            let result = try await market.perform(again.request, in: again.context)
            try require(result == again.result, "another answer: \(result)")
            count(.repeated)
            return "the same checkout again"
        } catch let error as MarketError where [.alreadySubmitted, .tenantNotFound].contains(error.code) {
            return "the same checkout again, a day later"
        }
    }

    /// OP-19: what would be one group of a cart.
    mutating func orderDirectly() async throws -> String {
        let buyer = chance.number(below: buyers.count)
        let all = lines(for: buyer)
        let lines = all.filter { $0.billingCycle == all[0].billingCycle }
        do {
            let order = try await market.perform(CreateOrder(customerID: buyers[buyer].id, lineItems: lines))
            try note(order, of: lines.map { try priced($0, for: buyer) })
            count(.orderedDirectly)
            return "order of \(lines.map(\.catalogItemId))"
        } catch let error as MarketError where error.code != .unexpected {
            count(.refused)
            return "order refused: \(error.code)"
        }
    }

    /// An order is new, has what was asked for, nothing that must not be sold now, and takes it from the stock (R-15, R-16,
    ///
    private mutating func note(_ order: Order, of asked: [CartLineItem]) throws {
        let country = buyers.first { $0.id == order.referenceCustomerId }?.country
        guard let country, orders.updateValue(order, forKey: order.id) == nil else {
            throw MarketError(.unexpected, "order \(order.id) is not new, or of nobody")
        }
        orderIDs.append(order.id)
        let wanted = asked.flatMap { [(line: $0, isAddon: false)] + $0.addonItems.map { (line: $0, isAddon: true) } }
        try require(wanted.count == order.lineItems.count, "order \(order.id) has other lines")
        var base: String?
        for (wanted, line) in zip(wanted, order.lineItems) {
            let name = Self.name(line.offerId)
            let kind = catalogue.products.first { $0.name == name }?.kind ?? .other
            let parent = wanted.isAddon ? base : wanted.line.provisioningContext["parentSubscriptionId"]
            try require(
                line.offerId == wanted.line.catalogItemId && line.quantity == wanted.line.quantity
                    && line.price?.unit == wanted.line.price?.unit && line.parentSubscriptionId == parent
                    && (line.subscriptionId == nil) == (order.billingCycle == .oneTime),
                "order \(order.id) has \(line), not \(wanted.line)"
            )
            if kind == .reservation {
                try require(!restricted.contains(name), "\(name) is restricted and was sold (R-15)")
                let subscription = wanted.line.provisioningContext["subscriptionId"] ?? ""
                let registered = registrations[subscription].map { $0.adding(TestMarket.minute) <= expected.time }
                try require(registered == true, "\(subscription) is not registered for \(name) (R-16, R-17)")
            }
            try expected.order(
                ExpectedLine(line, kind, in: order, country: country, unit: line.price?.unit ?? .zero(.usd))
            )
            if let left = stock[name] { stock[name] = left - line.quantity }
            if !wanted.isAddon { base = line.subscriptionId }
            if parent != nil { count(.addedOn) }
            if order.billingCycle == .none { count(.tried) }
        }
        count(.ordered)
    }
}
