import Commerce

extension Route {
    // 6.1 Enablement
    static let subscriptions = Route("GET", "/customers/{customer}/subscriptions", ListSubscriptions.self)
    static let subscription = Route("GET", subscriptions.template + "/{subscription}", GetSubscription.self)
    static let registrations = Route("POST", subscription.template + "/registrations", RegisterSubscription.self)
    static let registrationStatus = Route(
        "GET",
        subscription.template + "/registrationstatus",
        GetRegistrationStatus.self
    )
    static let subscriptionProvisioning = Route(
        "GET",
        subscription.template + "/provisioningstatus",
        GetSubscriptionProvisioning.self
    )
    static let subscriptionChange = Route("PATCH", subscription.template, UpdateSubscription.self)

    // 6.2 Discovery. The pages print POST for the lists by customer.
    static let products = Route("GET", "/products", ListProducts.self)
    static let product = Route("GET", "/products/{product}", GetProduct.self)
    static let skus = Route("GET", "/products/{product}/skus", ListSkus.self)
    static let sku = Route("GET", "/products/{product}/skus/{sku}", GetSku.self)
    static let availabilities = Route("GET", sku.template + "/availabilities", ListAvailabilities.self)
    static let availability = Route("GET", availabilities.template + "/{availability}", GetAvailability.self)
    static let inventory = Route("POST", "/extensions/product/checkInventory", CheckInventory.self)
    static let customerProducts = byCustomer(products, ListProducts.self)
    static let customerSkus = byCustomer(skus, ListSkus.self)
    static let customerAvailabilities = byCustomer(availabilities, ListAvailabilities.self)

    private static func byCustomer(_ route: Route, _ request: any WireOperation.Type) -> Route {
        Route("GET", "/customers/{customer}" + route.template, request, alsoAccepting: ["POST"])
    }

    // 6.3 Order submission
    static let carts = Route("POST", "/customers/{customer}/carts", CreateCart.self)
    static let cart = Route("GET", "/customers/{customer}/carts/{cart}", GetCart.self)
    static let cartUpdate = Route("PUT", cart.template, UpdateCart.self)
    static let checkout = Route("POST", cart.template + "/checkout", Checkout.self)

    // 6.4 Orders
    static let orders = Route("GET", "/customers/{customer}/orders", ListOrders.self)
    static let orderCreation = Route("POST", orders.template, CreateOrder.self)
    static let order = Route("GET", "/customers/{customer}/orders/{order}", GetOrder.self)
    static let orderChange = Route("PATCH", order.template, CancelOrder.self)
    static let orderProvisioning = Route("GET", order.template + "/provisioningstatus", GetOrderProvisioning.self)
    static let activationLinks = Route(
        "GET",
        order.template + "/lineitems/{line}/activationlinks",
        GetActivationLinks.self
    )

    // 6.5 Lifecycle
    static let entitlements = Route("GET", "/customers/{customer}/entitlements", ListEntitlements.self)
    static let reservations = Route(
        "GET",
        "/customers/{customer}/artifacts/{kind}/groups/{group}/lineitems/{line}/resource/{resource}",
        GetReservations.self
    )

    // 6.6 Invoices. Those with a literal where others have an invoice's id come first.
    static let balance = Route("GET", "/invoices/summary", GetBalance.self)
    static let invoiceSummaries = Route("GET", "/invoices/summaries", ListInvoiceSummaries.self)
    static let unbilled = Route("GET", "/invoices/unbilled/lineitems", ListUnbilledLineItems.self, paging: .seek)
    static let invoices = Route("GET", "/invoices", ListInvoices.self, paging: .offset)
    static let invoice = Route("GET", "/invoices/{invoice}", GetInvoice.self)
    static let statement = Route("GET", invoice.template + "/documents/statement", GetInvoiceStatement.self)
    static let receipt = Route(
        "GET",
        invoice.template + "/receipts/{receipt}/documents/statement",
        GetInvoiceReceipt.self
    )
    static let estimateLinks = Route("GET", "/invoices/estimates/links", ListEstimateLinks.self)
    static let lineItems = Route("GET", "/invoices/{invoice}/lineitems", ListInvoiceLineItems.self, paging: .seek)
    static let lineItemsByPath = Route(
        "GET",
        lineItems.template + "/{provider}/{type}",
        ListInvoiceLineItems.self,
        paging: .seek
    )

    // 6.7 Customer context
    static let customers = Route("GET", "/customers", ListCustomers.self, paging: .seek)
    static let customer = Route("GET", "/customers/{customer}", GetCustomer.self)
    static let customerCreation = Route("POST", customers.template, CreateCustomer.self)
    static let customerDeletion = Route("DELETE", customer.template, DeleteCustomer.self)
    static let billingProfile = Route("PUT", customer.template + "/profiles/billing", UpdateBillingProfile.self)
    static let qualifications = Route("GET", "/customers/{customer}/qualifications", GetQualifications.self)
    static let qualificationChange = Route("POST", qualifications.template, SetQualification.self)

    /// Every route; of two that have a path in common, the first is meant.
    public static let all: [Route] = [
        subscriptions, subscription, registrations, registrationStatus, subscriptionProvisioning, subscriptionChange,
        products, product, skus, sku, availabilities, availability, inventory,
        customerProducts, customerSkus, customerAvailabilities,
        carts, cart, cartUpdate, checkout,
        orders, orderCreation, order, orderChange, orderProvisioning, activationLinks,
        entitlements, reservations,
        balance, invoiceSummaries, estimateLinks, unbilled, invoices, invoice, lineItems, lineItemsByPath,
        statement, receipt,
        customers, customerCreation, customer, customerDeletion, billingProfile, qualifications, qualificationChange,
    ]
}
