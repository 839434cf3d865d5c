import Commerce
import PartnerCenterWire

/// Values with everything in them that the wire has, as a seed draws them: optional ones are there or not, lists are
/// empty or not.
struct Samples {
    private var random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    private mutating func number(_ bound: Int) -> Int { random.number(below: bound) }
    private mutating func flag() -> Bool { number(2) == 0 }
    private mutating func some<Value>(_ value: (inout Samples) throws -> Value) rethrows -> Value? {
        try flag() ? value(&self) : nil
    }

    private mutating func list<Value>(_ value: (inout Samples) throws -> Value) rethrows -> [Value] {
        try (0..<number(3)).map { _ in try value(&self) }
    }

    private mutating func one<Name: OpenEnum>(_ type: Name.Type = Name.self) -> Name {
        Name.allKnown[number(Name.allKnown.count)]
    }

    mutating func id() -> String { random.guid().description }
    private mutating func code() -> String { random.catalogueID() }

    /// Text with what escaping has to cope with.
    mutating func text() -> String {
        let words = [
            "Contoso", "Müller & Söhne", "\"quoted\"", "a\\b", "line\nbreak", "日本", "🛒", "100 %", "a/b?c=d&e#f", "+",
        ]
        return (0...number(3)).map { _ in words[number(words.count)] }.joined(separator: " ")
    }

    private mutating func time() -> Timestamp {
        Timestamp(secondsSince1970: Int64(1_600_000_000 + number(200_000_000)))
    }

    private mutating func currency() -> Currency { [.usd, .eur, .gbp, .jpy][number(4)] }
    private mutating func country() throws -> CountryCode { try CountryCode(["US", "DE", "JP"][number(3)]) }
    private mutating func term() -> ISODuration { ISODuration(months: [1, 12, 36][number(3)]) }

    /// An amount with up to ten digits after the point.
    private mutating func money(_ currency: Currency) throws -> Money {
        let units = Int128(number(1 << 60)) * (flag() ? 1 : 1_000_000)
        return Money(try FixedPoint(units: flag() ? units : -units), currency)
    }

    mutating func view() throws -> CatalogueView {
        CatalogueView(
            flag() ? .country(try country()) : .customer(id()),
            segment: some { $0.one() },
            reservationScope: some { $0.one() }
        )
    }

    mutating func continuation() -> String? {
        some { samples in
            samples.flag()
                ? NextPage.token(samples.text()).continuation
                : NextPage.offset(1 + samples.number(500), size: 1 + samples.number(500)).continuation
        }
    }

    mutating func page<Item>(_ item: (inout Samples) throws -> Item) throws -> Page<Item> {
        Page(items: try list(item), continuation: continuation())
    }

    mutating func product() -> Product {
        Product(
            id: code(),
            title: text(),
            description: text(),
            productType: ProductType(
                id: "Software",
                displayName: text(),
                subType: some { ProductType.SubType(id: "Perpetual", displayName: $0.text()) }
            ),
            isMicrosoftProduct: flag(),
            publisherName: some { $0.text() }
        )
    }

    mutating func sku() -> Sku {
        Sku(
            id: random.catalogueID(length: 4),
            productId: code(),
            title: text(),
            description: text(),
            minimumQuantity: 1 + number(5),
            maximumQuantity: 10 + number(1000),
            isTrial: flag(),
            supportedBillingCycles: list { $0.one() },
            purchasePrerequisites: list { $0.one() },
            inventoryVariables: list { $0.one() },
            provisioningVariables: list { $0.one() },
            actions: list { $0.text() },
            dynamicAttributes: [
                "armRegionName": .text(text()), "cores": .integer(number(64)), "isBeta": .boolean(flag()),
            ]
        )
    }

    mutating func availability() throws -> Availability {
        Availability(
            id: code(),
            productId: code(),
            skuId: random.catalogueID(length: 4),
            defaultCurrency: currency(),
            segment: one(),
            country: try country(),
            isPurchasable: flag(),
            isRenewable: flag(),
            terms: list { Availability.Term(duration: $0.term(), description: $0.text()) }
        )
    }

    mutating func inventoryItem() -> InventoryItem {
        InventoryItem(
            productId: code(),
            skuId: some { $0.code() },
            restrictions: list {
                .init(reasonCode: "NotAvailable", description: $0.text(), properties: ["type": "Location"])
            }
        )
    }

