import Commerce
import Testing

@testable import LocalMarket

@Suite("Estimates")
struct EstimateTests {
    @Test("OP-34: four links, of usage and of purchases, for this month and for the one before")
    func links() async throws {
        let links = try await TestMarket.stocked().perform(ListEstimateLinks(currency: .eur))
        #expect(links.map(\.type) == [.dailyRatedUsage, .dailyRatedUsage, .nonConsumption, .nonConsumption])
        #expect(links.map(\.period) == [.current, .previous, .current, .previous])
        #expect(
            links.last?.link.uri
                == "/invoices/unbilled/lineitems?provider=onetime&invoicelineitemtype=billinglineitems"
                + "&currencycode=eur&period=previous"
        )
    }
}
