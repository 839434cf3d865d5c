import Commerce
import FoundationEssentials
import Testing

/// Every value travels as text.
@Suite("Values in JSON")
struct CodingTests {
    struct Line: Codable, Equatable {
        var price: Money
        var factor: FixedPoint
        var currency: Currency
        var at: Timestamp
        var term: ISODuration
        var cycle: BillingCycle
        var country: CountryCode
        var item: CatalogItemID
        var customer: GUID
    }

    static let json = """
        {"at":"2024-02-29T10:00:00Z","country":"DE","currency":"EUR",\
        "customer":"11111111-2222-4333-8444-555555555555","cycle":"one_time","factor":"1.1",\
        "item":"A:0001:B","price":"12.50 EUR","term":"P3Y"}
        """

    @Test("are the text of their description")
    func roundTrip() throws {
        let line = try JSONDecoder().decode(Line.self, from: Data(Self.json.utf8))
        #expect(line.price == Money(try FixedPoint("12.5"), .eur))
        #expect(line.cycle == .oneTime)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(line), as: UTF8.self) == Self.json)
    }

    @Test("name the place of a bad one, and keep the reason")
    func badValue() {
        let json = Self.json.replacing("12.50 EUR", with: "12.50EUR")
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Line.self, from: Data(json.utf8))
        }
        guard case .dataCorrupted(let context) = error else {
            Issue.record("\(String(describing: error)) is not the error of a bad value")
            return
        }
        #expect(context.codingPath.map(\.stringValue) == ["price"])
        #expect((context.underlyingError as? MoneyError)?.code == .malformed)
        #expect(context.debugDescription.contains("did you mean \"12.50 EUR\"?"))
    }

    @Test("are never numbers, which would pass through a binary fraction")
    func numbers() {
        let json = Self.json.replacing("\"1.1\"", with: "1.1")
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Line.self, from: Data(json.utf8)) }
    }
}
