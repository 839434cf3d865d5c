import Commerce
import Testing

@testable import LocalMarket

@Suite("Whatever happens, the books balance")
struct LedgerPropertyTests {
    @Test("Random carts, checkouts, cancellations, closes and clock moves", arguments: [1, 2, 3, 4] as [UInt64])
    func randomSteps(seed: UInt64) async throws {
        var shopper = try await Shopper(seed: seed)
        for step in 1...100 {
            let action = try await shopper.act()
            let problems = try await shopper.problems()
            #expect(problems.isEmpty, "seed \(seed), step \(step): \(action)")
            guard problems.isEmpty else { return }
        }
        #expect(!shopper.orders.isEmpty && shopper.cancelled > 0 && shopper.refused > 0)
    }
}
