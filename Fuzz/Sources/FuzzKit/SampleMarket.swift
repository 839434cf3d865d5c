import Commerce

/// A market that answers every request at once with a sample of what it answers with, so that scripts get hold of an
/// object of every type.
struct SampleMarket: Marketplace {
    let identity = MarketIdentity(name: "sample", environment: .embedded)
    var clock: any MarketClock { SampleClock() }

    func perform<Request: MarketRequest>(_ request: Request, in context: CallContext) async throws -> Request.Response {
        guard let sample = Self.samples.first(where: { $0 is Request.Response }) as? Request.Response else {
            throw MarketError(.notSupported, "there is no sample for \(request.operation)")
        }
        return sample
    }

    private static let time = Timestamp(secondsSince1970: 1_800_000_000)
    private static let country = Markets.withoutSoftwareSubscriptions.sorted()[0]
    private static let price = try? Price(
        unit: Money(12, .usd),
        quantity: 2,
        source: PriceSource(kind: .retailList, asOf: time)
    )

    private static let product = Product(
        id: "SAMPLE000001",
        title: "Sample",
        description: "A sample",
        productType: ProductType(id: "Software", displayName: "Software"),
        isMicrosoftProduct: true
    )
    private static let sku = Sku(
        id: "0001",
        productId: product.id,
        title: "Sample",
        description: "A sample",
        supportedBillingCycles: [.oneTime],
        purchasePrerequisites: [.inventoryCheck, .azureSubscriptionRegistration],
        dynamicAttributes: ["armRegionName": "westus", "nested": .fields(["list": .list([1, true, .null])])]
    )
    private static let availability = Availability(
        id: "SAMPLE000002",
        productId: product.id,
        skuId: sku.id,
        defaultCurrency: .usd,
        segment: .commercial,
        country: country,
        terms: [Availability.Term(duration: ISODuration(months: 12), description: "A year")]
    )
    private static let customer = Customer(
        id: "11111111-2222-4333-8444-555555555555",
        companyProfile: Customer.CompanyProfile(
            tenantId: "11111111-2222-4333-8444-555555555555",
            domain: "contoso.onmicrosoft.com",
            companyName: "Contoso"
        ),
        billingProfile: Customer.BillingProfile(
            id: "sample",
            firstName: "Ada",
            lastName: "Sample",
            email: "ada@contoso.onmicrosoft.com",
            culture: "en-US",
            language: "en",
            companyName: "Contoso",
            defaultAddress: Address(addressLine1: "1 Main", city: "Sample", postalCode: "1", country: country)
        )
    )
    private static let subscription = Subscription(
        id: "aaaaaaaa-0000-4000-8000-000000000001",
        offerId: "MS-AZR-0145P",
        offerName: "Azure",
        friendlyName: "Azure",
        quantity: 1,
        unitType: "Usage",
        creationDate: time,
        effectiveStartDate: time,
        commitmentEndDate: time,
        status: .active,
        billingType: "usage",
        billingCycle: .monthly
    )
    private static let order = Order(
        id: "sample1",
        alternateId: "0123456789ab",
        referenceCustomerId: customer.id,
        billingCycle: .oneTime,
        currencyCode: .usd,
        lineItems: [
            OrderLineItem(
                lineItemNumber: 0,
                offerId: availability.catalogItemId,
                friendlyName: "Sample",
                quantity: 2,
                price: price
            )
        ],
        creationDate: time,
        status: .completed
    )
    private static let cart = Cart(
        id: "11111111-2222-4333-8444-666666666666",
        customerId: customer.id,
        status: .active,
        creationTimestamp: time,
        lastModifiedTimestamp: time,
        expirationTimestamp: time,
        lineItems: [
            CartLineItem(
                id: 0,
                catalogItemId: availability.catalogItemId,
                quantity: 2,
                billingCycle: .oneTime,
                termDuration: ISODuration(months: 12)
            )
        ]
    )
    private static let invoice = Invoice(
        id: "G000000001",
        invoiceDate: time,
        billingPeriodStartDate: time,
        billingPeriodEndDate: time,
        totalCharges: Money(24, .usd),
        paidAmount: .zero(.usd),
        invoiceType: .oneTime,
        invoiceDetails: []
    )
    private static let summary = InvoiceSummary(
        balanceAmount: Money(24, .usd),
        accountingDate: time,
        lastPaymentAmount: .zero(.usd),
        details: []
    )
    private static let entitlement = Entitlement(
        referenceOrder: Entitlement.ReferenceOrder(id: order.id, lineItemId: "0"),
        productId: product.id,
        skuId: sku.id,
        quantity: 2,
        entitlementType: .software
    )

    private static let samples: [any Sendable] = [
        product, sku, availability, customer, subscription, order, cart, invoice, summary, [summary], price as Price?,
        Page<Product>(items: [product, product]), Page<Sku>(items: [sku]), Page<Availability>(items: [availability]),
        Page<Customer>(items: [customer]), Page<Subscription>(items: [subscription]), Page<Order>(items: [order]),
        Page<Invoice>(items: [invoice]), Page<Entitlement>(items: [entitlement]), Page<InvoiceLineItem>(items: []),
        [InventoryItem(productId: product.id, skuId: sku.id)],
        SubscriptionRegistrationStatus(subscriptionId: subscription.id, status: .registered),
        CartCheckoutResult(orders: [order]), [CustomerQualification(qualification: .education)],
        CustomerQualification(qualification: .education),
        [ActivationLink(lineItemNumber: 0, link: Link(uri: "/activate"))],
        ReservationDetails(type: "reservedinstance", reservations: []),
    ]
}

/// The same as an object, so that it can be told whether it is let go of.
final class FuzzMarket: Marketplace {
    private let market = SampleMarket()
    var identity: MarketIdentity { market.identity }
    var clock: any MarketClock { market.clock }

    func perform<Request: MarketRequest>(_ request: Request, in context: CallContext) async throws -> Request.Response {
        try await market.perform(request, in: context)
    }
}

/// A clock whose sleeps end at once.
private struct SampleClock: MarketClock {
    let lastKnown = Timestamp(secondsSince1970: 1_800_000_000)

    func now() async throws -> Timestamp { lastKnown }

    func sleep(until time: Timestamp) async throws { await Task.yield() }

    func running<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
        try await body()
    }
}
