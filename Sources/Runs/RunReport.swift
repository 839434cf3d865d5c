public import Commerce

/// What a run did, in the shape that `compra run --json` prints. Amounts are text, always.
public struct RunReport: Codable, Sendable {
    public var schema = "compra.run/1"

    /// The run's id.
    public var run: String
    public var status: Status
    public var orders: [OrderReport]

    /// What was spent, before tax: amounts as text by currency code. A planned order spends nothing.
    public var spent: [String: String]
    public var error: ErrorReport?

    /// What the script returned.
    public var result: AttributeValue

    public enum Status: String, Codable, Sendable {
        case completed
        /// A checkout made some of its orders.
        case partial
        /// A write was sent and its outcome could not be learned.
        case unknown
        case failed
        /// Writes were captured and nothing was bought.
        case planned
    }

    public init(
        run: String,
        status: Status,
        orders: [Order],
        spent: [Money],
        error: ErrorReport?,
        result: AttributeValue
    ) {
        self.run = run
        self.status = status
        self.orders = orders.map(OrderReport.init)
        self.spent = Dictionary(uniqueKeysWithValues: spent.map { ($0.currency.code, $0.amountText) })
        self.error = error
        self.result = result
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(schema, forKey: .schema)
        try container.encode(run, forKey: .run)
        try container.encode(status, forKey: .status)
        try container.encode(orders, forKey: .orders)
        try container.encode(spent, forKey: .spent)
        try container.encode(error, forKey: .error)
        try container.encode(result, forKey: .result)
    }
}

/// An order as a report shows it.
public struct OrderReport: Codable, Sendable {
    public var id: String

    /// The customer's id.
    public var customer: String
    public var billingCycle: BillingCycle
    public var status: OrderStatus
    public var currency: Currency

    /// Before tax, at the prices of the checkout; nil where a line had no price.
    public var total: String?

    /// The kinds of price list behind ``total``, `retail_list` where any price is an estimate.
    public var priceSource: PriceSource.Kind?
    public var lines: [Line]

    public struct Line: Codable, Sendable {
        /// The catalogue item.
        public var item: String
        public var name: String
        public var quantity: Int
        public var term: ISODuration?
        public var unitPrice: String?
        public var total: String?
        public var priceSource: PriceSource?

        enum CodingKeys: String, CodingKey {
            case item, name, quantity, term
            case unitPrice = "unit_price"
            case total
            case priceSource = "price_source"
        }
    }

    enum CodingKeys: String, CodingKey {
        case id, customer
        case billingCycle = "billing_cycle"
        case status, currency, total
        case priceSource = "price_source"
        case lines
    }

    init(_ order: Order) {
        id = order.id
        customer = order.referenceCustomerId
        billingCycle = order.billingCycle
        status = order.status
        currency = order.currencyCode
        total = order.total?.amountText
        let kinds = order.lineItems.compactMap { $0.price?.source.kind }
        priceSource = kinds.contains(.retailList) ? .retailList : kinds.first
        lines = order.lineItems.map { line in
            Line(
                item: line.offerId,
                name: line.friendlyName,
                quantity: line.quantity,
                term: line.termDuration,
                unitPrice: line.price?.unit.amountText,
                total: line.price?.total.amountText,
                priceSource: line.price?.source
            )
        }
    }
}

/// An error as a report shows it, with the fields that a script sees.
public struct ErrorReport: Codable, Sendable {
    /// The market's number, or a name for what Compra itself refuses.
    public var code: AttributeValue
    public var message: String
    public var hint: String?
    public var retryable: Bool

    /// The HTTP status that belongs to a market's number.
    public var status: Int?
    public var correlationID: String?

    /// File and line of the script.
    public var location: String?

    enum CodingKeys: String, CodingKey {
        case code, message, hint, retryable, status
        case correlationID = "correlation_id"
        case location = "where"
    }

    public init(
        code: AttributeValue,
        message: String,
        hint: String? = nil,
        retryable: Bool = false,
        status: Int? = nil,
        correlationID: String? = nil,
        location: String? = nil
    ) {
        self.code = code
        self.message = message
        self.hint = hint
        self.retryable = retryable
        self.status = status
        self.correlationID = correlationID
        self.location = location
    }
}
