import Commerce
import Documents
import Foundation

/// A folder of its own for each test, removed with the test.
final class Folder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "compra-documents-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Everything in the folder, hidden names too.
    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }
}

func content(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
}

/// Lines in pages of so many, as a market gives them.
func pages(_ lines: [InvoiceLineItem], of size: Int = 7) -> AsyncStream<[InvoiceLineItem]> {
    AsyncStream { continuation in
        var rest = lines[...]
        while !rest.isEmpty {
            continuation.yield(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        continuation.finish()
    }
}

/// Pages that break off in the middle.
struct BrokenFeed: Error {}

func brokenPages(after lines: [InvoiceLineItem]) -> AsyncThrowingStream<[InvoiceLineItem], any Error> {
    AsyncThrowingStream { continuation in
        continuation.yield(lines)
        continuation.finish(throwing: BrokenFeed())
    }
}

/// What a line is made of; everything else follows.
struct Sample {
    var customer = "contoso"
    var name = "Contoso"
    var country = "US"
    var product = "SQL Server 2022 Standard"
    var sku = "2 Core License Pack"
    var quantity = 1
    var unitPrice = "100.00"
    var taxRate = "0%"
    var currency = "USD"
    var day = 1

    func line(_ number: Int = 0) throws -> InvoiceLineItem {
        let currency = try Currency(currency)
        let unit = try Money(unitPrice, currency)
        let subtotal = try (unit * quantity).rounded()
        let tax = try subtotal.scaled(byPercent: taxRate)
        let start = try Timestamp("2025-03-01").adding(ISODuration(seconds: Int64(day - 1) * 86_400))
        return InvoiceLineItem(
            partnerId: "f0fa8a24-3c8b-4a40-b3d1-7a0bfbd5a8b5",
            customerId: customer,
            customerName: name,
            customerDomainName: "\(customer).example",
            customerCountry: try CountryCode(country),
            invoiceNumber: "G000024157",
            orderId: "0a1b2c3d4e5f",
            orderDate: start,
            orderLineItemNumber: number,
            productId: "DZH318Z0D1L4",
            skuId: "0002",
            availabilityId: "DZH318Z0D1LX",
            productName: product,
            skuName: sku,
            chargeStartDate: start,
            chargeEndDate: start.adding(ISODuration(months: 12)),
            termAndBillingCycle: "One-year commitment, billed once",
            billingFrequency: .oneTime,
            chargeType: quantity < 0 ? "Cancel" : "New",
            unitPrice: unit,
            effectiveUnitPrice: unit,
            unitType: "Licenses",
            quantity: quantity,
            subtotal: subtotal,
            taxTotal: tax,
            totalForCustomer: try subtotal + tax
        )
    }
}

/// Lines of several customers with charges and credits, always the same ones.
func sampleLines(_ count: Int, customers: Int = 5, currency: String = "USD") throws -> [InvoiceLineItem] {
    try (0..<count).map { index in
        try Sample(
            customer: "customer\(index * 7 % customers)",
            name: "Customer \(index * 7 % customers)",
            quantity: index % 11 == 4 ? -(index % 5 + 1) : index % 5 + 1,
            unitPrice: "\(index * 37 % 5000 + 13)",
            taxRate: index * 7 % customers % 2 == 0 ? "19%" : "8.875%",
            currency: currency,
            day: index % 28 + 1
        ).line(index)
    }
}

/// The invoice of lines, with nothing outside them.
func sampleInvoice(
    of lines: [InvoiceLineItem],
    currency: String = "USD",
    paid: String = "0",
    amendments: [Invoice] = []
) throws -> Invoice {
    let currency = try Currency(currency)
    return Invoice(
        id: "G000024157",
        invoiceDate: try Timestamp("2025-04-01"),
        billingPeriodStartDate: try Timestamp("2025-03-01"),
        billingPeriodEndDate: try Timestamp("2025-03-31"),
        totalCharges: try Money.sum(lines.map(\.totalForCustomer), in: currency),
        paidAmount: try Money(paid, currency),
        invoiceType: .oneTime,
        invoiceDetails: [],
        amendments: amendments
    )
}

extension Party {
    static let fabrikam = Party(
        name: "Fabrikam Distribution",
        address: ["Königsallee 12", "40212 Düsseldorf"],
        taxNumber: "DE 811 907 980"
    )
    static let wideWorld = Party(
        name: "Wide World Importers",
        address: ["1 Harbour Street", "Dublin"],
        taxNumber: "IE 6388047 V"
    )
}

extension InvoiceStatement {
    static func sample(
        _ lines: [InvoiceLineItem],
        currency: String = "USD",
        paid: String = "0",
        amendments: [Invoice] = []
    ) throws -> InvoiceStatement {
        InvoiceStatement(
            try sampleInvoice(of: lines, currency: currency, paid: paid, amendments: amendments),
            seller: .fabrikam,
            buyer: .wideWorld,
            terms: "Net 60 days",
            dueDate: try Timestamp("2025-05-31")
        )
    }
}
