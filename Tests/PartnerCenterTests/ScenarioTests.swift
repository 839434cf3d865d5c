import Commerce
import Database
import FoundationEssentials
import LocalMarket
import PartnerCenter
import PartnerCenterWire
import TestStores
import Testing

/// The scenario of the reference, the same on the embedded market and through the client and the emulator over a socket,
/// on the kind of store that this run of the tests is for.
@Suite("The scenario on every market")
struct ScenarioTests {
    @Test(
        "from the catalogue over cart and checkout to order, entitlement and unbilled line",
        arguments: Way.allCases
    )
    func purchase(way: Way) async throws {
        try await way.perform { buyer, local in
            let customer = try #require(try await buyer.customer())
            #expect(customer.country?.description == "US")
            let item = try #require(try await buyer.item(for: customer.id))
            let cart = try await buyer.cart(of: item, quantity: 3, for: customer.id)
            #expect(cart.status == .active)
            #expect(cart.lineItems.first?.orderGroup != nil)
            #expect(cart.lineItems.first?.price?.total.description == "651.00 USD")

            let result = try await buyer.checkout(cart)
            let order = try #require(result.orders.first)
            #expect(result.orderErrors.isEmpty)
            #expect(order.total?.description == "651.00 USD")
            #expect(order.lineItems.first?.quantity == 3)
            #expect(try await buyer.perform(GetOrder(customerID: customer.id, orderID: order.id)).status == .pending)
            #expect(try await buyer.perform(GetCart(customerID: customer.id, cartID: cart.id)).status == .ordered)
            //
            #expect(try await buyer.perform(ListOrders(customerID: customer.id)).items.isEmpty)

            try await local.advance(by: ISODuration(seconds: 16 * 60))
            let listed = try await buyer.perform(ListOrders(customerID: customer.id, billingCycle: .oneTime)).items
            #expect(listed.map(\.id) == [order.id])
            #expect(listed.first?.status == .completed)
            let entitlements = try await buyer.perform(ListEntitlements(customerID: customer.id)).items
            #expect(entitlements.map(\.referenceOrder.id) == [order.id])
            let unbilled = try await buyer.perform(ListUnbilledLineItems(currency: .usd)).items
            #expect(unbilled.map(\.subtotal.description) == ["651.00 USD"])
            #expect(unbilled.first?.orderId == order.alternateId)

            try await local.close()
            let invoice = try #require(try await buyer.perform(ListInvoices()).items.first)
            #expect(invoice.totalCharges.description == "651.00 USD")
            #expect(try await buyer.perform(GetInvoice(invoiceID: "OneTime-\(invoice.id)")).id == invoice.id)
            let lines = try await buyer.perform(ListInvoiceLineItems(invoiceID: invoice.id)).items
            #expect(lines.count == 1)
            #expect(try await buyer.perform(GetBalance()).balanceAmount.description == "651.00 USD")
        }
    }

    @Test(
        "a faulty line comes back with its error, and its cart can't be checked out (R-29)",
        arguments: Way.allCases
    )
    func faultyLine(way: Way) async throws {
        try await way.perform { buyer, _ in
            let customer = try #require(try await buyer.customer())
            let line = CartLineItem(
                catalogItemId: "NO0SUCH00000:0001:NO0SUCH00000",
                quantity: 1,
                billingCycle: .oneTime
            )
            let cart = try await buyer.perform(CreateCart(customerID: customer.id, lineItems: [line]))
            #expect(cart.lineItems.first?.error?.errorCode == .catalogItemIdIsNotValid)
            let error = await #expect(throws: MarketError.self) { try await buyer.checkout(cart) }
            #expect(error?.code == .faultyLines)
            #expect(error?.correlationID != nil)
        }
    }

