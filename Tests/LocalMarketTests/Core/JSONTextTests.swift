import Commerce
import FoundationEssentials
import Testing

@testable import LocalMarket

@Suite("Values as JSON text")
struct JSONTextTests {
    /// What any other coder would write, keys in order.
    private func reference(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    @Test("what a market answers has the text that Foundation gives it")
    func answers() async throws {
        let market = TestMarket.stocked()
        try await market.register()
        let cart = try await market.cart(.reservation())
        let result = try await market.checkout(cart)
        let customer = try await market.perform(GetCustomer(customerID: TestCustomer.contoso))
        try await market.market.close()
        let invoices = try await market.perform(ListInvoices())
        let request = CreateCart(customerID: TestCustomer.contoso, lineItems: [.reservation()])
        #expect(try JSONText.encode(cart) == reference(cart))
        #expect(try JSONText.encode(result) == reference(result))
        #expect(try JSONText.encode(customer) == reference(customer))
        #expect(try JSONText.encode(invoices) == reference(invoices))
        #expect(try JSONText.encode(request) == reference(request))
    }

    private struct Odd: Codable, Equatable {
        var text = "\"quoted\" \\ a/b \u{1} \n 日本 🛒 e\u{301}"
        var empty = ""
        var nothing: Int?
        var small: UInt8 = 255
        var large = Int64.min
        var truth = true
        var bytes: [UInt8] = [0, 127, 255]
        var lists = [[1], [], [2, 3]]
        var names = ["b": 1, "a": 2, "ä": 3]
        var attributes: [String: AttributeValue] = ["list": .list([.null, .boolean(false)]), "n": .integer(-1)]
    }

    @Test("and is read back, whatever is in it")
    func odd() throws {
        let value = Odd()
        let text = try JSONText.encode(value)
        #expect(try JSONText.decode(Odd.self, from: text) == value)
        #expect(try JSONText.decode(Odd.self, from: reference(value)) == value)
    }

    @Test("a number of more than 64 bits is refused")
    func tooLarge() {
        #expect(throws: EncodingError.self) { try JSONText.encode([UInt64.max]) }
    }
}