    /// A line as a client sends it.
    mutating func line(depth: Int = 0) -> CartLineItem {
        CartLineItem(
            id: some { $0.number(9) },
            catalogItemId: "\(code()):0001:\(code())",
            friendlyName: some { $0.text() },
            quantity: 1 + number(100),
            billingCycle: one(),
            termDuration: some { $0.term() },
            participants: list { .init(key: "transaction_reseller", value: String($0.number(9999))) },
            provisioningContext: flag() ? [:] : ["subscriptionId": id(), "scope": "shared"],
            renewsTo: some { $0.term() },
            addonItems: depth == 0 ? list { $0.line(depth: 1) } : []
        )
    }

    mutating func cart(of customer: String) -> Cart {
        Cart(
            id: id(),
            customerId: customer,
            status: one(),
            creationTimestamp: time(),
            lastModifiedTimestamp: time(),
            expirationTimestamp: time(),
            lineItems: list { samples in
                var line = samples.line()
                line.currencyCode = samples.some { $0.currency() }
                line.orderGroup = samples.some { String($0.number(3)) }
                line.error = samples.some { CartLineError($0.one(), $0.text()) }
                return line
            },
            etag: some { $0.code() }
        )
    }

    mutating func order(of customer: String) -> Order {
        Order(
            id: random.orderID(),
            alternateId: random.alternateID(),
            referenceCustomerId: customer,
            billingCycle: one(),
            transactionType: one(),
            currencyCode: currency(),
            lineItems: list { samples in
                OrderLineItem(
                    lineItemNumber: samples.number(9),
                    offerId: "\(samples.code()):0001:\(samples.code())",
                    subscriptionId: samples.some { $0.id() },
                    parentSubscriptionId: samples.some { $0.id() },
                    friendlyName: samples.text(),
                    quantity: samples.number(9),
                    termDuration: samples.some { $0.term() },
                    transactionType: samples.one(),
                    partnerIdOnRecord: samples.some { $0.text() },
                    provisioningContext: samples.flag() ? [:] : ["scope": "single"],
                    renewsTo: samples.some { $0.term() }
                )
            },
            creationDate: time(),
            status: one()
        )
    }

    mutating func checkoutResult(of customer: String) -> CartCheckoutResult {
        let orders = list { $0.order(of: customer) }
        var errors: [CartCheckoutResult.OrderError] = list {
            .init(orderGroupId: String($0.number(3)), code: 800023, description: $0.text())
        }
        // Each group of a cart becomes one or the other.
        if orders.isEmpty, errors.isEmpty { errors = [.init(orderGroupId: "0", code: 800023, description: text())] }
        return CartCheckoutResult(
            orders: orders,
            orderErrors: errors
        )
    }

    mutating func quantity() -> QuantityStatus { QuantityStatus(quantity: number(9), status: one()) }

    mutating func provisioning() -> OrderLineItemProvisioningStatus {
        OrderLineItemProvisioningStatus(
            lineItemNumber: number(9),
            status: one(),
            quantityProvisioningInformation: list { $0.quantity() }
        )
    }

    mutating func link() -> Link {
        Link(
            uri: "/customers/\(id())/artifacts/reservedinstance/groups/\(id())/lineitems/\(id())/resource/\(id())",
            headers: []
        )
    }

    mutating func activationLink() -> ActivationLink { ActivationLink(lineItemNumber: number(9), link: link()) }

    mutating func subscription() -> Subscription {
        var subscription = Subscription(
            id: id(),
            entitlementId: some { $0.id() },
            offerId: "MS-AZR-0145P",
            offerName: text(),
            friendlyName: text(),
            quantity: number(9),
            unitType: text(),
            parentSubscriptionId: some { $0.id() },
            creationDate: time(),
            effectiveStartDate: time(),
            commitmentEndDate: time(),
            status: one(),
            autoRenewEnabled: flag(),
            billingType: ["none", "usage", "license"][number(3)],
            billingCycle: one(),
            isTrial: flag(),
            isMicrosoftProduct: flag(),
            publisherName: some { $0.text() },
            orderId: some { $0.id() },
            termDuration: some { $0.term() },
            etag: some { $0.code() }
        )
        subscription.actions = some { _ in ["edit", "cancel"] }
        subscription.partnerId = some { String($0.number(9999)) }
        subscription.suspensionReasons = some { [$0.text()] }
        subscription.refundOptions = some { [.init(type: "Full", expiresAfter: $0.time())] }
        subscription.renewalTermDuration = some { $0.term() }
        return subscription
    }

