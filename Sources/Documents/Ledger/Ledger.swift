internal import Commerce

/// The line items of one invoice as a document shows them: grouped by customer, and added up.
///
/// It keeps what is printed and nothing else, about 250 bytes a line, because the first page already says how many pages
/// there are and where each customer's begin.
struct Ledger {
    let currency: Currency
    private(set) var customers: [CustomerAccount] = []
    private var positions: [String: Int] = [:]
    /// Texts that many lines have are kept once.
    private var sharedTexts: Set<String> = []

    private(set) var lineCount = 0
    private(set) var charges: Sums
    private(set) var credits: Sums
    private(set) var ranges = AmountRanges()

    init(currency: Currency) {
        self.currency = currency
        charges = Sums(currency)
        credits = Sums(currency)
    }

    /// The sum of all lines.
    var total: Sums {
        get throws(MoneyError) { try charges + credits }
    }

    /// Adds a line.
    ///
    /// Throws ``DocumentError/Code/mixedCurrencies``, and ``MoneyError`` where a sum leaves the range of amounts.
    mutating func add(_ item: InvoiceLineItem) throws {
        for amount in [item.effectiveUnitPrice, item.subtotal, item.taxTotal, item.totalForCustomer]
        where amount.currency != currency {
            throw DocumentError.mixedCurrencies(item, amount, invoice: currency)
        }
        let line = LedgerLine(item) { sharedTexts.insert($0).memberAfterInsert }
        let position = position(of: item)
        try customers[position].add(line, currency)
        if line.isCredit { try credits.add(line) } else { try charges.add(line) }
        ranges.include(line)
        lineCount += 1
    }

    /// Puts customers in the order of their names, in any case, and of their ids where names are equal. Lines stay as they
    /// came.
    mutating func sort() throws {
        customers.sort { ($0.key, $0.name, $0.id) < ($1.key, $1.name, $1.id) }
        positions = [:]
        sharedTexts = []
        for customer in customers { ranges.include(customer.sums) }
        ranges.include(charges)
        ranges.include(credits)
        ranges.include(try total)
    }

    private mutating func position(of item: InvoiceLineItem) -> Int {
        if let position = positions[item.customerId] { return position }
        positions[item.customerId] = customers.count
        customers.append(CustomerAccount(item))
        return customers.count - 1
    }
}

/// What one customer is charged.
struct CustomerAccount {
    let id: String
    let name: String
    let domain: String
    let country: CountryCode
    /// What the customer is sorted by.
    fileprivate let key: String
    private(set) var lines: [LedgerLine] = []
    private(set) var sums: Sums

    init(_ item: InvoiceLineItem) {
        id = item.customerId
        name = item.customerName
        domain = item.customerDomainName
        country = item.customerCountry
        key = name.lowercased()
        sums = Sums(item.currency)
    }

    mutating func add(_ line: LedgerLine, _ currency: Currency) throws {
        lines.append(line)
        try sums.add(line)
    }
}

/// Amounts that add up: of lines, of a customer, of everything.
struct Sums {
    private(set) var lineCount = 0
    private(set) var subtotal: Money
    private(set) var tax: Money
    private(set) var total: Money

    init(_ currency: Currency) {
        subtotal = .zero(currency)
        tax = .zero(currency)
        total = .zero(currency)
    }

    mutating func add(_ line: LedgerLine) throws {
        try add(subtotal: line.subtotal, tax: line.tax, total: line.total)
    }

    mutating func add(subtotal: FixedPoint, tax: FixedPoint, total: FixedPoint) throws(MoneyError) {
        let currency = self.total.currency
        lineCount += 1
        self.subtotal = try self.subtotal + Money(subtotal, currency)
        self.tax = try self.tax + Money(tax, currency)
        self.total = try self.total + Money(total, currency)
    }

    static func + (left: Sums, right: Sums) throws(MoneyError) -> Sums {
        var sums = left
        sums.lineCount += right.lineCount
        sums.subtotal = try left.subtotal + right.subtotal
        sums.tax = try left.tax + right.tax
        sums.total = try left.total + right.total
        return sums
    }
}

extension DocumentError {
    fileprivate static func mixedCurrencies(
        _ item: InvoiceLineItem,
        _ amount: Money,
        invoice: Currency
    ) -> DocumentError {
        DocumentError(
            .mixedCurrencies,
            "line \(item.orderLineItemNumber) of order \(item.orderId) has \(amount), and the invoice is in \(invoice)",
            hint: "give the lines of this invoice alone"
        )
    }
}
