import Commerce
import Testing

@testable import LocalMarket

@Suite("Every operation is performed")
struct OperationTests {
    private static let view = CatalogueView(.customer(TestCustomer.contoso))
    private static let country = try! CountryCode("US")

    /// One request of each kind, where two operations share a kind one of each.
    private static let requests: [any MarketRequest] = {
        let customer = TestCustomer.contoso
        let subscription = TestCustomer.azureSubscription
        let product = TestCatalogue.perpetual
        let byCountry = CatalogueView(.country(country))
        return [
            ListSubscriptions(customerID: customer),
            GetSubscription(customerID: customer, subscriptionID: subscription),
            RegisterSubscription(customerID: customer, subscriptionID: subscription),
            GetRegistrationStatus(customerID: customer, subscriptionID: subscription),
            GetSubscriptionProvisioning(customerID: customer, subscriptionID: subscription),
            ListProducts(view: byCountry, targetView: .software), ListProducts(view: view, targetView: .software),
            GetProduct(productID: product, country: country),
            ListSkus(productID: product, view: byCountry), ListSkus(productID: product, view: view),
            GetSku(productID: product, skuID: "0001", country: country),
            CheckInventory(targetItems: [InventoryItem(productId: product)], inventoryContext: [:], country: country),
            ListAvailabilities(productID: product, skuID: "0001", view: byCountry),
            ListAvailabilities(productID: product, skuID: "0001", view: view),
            GetAvailability(productID: product, skuID: "0001", availabilityID: "none", country: country),
            GetPrice(
                catalogItemID: TestCatalogue.item(product, "0001"),
                termDuration: .year,
                quantity: 1
            ),
            SearchCatalogue(view: view, text: "server"),
            CreateCart(customerID: customer, lineItems: [.perpetual()]), GetCart(customerID: customer, cartID: "none"),
            UpdateCart(customerID: customer, cartID: "none", lineItems: [.perpetual()]),
            Checkout(customerID: customer, cartID: "none"), GetOrder(customerID: customer, orderID: "none"),
            ListOrders(customerID: customer), GetOrderProvisioning(customerID: customer, orderID: "none"),
            CancelOrder(customerID: customer, orderID: "none"),
            CreateOrder(customerID: customer, lineItems: [.perpetual()]), ListEstimateLinks(currency: .usd),
            CreateCustomer(
                domain: "new.onmicrosoft.com",
                billingProfile: TestCustomer.profile("New", country: country)
            ),
            DeleteCustomer(customerID: customer),
            UpdateBillingProfile(
                customerID: customer,
                billingProfile: TestCustomer.profile("New", country: country)
            ),
            UpdateSubscription(customerID: customer, subscriptionID: subscription, etag: "none"),
            GetActivationLinks(customerID: customer, orderID: "none", lineItemNumber: 0),
            ListEntitlements(customerID: customer), GetReservations(link: Link(uri: "none")),
            GetBalance(), ListInvoiceSummaries(), ListInvoices(), GetInvoice(invoiceID: "none"),
            ListInvoiceLineItems(invoiceID: "none"), ListUnbilledLineItems(currency: .usd),
            ListCustomers(), GetCustomer(customerID: customer), GetQualifications(customerID: customer),
            SetQualification(customerID: customer, qualification: .education),
            GetStatementContent(invoiceID: "none"), PreviewCart(customerID: customer, lineItems: [.perpetual()]),
            PreviewCheckout(customerID: customer, lineItems: [.perpetual()]),
        ]
    }()

    @Test("Each operation of Commerce but the drawing of documents, and none else")
    func complete() async {
        let drawn: Set<Operation> = [.invoiceStatement, .invoiceReceipt]
        #expect(Set(Self.requests.map(\.operation)) == Set(Operation.all).subtracting(drawn))
        let market = TestMarket.stocked()
        #expect(await market.refusal(GetInvoiceStatement(invoiceID: "none"))?.code == .notSupported)
        #expect(await market.refusal(GetInvoiceReceipt(invoiceID: "none", receiptID: "r"))?.code == .notSupported)
    }

    @Test("What writes is carried out as a write, what does not as a read")
    func kinds() {
        for request in Self.requests {
            #expect((request is any LocalWrite) == request.operation.writes, "\(request.operation)")
            #expect((request is any LocalRead) != request.operation.writes, "\(request.operation)")
        }
    }

    @Test("Each is answered or refused for a reason of its own", arguments: requests.indices)
    func performed(index: Int) async throws {
        func perform<Request: MarketRequest>(_ request: Request) async -> MarketError? {
            await TestMarket.stocked().refusal(request)
        }
        let refusal = await perform(Self.requests[index])
        let isReasoned = refusal.map { (400..<500).contains($0.code.status) && $0.code != .notSupported } ?? true
        #expect(isReasoned, "\(refusal.map { "\($0)" } ?? "")")
    }

    @Test("An answer of nothing is an answer")
    func noPrice() async throws {
        let market = TestMarket.stocked()
        try await TestCatalogue.removePrices(of: TestCatalogue.perpetual, "0001", in: market)
        let request = GetPrice(
            catalogItemID: TestCatalogue.item(TestCatalogue.perpetual, "0001"),
            termDuration: nil,
            quantity: 1
        )
        #expect(try await market.perform(request) == nil)
    }
}
