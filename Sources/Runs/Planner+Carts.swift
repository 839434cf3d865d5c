public import Commerce

extension OrderStatus {
    /// What an order has that a plan stands for; no market answers it.
    public static let planned = OrderStatus(rawValue: "planned")
}

extension Planner {
    /// The lines as the market would give them back, with the errors that it would show.
    func priced(
        _ lines: [CartLineItem],
        for customerID: String,
        in context: CallContext
    ) async throws -> [CartLineItem] {
        do {
            let preview = PreviewCart(customerID: customerID, lineItems: lines, before: commitments)
            return try await market.perform(preview, in: context)
        } catch let refusal as MarketError where refusal.code == .notSupported {
            return try await pricedHere(lines, for: customerID, in: context)
        }
    }

    /// The groups that the market would not order, as far as it can tell without a write.
    func checkoutErrors(of cart: Cart, in context: CallContext) async throws -> [CartCheckoutResult.OrderError] {
        do {
            let request = PreviewCheckout(customerID: cart.customerId, lineItems: cart.lineItems, before: commitments)
            let preview = try await market.perform(request, in: context)
            commitments = preview.after
            return preview.orderErrors
        } catch let refusal as MarketError where refusal.code == .notSupported {
            return []
        }
    }

    /// The same for a market that has no previews: numbered, grouped by cycle and currency, priced, and with an
    /// error where the catalogue item cannot be bought.
    private func pricedHere(
        _ lines: [CartLineItem],
        for customerID: String,
        in context: CallContext
    ) async throws -> [CartLineItem] {
        guard !lines.isEmpty else {
            throw MarketError(.invalidInput, "a cart needs at least one line", hint: "give lines = { … }")
        }
        let customer = try await market.perform(GetCustomer(customerID: customerID), in: context)
        var groups: [String] = []
        var answer: [CartLineItem] = []
        for (index, line) in lines.enumerated() {
            var line = line
            line.id = index
            line.error = nil
            if let (sku, availability) = try await offer(of: line, for: customer, in: context) {
                line.friendlyName = line.friendlyName ?? sku.title
                line.currencyCode = availability.defaultCurrency
                line.price = try await market.perform(
                    GetPrice(
                        catalogItemID: line.catalogItemId,
                        termDuration: line.termDuration,
                        billingCycle: line.billingCycle,
                        quantity: line.quantity
                    ),
                    in: context
                )
                let key = "\(line.billingCycle.rawValue) \(availability.defaultCurrency.code)"
                let group = groups.firstIndex(of: key) ?? groups.count
                if group == groups.count { groups.append(key) }
                line.orderGroup = String(group)
            } else {
                line.error = CartLineError(
                    .catalogItemIdIsNotValid,
                    "\(line.catalogItemId) cannot be bought by \(customer.companyProfile.companyName) now"
                )
            }
            answer.append(line)
        }
        return answer
    }

    /// What the line buys, if it is something that the customer can buy now.
    private func offer(
        of line: CartLineItem,
        for customer: Customer,
        in context: CallContext
    ) async throws -> (Sku, Availability)? {
        guard let id = try? CatalogItemID(line.catalogItemId), let country = customer.country else { return nil }
        do {
            let sku = try await market.perform(
                GetSku(productID: id.product, skuID: id.sku, country: country),
                in: context
            )
            let availability = try await market.perform(
                GetAvailability(
                    productID: id.product,
                    skuID: id.sku,
                    availabilityID: id.availability,
                    country: country
                ),
                in: context
            )
            return availability.isPurchasable ? (sku, availability) : nil
        } catch let error as MarketError where error.code.status == 404 {
            return nil
        }
    }

    /// One order for each group of the cart.
    func orders(from cart: Cart, in context: CallContext) async throws -> [Order] {
        var cart = cart
        for index in cart.lineItems.indices where cart.lineItems[index].friendlyName == nil {
            cart.lineItems[index].friendlyName = try await title(of: cart.lineItems[index], for: cart, in: context)
        }
        let groups = Dictionary(grouping: cart.lineItems) { $0.orderGroup ?? "" }
        let now = try await clock.now()
        var orders: [Order] = []
        for (_, lines) in groups.sorted(by: { $0.key < $1.key }) {
            guard let first = lines.first, let currency = first.currencyCode else { continue }
            orders.append(
                Order(
                    id: "\(cart.id)-order-\(orders.count + 1)",
                    alternateId: "",
                    referenceCustomerId: cart.customerId,
                    billingCycle: first.billingCycle,
                    currencyCode: currency,
                    lineItems: lines.enumerated().map(OrderLineItem.init(number:line:)),
                    creationDate: now,
                    status: .planned
                )
            )
        }
        return orders
    }
}

extension Planner {
    /// What an order calls a line that the partner gave no name.
    private func title(of line: CartLineItem, for cart: Cart, in context: CallContext) async throws -> String? {
        let customer = try await market.perform(GetCustomer(customerID: cart.customerId), in: context)
        return try await offer(of: line, for: customer, in: context)?.0.title
    }
}

extension OrderLineItem {
    /// The order line that a cart line becomes.
    fileprivate init(number: Int, line: CartLineItem) {
        self.init(
            lineItemNumber: number,
            offerId: line.catalogItemId,
            friendlyName: line.friendlyName ?? line.catalogItemId,
            quantity: line.quantity,
            termDuration: line.termDuration,
            provisioningContext: line.provisioningContext,
            renewsTo: line.renewsTo,
            price: line.price
        )
    }
}
