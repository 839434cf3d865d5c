import Commerce

@testable import LocalMarket

/// A row of a retail list that a test makes up.
struct RetailLine {
    var meter: String
    var sku: String
    var price: String
    var term: String?
    var date = "2026-09-01T00:00:00Z"
    var product = "DZH31TEST001"
    var productName = "Test Series"
    var currency = "USD"
    var type = "Reservation"
    var skuName = "D2"

    init(_ meter: String, _ sku: String, _ price: String, term: String? = nil) {
        self.meter = meter
        self.sku = sku
        self.price = price
        self.term = term
    }

    /// The two rows of one meter.
    static let pair = [RetailLine("m1", "0001", "10"), RetailLine("m1", "0002", "20")]

    fileprivate var values: [String] {
        [
            currency, "0.0", price, "westus", "US West", date, meter, product, productName, "\(product)/\(sku)",
            skuName,
            "Standard_D2", "Virtual Machines", type,
        ]
    }

    private static let columns = [
        "currencyCode", "tierMinimumUnits", "retailPrice", "armRegionName", "location", "effectiveStartDate", "meterId",
        "productId", "productName", "skuId", "skuName", "armSkuName", "serviceName", "type",
    ]

    /// The lines as a CSV list, with the column of terms where a line has one.
    static func csv(_ lines: [RetailLine]) -> String {
        let hasTerms = lines.contains { $0.term != nil }
        let header = columns + (hasTerms ? ["reservationTerm"] : [])
        let rows = lines.map { $0.values + (hasTerms ? [$0.term ?? ""] : []) }
        return ([header] + rows).map { $0.joined(separator: ",") + "\n" }.joined()
    }

    /// The lines as a page of the API, with prices as numbers.
    static func json(_ lines: [RetailLine]) -> String {
        let items = lines.map { line in
            let members = zip(columns, line.values).map { column, value in
                let isNumber = column == "retailPrice" || column == "tierMinimumUnits"
                return "\"\(column)\": \(isNumber ? value : "\"\(value)\"")"
            }
            let term = line.term.map { ["\"reservationTerm\": \"\($0)\""] } ?? []
            return "{ \((members + term).joined(separator: ", ")) }"
        }
        return """
            {"BillingCurrency": "USD", "Items": [\(items.joined(separator: ",\n"))],
             "NextPageLink": null, "Count": \(items.count)}
            """
    }
}

extension RetailImport {
    static let sample = RetailImport([.sample], country: .us)

    init(_ lines: [RetailLine], in country: CountryCode = .us) {
        self.init([ListSource(RetailLine.csv(lines))], country: country)
    }

    init(csv: String) {
        self.init([ListSource(csv)], country: .us)
    }
}

extension ListSource {
    static let sample = ListSource(RetailSample.csv)

    init(_ text: String, name: String = "list.csv") {
        self = .bytes(name: name, Array(text.utf8))
    }
}

extension CountryCode {
    static let us = try! CountryCode("US")
    static let de = try! CountryCode("DE")
    static let br = try! CountryCode("BR")
}