    mutating func registration() -> SubscriptionRegistrationStatus {
        SubscriptionRegistrationStatus(subscriptionId: id(), status: one())
    }

    mutating func subscriptionProvisioning() -> SubscriptionProvisioningInformation {
        SubscriptionProvisioningInformation(skuId: id(), status: one(), quantity: number(9), endDate: time())
    }

    mutating func billingProfile() throws -> Customer.BillingProfile {
        Customer.BillingProfile(
            id: id(),
            firstName: text(),
            lastName: text(),
            email: text(),
            culture: "en-US",
            language: "en",
            companyName: text(),
            defaultAddress: Address(
                addressLine1: text(),
                addressLine2: some { $0.text() },
                city: text(),
                state: some { $0.text() },
                postalCode: "012 34",
                country: try country(),
                phoneNumber: some { $0.text() }
            ),
            etag: some { $0.code() }
        )
    }

    mutating func customer() throws -> Customer {
        Customer(
            id: id(),
            commerceId: some { $0.id() },
            companyProfile: .init(
                tenantId: id(),
                domain: "contoso.example",
                companyName: text(),
                organizationRegistrationNumber: some { $0.text() }
            ),
            billingProfile: try some { try $0.billingProfile() },
            relationshipToPartner: one(),
            allowDelegatedAccess: some { $0.flag() },
            associatedPartnerId: some { $0.id() }
        )
    }

    mutating func qualification() -> CustomerQualification {
        CustomerQualification(
            qualification: one(),
            vettingStatus: some { $0.one() },
            vettingReason: some { $0.text() },
            vettingCreatedDate: some { $0.time() }
        )
    }

    mutating func entitlement(depth: Int = 0) -> Entitlement {
        Entitlement(
            referenceOrder: .init(id: id(), lineItemId: String(number(9)), alternateId: some { $0.id() }),
            productId: code(),
            skuId: code(),
            quantity: number(9),
            quantityDetails: list { $0.quantity() },
            entitlementType: one(),
            entitledArtifacts: list { samples in
                .init(
                    artifactType: "reservedinstance",
                    dynamicAttributes: samples.flag() ? [:] : ["reservationType": "virtualmachines"],
                    link: samples.some { $0.link() },
                    resourceId: samples.some { $0.id() }
                )
            },
            includedEntitlements: depth < 2 ? list { $0.entitlement(depth: depth + 1) } : [],
            expiryDate: some { $0.time() }
        )
    }

    mutating func reservations() -> ReservationDetails {
        ReservationDetails(
            type: "reservedinstance",
            reservations: list { samples in
                Reservation(
                    reservationId: samples.id(),
                    scopeType: samples.one(),
                    displayName: samples.some { $0.text() },
                    appliedScopes: samples.some { [$0.id()] },
                    quantity: samples.number(9),
                    effectiveDateTime: samples.time(),
                    expiryDateTime: samples.time(),
                    provisioningState: "Created"
                )
            }
        )
    }

    mutating func summary() throws -> InvoiceSummary {
        let currency = currency()
        return InvoiceSummary(
            balanceAmount: try money(currency),
            accountingDate: time(),
            firstInvoiceCreationDate: some { $0.time() },
            lastPaymentDate: some { $0.time() },
            lastPaymentAmount: try money(currency),
            latestInvoiceDate: some { $0.time() },
            details: try list { samples in
                .init(
                    invoiceType: samples.one(),
                    balanceAmount: try samples.money(currency),
                    latestInvoiceDate: samples.some { $0.time() }
                )
            }
        )
    }

    mutating func invoice(depth: Int = 0) throws -> Invoice {
        let currency = currency()
        return Invoice(
            id: "G00000\(number(9999))",
            invoiceDate: time(),
            billingPeriodStartDate: time(),
            billingPeriodEndDate: time(),
            totalCharges: try money(currency),
            paidAmount: try money(currency),
            invoiceType: one(),
            documentType: one(),
            invoiceDetails: list { .init(invoiceLineItemType: $0.one(), billingProvider: $0.one()) },
            amendments: depth == 0 ? try list { try $0.invoice(depth: 1) } : [],
            amendsOf: some { $0.id() },
            taxReceipts: list { $0.code() }
        )
    }

    private mutating func document(_ name: String) -> InvoiceDocument {
        InvoiceDocument(fileName: name, content: Array("%PDF-1.7 \(text()) %%EOF\n".utf8))
    }

