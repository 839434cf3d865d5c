import Commerce
import Logging
import PartnerCenterWire

extension PartnerCenter {
    /// The price of an item whose availability was read before.
    ///
    /// - Throws: ``MarketError`` with 404/400019 for one that wasn't: its country and segment are in no id.
    func price(_ request: GetPrice, in context: CallContext) async throws -> Price? {
        guard let prices else { return nil }
        guard let availability = prices[request.catalogItemID] else {
            throw MarketError(
                .availabilityNotFound,
                "\(request.catalogItemID) was not read before its price",
                hint: "read the availabilities of its SKU first (R-4)"
            )
        }
        return try await prices.price(
            PriceQuestion(
                availability: availability,
                term: request.termDuration,
                cycle: request.billingCycle,
                quantity: request.quantity
            ),
            in: context
        )
    }

    /// The same answer with the prices that the wire doesn't carry: a cart's lines at today's list, an order's at that
    /// of the moment when this client made it.
    func priced<Request: WireOperation>(
        _ response: Request.Response,
        to request: Request,
        in context: CallContext
    ) async throws -> Request.Response {
        guard let prices else { return response }
        switch response {
        case let page as Page<Availability>:
            prices.note(page.items)
            return response
        case let availability as Availability:
            prices.note(CollectionOfOne(availability))
            return response
        case var cart as Cart:
            do {
                for index in cart.lineItems.indices {
                    try await tag(&cart.lineItems[index], of: cart.customerId, in: context)
                }
            } catch  where request.operation.writes {
                // The cart exists: what could not be looked up costs prices, not its outcome.
                logger.warning("cart \(cart.id) has lines without a price: \(error)")
            }
            return cart as? Request.Response ?? response
        case var result as CartCheckoutResult:
            for index in result.orders.indices { await tag(&result.orders[index], in: context) }
            return result as? Request.Response ?? response
        case var order as Order:
            if request is CreateOrder { await tag(&order, in: context) } else { prices.recall(&order) }
            return order as? Request.Response ?? response
        default: return response
        }
    }

    private func tag(_ line: inout CartLineItem, of customer: String, in context: CallContext) async throws {
        line.price = try await price(
            of: line.catalogItemId,
            for: customer,
            (line.termDuration, line.billingCycle, line.quantity),
            in: context
        )
        for index in line.addonItems.indices { try await tag(&line.addonItems[index], of: customer, in: context) }
    }

    /// The order exists: a list that can't be read costs its prices, not its outcome. In a task of its own, since what was
    /// ordered is told with its prices though whoever ordered was stopped meanwhile.
    private func tag(_ order: inout Order, in context: CallContext) async {
        order = await Task { [order] in
            var order = order
            for index in order.lineItems.indices {
                let line = order.lineItems[index]
                order.lineItems[index].price = try? await price(
                    of: line.offerId,
                    for: order.referenceCustomerId,
                    (line.termDuration, order.billingCycle, line.quantity),
                    in: context
                )
            }
            return order
        }.value
        prices?.keep(order)
    }

    private func price(
        of item: String,
        for customer: String,
        _ terms: (term: ISODuration?, cycle: BillingCycle, quantity: Int),
        in context: CallContext
    ) async throws -> Price? {
        guard let prices, terms.quantity > 0,
            let availability = try await availability(item, of: customer, in: context)
        else { return nil }
        return try await prices.price(
            PriceQuestion(
                availability: availability,
                term: terms.term,
                cycle: terms.cycle,
                quantity: terms.quantity
            ),
            in: context
        )
    }

    /// The availability of a line, read anew where it was not read before; nil where the line names none.
    private func availability(
        _ item: String,
        of customerID: String,
        in context: CallContext
    ) async throws -> Availability? {
        if let seen = prices?[item] { return seen }
        guard let id = try? CatalogItemID(item) else { return nil }
        do {
            let customer = try await perform(GetCustomer(customerID: customerID), in: context.renewed())
            guard let country = customer.country else { return nil }
            return try await perform(
                GetAvailability(
                    productID: id.product,
                    skuID: id.sku,
                    availabilityID: id.availability,
                    country: country
                ),
                in: context.renewed()
            )
        } catch let refusal as MarketError where refusal.code.status == 404 {
            return nil
        }
    }
}
