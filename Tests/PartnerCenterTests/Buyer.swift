import Commerce

/// Buys SQL Server client access licenses for a customer of the demonstration, step by step.
struct Buyer: Sendable {
    let market: any Marketplace

    func perform<Request: MarketRequest>(_ request: Request) async throws -> Request.Response {
        try await market.perform(request, in: .new)
    }

    /// The customer of a domain.
    func customer(_ domain: String = "fabrikam.onmicrosoft.com") async throws -> Customer? {
        let found = try await perform(ListCustomers(filter: .domain(startsWith: domain))).items.first
        guard let found else { return nil }
        return try await perform(GetCustomer(customerID: found.id))
    }

    /// The catalogue item of a SKU for a customer, as it is now.
    func item(of product: String = "DEMO0SQL2022", sku: String = "0002", for customer: String) async throws
        -> Availability?
    {
        let view = CatalogueView(.customer(customer), segment: .commercial)
        return try await perform(ListAvailabilities(productID: product, skuID: sku, view: view)).items.first
    }

    func cart(of item: Availability, quantity: Int = 1, for customer: String) async throws -> Cart {
        let line = CartLineItem(
            id: 0,
            catalogItemId: item.catalogItemId,
            quantity: quantity,
            billingCycle: .oneTime,
            termDuration: item.terms.first?.duration
        )
        return try await perform(CreateCart(customerID: customer, lineItems: [line]))
    }

    func checkout(_ cart: Cart) async throws -> CartCheckoutResult {
        try await perform(Checkout(customerID: cart.customerId, cartID: cart.id))
    }
}
