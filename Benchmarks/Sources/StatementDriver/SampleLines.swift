import Commerce
import Documents

/// Pages of 2,000 made-up line items, each made when it is asked for.
struct SampleLines: AsyncSequence {
    let count: Int
    let customers: Int
    let currency: Currency
    let scenario: String

    private static let names: [(name: String, country: String)] = [
        ("Contoso Ltd", "US"), ("Ελληνική Εταιρεία Λογισμικού Α.Ε.", "GR"), ("ООО «Северный ветер»", "KZ"),
        ("شركة النور للتقنية المحدودة", "SA"), ("חברת הדוגמה בע״מ", "IL"), ("บริษัท ตัวอย่างซอฟต์แวร์ จำกัด", "TH"),
        ("उदाहरण प्रौद्योगिकी प्राइवेट लिमिटेड", "IN"), ("示例科技有限公司", "CN"), ("株式会社サンプル商事", "JP"),
        ("주식회사 예제소프트", "KR"), ("範例科技股份有限公司", "TW"), ("Škoda & Žižka s.r.o.", "CZ"),
    ]

    private static let products: [(product: String, sku: String, cents: Int)] = [
        ("SQL Server 2022 Standard", "SQL Server 2022 Standard - 2 Core License Pack", 359_200),
        ("Windows Server 2022 Remote Desktop Services", "1 User CAL", 14_900),
        (
            "Reserved VM Instance, Standard_B1s, US East, 1 Year",
            "Reserved VM Instance, Standard_B1s, US East, 1 Year", 5_341
        ),
        ("Office LTSC Professional Plus 2021", "Perpetual", 61_395),
    ]

    struct AsyncIterator: AsyncIteratorProtocol {
        let source: SampleLines
        var next = 0

        mutating func next() async throws -> [InvoiceLineItem]? {
            guard next < source.count else { return nil }
            let end = Swift.min(source.count, next + 2000)
            defer { next = end }
            return try (next..<end).map(source.line)
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(source: self) }

    var statement: InvoiceStatement {
        get throws {
            let total = try (0..<count).reduce(Money.zero(currency)) { try $0 + line($1).totalForCustomer }
            let day = { (month: Int) in Timestamp(year: 2025, month: month, day: 1) ?? .none }
            let invoice = Invoice(
                id: "G000024157",
                invoiceDate: day(4),
                billingPeriodStartDate: day(3),
                billingPeriodEndDate: day(4),
                totalCharges: total,
                paidAmount: .zero(currency),
                invoiceType: .oneTime,
                invoiceDetails: [],
                amendments: [
                    Invoice(
                        id: "G000024998",
                        invoiceDate: day(5),
                        billingPeriodStartDate: day(3),
                        billingPeriodEndDate: day(4),
                        totalCharges: -Money(25, currency),
                        paidAmount: .zero(currency),
                        invoiceType: .oneTime,
                        documentType: .adjustmentNote,
                        invoiceDetails: [],
                        amendsOf: "G000024157"
                    )
                ]
            )
            return InvoiceStatement(
                invoice,
                seller: Party(
                    name: "Fabrikam Distribution GmbH",
                    address: ["Königsallee 12", "40212 Düsseldorf", "Germany"],
                    taxNumber: "DE 811 907 980"
                ),
                buyer: Party(
                    name: scenario == "long" ? Self.longName : "Wide World Importers Cloud Solutions Ltd",
                    address: ["1 Harbour Street", "Dublin D02 X285", "Ireland"],
                    taxNumber: "IE 6388047 V"
                ),
                terms: "Net 60 days",
                dueDate: day(6)
            )
        }
    }

    static let longName = String(
        String(repeating: "The Very Long Established Worldwide Trading Company of ", count: 6).prefix(300)
    )

    func line(_ index: Int) throws -> InvoiceLineItem {
        let customer = index * 7919 % customers
        let (name, country) = scenario == "latin" ? Self.names[0] : Self.names[customer % Self.names.count]
        let product = Self.products[index % Self.products.count]
        let isCredit = scenario == "credits" || (scenario == "mixed" && index % 17 == 5)
        let quantity = (index % 9 + 1) * (isCredit ? -1 : 1)
        var unit = FixedPoint(scenario == "extreme" ? Int.max : product.cents)
        for _ in 0..<currency.minorDigits { unit = try unit.divided(by: FixedPoint(10)) }
        if scenario == "mixed", index % 29 == 3 { unit = try FixedPoint("0.0123456789") }
        if scenario == "extreme" { unit = try unit * 10_000_000 }
        let unitPrice = Money(unit, currency)
        let subtotal = try (unitPrice * quantity).rounded()
        let tax = try subtotal.scaled(byPercent: customer % 3 == 0 ? "19%" : customer % 3 == 1 ? "8.875%" : "0%")
        let start = Timestamp(year: 2025, month: 3, day: index % 28 + 1) ?? .none
        return InvoiceLineItem(
            partnerId: "f0fa8a24-3c8b-4a40-b3d1-7a0bfbd5a8b5",
            customerId: "customer-\(customer)",
            customerName: scenario == "long"
                ? Self.longName : customers > Self.names.count ? "\(name) \(customer)" : name,
            customerDomainName: "customer\(customer).example",
            customerCountry: try CountryCode(country),
            invoiceNumber: "G000024157",
            orderId: "0a1b2c3d" + String(index + 4096, radix: 16),
            orderDate: start,
            orderLineItemNumber: index % 5,
            productId: "DZH318Z0D1L4",
            skuId: "0002",
            availabilityId: "DZH318Z0D1LX",
            productName: scenario == "long"
                ? Self.longName : scenario == "mixed" && index % 5 == 0 ? "\(name) \(name)" : product.product,
            skuName: scenario == "long" ? Self.longName : product.sku,
            chargeStartDate: start,
            chargeEndDate: start.adding(ISODuration(months: 12)),
            termAndBillingCycle: "One-year commitment, billed once",
            billingFrequency: .oneTime,
            chargeType: isCredit ? "Cancel" : "New",
            unitPrice: unitPrice,
            effectiveUnitPrice: unitPrice,
            unitType: "Licenses",
            quantity: quantity,
            subtotal: subtotal,
            taxTotal: tax,
            totalForCustomer: try subtotal + tax
        )
    }
}