    private mutating func estimateLink() -> EstimateLink {
        EstimateLink(
            type: flag() ? .dailyRatedUsage : .nonConsumption,
            title: text(),
            description: text(),
            period: flag() ? .current : .previous,
            link: Link(uri: "/invoices/unbilled/lineitems?provider=onetime&period=current")
        )
    }

    /// The lines of an order that is made without a cart.
    private mutating func orderLines() -> [CartLineItem] {
        let cycle: BillingCycle = one()
        return (0...number(3)).map { index in
            CartLineItem(
                id: index,
                catalogItemId: "\(code()):0001:\(code())",
                friendlyName: some { $0.text() },
                quantity: 1 + number(100),
                billingCycle: cycle,
                termDuration: some { $0.term() },
                participants: flag() ? [] : [.init(key: "transaction_reseller", value: String(number(9999)))],
                provisioningContext: flag() ? [:] : ["subscriptionId": id(), "scope": "shared"],
                renewsTo: some { $0.term() }
            )
        }
    }

    mutating func lineItem() throws -> InvoiceLineItem {
        let currency = currency()
        var item = InvoiceLineItem(
            partnerId: id(),
            customerId: id(),
            customerName: text(),
            customerDomainName: text(),
            customerCountry: try country(),
            invoiceNumber: flag() ? "" : "G000000001",
            invoiceLineItemType: one(),
            billingProvider: one(),
            orderId: random.alternateID(),
            orderDate: time(),
            orderLineItemNumber: number(9),
            reservationOrderId: some { $0.id() },
            productId: code(),
            skuId: code(),
            availabilityId: code(),
            productName: text(),
            skuName: text(),
            publisherName: some { $0.text() },
            subscriptionId: some { $0.id() },
            subscriptionDescription: some { $0.text() },
            chargeStartDate: time(),
            chargeEndDate: time(),
            termAndBillingCycle: text(),
            billingFrequency: one(),
            chargeType: "New",
            unitPrice: try money(currency),
            effectiveUnitPrice: try money(currency),
            unitType: text(),
            quantity: number(9),
            subtotal: try money(currency),
            taxTotal: try money(currency),
            totalForCustomer: try money(currency)
        )
        item.mpnId = some { String($0.number(9_999_999)) }
        item.resellerMpnId = some { _ in "0" }
        item.alternateId = some { $0.id() }
        item.referenceId = some { $0.id() }
        item.productQualifiers = some { [$0.text()] }
        item.publisherId = some { $0.text() }
        item.subscriptionStartDate = some { $0.time() }
        item.subscriptionEndDate = some { $0.time() }
        item.priceAdjustmentDescription = some { _ in #"[{"discount":15}]"# }
        item.creditReasonCode = some { $0.text() }
        item.promotionId = some { $0.code() }
        item.meterDescription = some { $0.text() }
        item.pricingCurrency = some { $0.currency() }
        item.pcToBCExchangeRate = some { FixedPoint(1 + $0.number(100)) }
        item.pcToBCExchangeRateDate = some { $0.time() }
        return item
    }
}

extension Samples {
    /// A request and an answer for every operation that is on the wire.
    mutating func exchanges() throws -> [any Exchanged] {
        let customer = id()
        let inventory = (0...number(3)).map { _ in
            var item = inventoryItem()
            item.restrictions = []
            item.isRestricted = false
            return item
        }
        return [
            Exchange(
                ListSubscriptions(customerID: customer, orderID: some { $0.id() }),
                try page { $0.subscription() }
            ),
            Exchange(GetSubscription(customerID: customer, subscriptionID: id()), subscription()),
            Exchange(
                RegisterSubscription(customerID: customer, subscriptionID: customer),
                SubscriptionRegistrationStatus(subscriptionId: customer, status: .registering)
            ),
            Exchange(GetRegistrationStatus(customerID: customer, subscriptionID: id()), registration()),
            Exchange(
                GetSubscriptionProvisioning(customerID: customer, subscriptionID: id()),
                subscriptionProvisioning()
            ),
            Exchange(
                ListProducts(view: try view(), targetView: one(), continuation: continuation()),
                try page { $0.product() }
            ),
            Exchange(GetProduct(productID: code(), country: try country()), product()),
            Exchange(
                ListSkus(productID: code(), view: try view(), continuation: continuation()),
                try page { $0.sku() }
            ),
            Exchange(GetSku(productID: code(), skuID: "0001", country: try country()), sku()),
            Exchange(
                ListAvailabilities(productID: code(), skuID: "0001", view: try view(), continuation: continuation()),
                try page { try $0.availability() }
            ),
            Exchange(
                GetAvailability(productID: code(), skuID: "0001", availabilityID: code(), country: try country()),
                try availability()
            ),
            Exchange(
                CheckInventory(targetItems: inventory, inventoryContext: ["customerId": id()], country: try country()),
                list { $0.inventoryItem() }
            ),
            Exchange(CreateCart(customerID: customer, lineItems: list { $0.line() }), cart(of: customer)),
            Exchange(GetCart(customerID: customer, cartID: id()), cart(of: customer)),
            Exchange(
                UpdateCart(
                    customerID: customer,
                    cartID: id(),
                    lineItems: list { $0.line() },
                    etag: some { $0.code() }
                ),
                cart(of: customer)
            ),
            Exchange(Checkout(customerID: customer, cartID: id()), checkoutResult(of: customer)),
            Exchange(GetOrder(customerID: customer, orderID: random.orderID()), order(of: customer)),
            Exchange(
                ListOrders(customerID: customer, billingCycle: some { $0.one() }, continuation: continuation()),
                try page { $0.order(of: customer) }
            ),
            Exchange(GetOrderProvisioning(customerID: customer, orderID: id()), list { $0.provisioning() }),
            Exchange(
                CancelOrder(customerID: customer, orderID: id(), lineItemNumbers: some { [$0.number(9), 1] }),
                order(of: customer)
            ),
            Exchange(
                GetActivationLinks(customerID: customer, orderID: id(), lineItemNumber: number(9)),
                list { $0.activationLink() }
            ),
            Exchange(
                ListEntitlements(customerID: customer, entitlementType: some { $0.one() }, showExpiry: flag()),
                try page { $0.entitlement() }
            ),
            Exchange(GetReservations(link: link()), reservations()),
            Exchange(GetBalance(), try summary()),
            Exchange(ListInvoiceSummaries(), try list { try $0.summary() }),
            Exchange(ListInvoices(continuation: continuation()), try page { try $0.invoice() }),
            Exchange(GetInvoice(invoiceID: "OneTime-G000000001"), try invoice()),
            Exchange(
                ListInvoiceLineItems(
                    invoiceID: "G1",
                    provider: one(),
                    invoiceLineItemType: one(),
                    continuation: continuation()
                ),
                try page { try $0.lineItem() }
            ),
            Exchange(
                ListUnbilledLineItems(currency: currency(), period: .previous, continuation: continuation()),
                try page { try $0.lineItem() }
            ),
            Exchange(
                ListCustomers(
                    filter: some { $0.flag() ? .domain(startsWith: $0.text()) : .companyName(startsWith: $0.text()) },
                    continuation: continuation()
                ),
                try page { try $0.customer() }
            ),
            Exchange(CreateOrder(customerID: customer, lineItems: orderLines()), order(of: customer)),
            Exchange(GetInvoiceStatement(invoiceID: "G000000001"), document("Invoice_G000000001.pdf")),
            Exchange(
                GetInvoiceReceipt(invoiceID: "G000000001", receiptID: "T 1"),
                document("E-Tax-T 1.pdf")
            ),
            Exchange(ListEstimateLinks(currency: currency()), list { $0.estimateLink() }),
            Exchange(
                UpdateSubscription(
                    customerID: customer,
                    subscriptionID: id(),
                    friendlyName: some { $0.text() },
                    status: some { $0.one() },
                    autoRenewEnabled: some { $0.flag() },
                    etag: code()
                ),
                subscription()
            ),
            Exchange(
                CreateCustomer(
                    domain: "contoso.example",
                    organizationRegistrationNumber: some { $0.code() },
                    billingProfile: try billingProfile()
                ),
                try self.customer()
            ),
            Exchange(
                DeleteCustomer(customerID: customer),
                Customer(
                    id: customer,
                    companyProfile: .init(tenantId: customer, domain: "", companyName: ""),
                    relationshipToPartner: .none
                )
            ),
            Exchange(
                UpdateBillingProfile(customerID: customer, billingProfile: try billingProfile()),
                try billingProfile()
            ),
            Exchange(GetCustomer(customerID: customer), try self.customer()),
            Exchange(GetQualifications(customerID: customer), list { $0.qualification() }),
            Exchange(
                SetQualification(customerID: customer, qualification: one(), code: some { $0.number(9999) }),
                qualification()
            ),
        ]
    }
}