    @Test("reservations: registration, inventory, purchase, artifact, details", arguments: Way.allCases)
    func reservation(way: Way) async throws {
        try await way.perform { buyer, local in
            let customer = try #require(try await buyer.customer("contoso.onmicrosoft.com"))
            let azure = try #require(
                try await buyer.perform(ListSubscriptions(customerID: customer.id)).items.first(where: \.isAzure)
            )
            #expect(try await registration(of: azure, buyer, customer) == .notRegistered)
            let registering = try await buyer.perform(
                RegisterSubscription(customerID: customer.id, subscriptionID: azure.id)
            )
            #expect(registering.status == .registering)
            try await local.advance(by: ISODuration(seconds: 61))
            #expect(try await registration(of: azure, buyer, customer) == .registered)

            let country = try #require(customer.country)
            let sku = try await buyer.perform(GetSku(productID: "DZH318Z0D1L4", skuID: "00WS", country: country))
            let checked = try await buyer.perform(
                CheckInventory(
                    targetItems: [InventoryItem(productId: sku.productId, skuId: sku.id)],
                    inventoryContext: [
                        "customerId": customer.id, "azureSubscriptionId": azure.entitlementId ?? azure.id,
                        "armRegionName": sku.dynamicAttributes["armRegionName"]?.text ?? "",
                    ],
                    country: country
                )
            )
            #expect(checked.map(\.isRestricted) == [false])

            let item = try #require(try await buyer.item(of: sku.productId, sku: sku.id, for: customer.id))
            let line = CartLineItem(
                catalogItemId: item.catalogItemId,
                quantity: 2,
                billingCycle: .oneTime,
                termDuration: item.terms.first?.duration,
                provisioningContext: ["subscriptionId": azure.entitlementId ?? azure.id, "scope": "shared"]
            )
            let cart = try await buyer.perform(CreateCart(customerID: customer.id, lineItems: [line]))
            #expect(cart.lineItems.first?.error == nil)
            let order = try #require(try await buyer.checkout(cart).orders.first)
            try await local.advance(by: ISODuration(seconds: 16 * 60))
            let owned = try await buyer.perform(
                ListEntitlements(customerID: customer.id, entitlementType: .reservedInstance, showExpiry: true)
            )
            let entitlement = try #require(owned.items.first)
            #expect(entitlement.referenceOrder.id == order.id)
            #expect(entitlement.expiryDate != nil)
            let link = try #require(entitlement.entitledArtifacts.first?.link)
            let details = try await buyer.perform(GetReservations(link: link))
            #expect(details.reservations.map(\.quantity) == [2])
        }
    }

    @Test("a line of an order is cancelled, and its credit shows (R-43, R-47)", arguments: Way.allCases)
    func cancellation(way: Way) async throws {
        try await way.perform { buyer, _ in
            let customer = try #require(try await buyer.customer())
            let item = try #require(try await buyer.item(for: customer.id))
            let order = try #require(
                try await buyer.checkout(buyer.cart(of: item, for: customer.id)).orders.first
            )
            let cancelled = try await buyer.perform(
                CancelOrder(customerID: customer.id, orderID: order.id, lineItemNumbers: [0])
            )
            #expect(cancelled.status == .cancelled)
            #expect(cancelled.lineItems.map(\.quantity) == [0])
            let charges = try await buyer.perform(ListUnbilledLineItems(currency: .usd)).items.map(\.chargeType)
            #expect(charges == ["New", "Cancel"])
        }
    }

    @Test("what does not exist is refused alike", arguments: Way.allCases)
    func unknown(way: Way) async throws {
        try await way.perform { buyer, _ in
            let customer = try #require(try await buyer.customer())
            let nowhere = "00000000-0000-4000-8000-00000000dead"
            func code<Request: MarketRequest>(_ request: Request) async -> MarketError.Code? {
                await #expect(throws: MarketError.self) { _ = try await buyer.perform(request) }?.code
            }
            #expect(await code(GetCart(customerID: customer.id, cartID: nowhere)) == .cartNotFound)
            #expect(await code(GetOrder(customerID: customer.id, orderID: nowhere)) == .orderNotFound)
            #expect(
                await code(GetSubscription(customerID: customer.id, subscriptionID: nowhere)) == .subscriptionNotFound
            )
            #expect(await code(GetProduct(productID: "NONE", country: try CountryCode("US"))) == .productNotFound)
        }
    }

    @Test("OP-32: the statement of a closed month is a PDF under the service's name", arguments: Way.allCases)
    func statement(way: Way) async throws {
        try await way.perform { buyer, local in
            let customer = try #require(try await buyer.customer())
            let item = try #require(try await buyer.item(for: customer.id))
            _ = try await buyer.checkout(buyer.cart(of: item, for: customer.id))
            try await local.close()
            let invoice = try #require(try await buyer.perform(ListInvoices()).items.first)
            let statement = try await buyer.perform(GetInvoiceStatement(invoiceID: invoice.id))
            #expect(statement.fileName == "Invoice_\(invoice.id).pdf")
            #expect(statement.content.starts(with: Array("%PDF-".utf8)))
        }
    }

    @Test("section 12: a price sheet goes through both ends, and is what carts are priced by")
    func priceSheet() async throws {
        let lists = LocalMarket(store: TestStores.fresh())
        try await Way.client.perform(prices: lists) { buyer, _ in
            let client = try #require(buyer.market as? PartnerCenter)
            let sheet = try await client.priceSheet(of: CountryCode("US"), in: .new)
            let folder = FileManager.default.temporaryDirectory.path + "/compra-sheet-\(TokenSource.randomID())"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try Data(sheet).write(to: URL(filePath: "\(folder)/sheet.csv"))
            let report = try await lists.read(PriceSheetImport(files: ["\(folder)/sheet.csv"]))
            #expect(report.problemCount == 0)
            #expect(report.prices.added > 0)

            let customer = try #require(try await buyer.customer("contoso.onmicrosoft.com"))
            let item = try #require(try await buyer.item(of: "DZH318Z0D1L4", sku: "00WS", for: customer.id))
            let price = try await buyer.perform(
                GetPrice(catalogItemID: item.catalogItemId, termDuration: item.terms.first?.duration, quantity: 2)
            )
            #expect(price?.source.kind == .priceSheet)
            #expect(price?.total.description == "27692.00 USD")
            // Software is in none of the views that were read.
            let software = try #require(try await buyer.item(for: customer.id))
            let cart = try await buyer.cart(of: software, for: customer.id)
            #expect(cart.lineItems.map(\.price) == [nil])
        }
    }

    @Test("OP-19, OP-34, OP-38 and their neighbours go through both ends", arguments: Way.allCases)
    func furtherOperations(way: Way) async throws {
        try await way.perform { buyer, _ in
            let customer = try #require(try await buyer.customer())
            let item = try #require(try await buyer.item(for: customer.id))
            let line = CartLineItem(catalogItemId: item.catalogItemId, quantity: 2, billingCycle: .oneTime)
            let order = try await buyer.perform(CreateOrder(customerID: customer.id, lineItems: [line]))
            #expect(order.total?.description == "434.00 USD")
            #expect(try await buyer.perform(GetOrder(customerID: customer.id, orderID: order.id)).total == order.total)
            #expect(try await buyer.perform(ListEstimateLinks(currency: .usd)).count == 4)

            var profile = try #require(customer.billingProfile)
            let created = try await buyer.perform(
                CreateCustomer(domain: "tailspin.onmicrosoft.com", billingProfile: profile)
            )
            #expect(created.companyProfile.domain == "tailspin.onmicrosoft.com")
            profile.firstName = "Ada"
            let updated = try await buyer.perform(
                UpdateBillingProfile(customerID: customer.id, billingProfile: profile)
            )
            #expect(updated.firstName == "Ada")
            let stale = await #expect(throws: MarketError.self) {
                try await buyer.perform(UpdateBillingProfile(customerID: customer.id, billingProfile: profile))
            }
            #expect(stale?.code == .staleETag)
            let refused = await #expect(throws: MarketError.self) {
                try await buyer.perform(DeleteCustomer(customerID: created.id))
            }
            #expect(refused?.code == .notInThisEnvironment)
        }
    }

    private func registration(
        of subscription: Subscription,
        _ buyer: Buyer,
        _ customer: Customer
    ) async throws -> RegistrationStatus {
        try await buyer.perform(
            GetRegistrationStatus(customerID: customer.id, subscriptionID: subscription.id)
        ).status
    }
}
