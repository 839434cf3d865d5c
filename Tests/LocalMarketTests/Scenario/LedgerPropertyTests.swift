import Commerce
import Foundation
import TestStores
import Testing

@testable import LocalMarket

/// Random steps in markets of a thousand steps each: 20,000, or as many as `COMPRA_PROPERTY_STEPS` says. CI asks for
/// 100,000: whatever finds a mistake in the books is worth its minutes. In files and on PostgreSQL, where a step waits for a
/// disk or a server many times, a twentieth of them is made, with fewer seeds: the rules are the same.
@Suite("Whatever happens, the books balance")
struct LedgerPropertyTests {
    private static let steps: Int = {
        let asked = ProcessInfo.processInfo.environment["COMPRA_PROPERTY_STEPS"].flatMap { Int($0) } ?? 20_000
        return TestStores.kind == .memory ? asked : asked / 20
    }()
    private static let seeds = TestStores.kind == .memory ? 20 : 6
    private static let stepsOfMarket = min(1000, max(1, steps / seeds))

    @Test(
        "R-15 to R-17, R-21, R-28 to R-37, R-43 to R-47, R-57, R-58, R-60, R-74: after every random step",
        arguments: 1...seeds
    )
    func randomSteps(seed: Int) async throws {
        let markets = max(1, Self.steps / Self.seeds / Self.stepsOfMarket)
        var outcomes: [Shopper.Outcome: Int] = [:]
        for number in 0..<markets {
            let marketSeed = UInt64(seed + number * Self.seeds)
            outcomes.merge(try await shop(seed: marketSeed), uniquingKeysWith: +)
        }
        guard Self.stepsOfMarket == 1000 else { return }
        // Customers are deleted in the sandbox only, where they may have so few subscriptions that add-ons are rare.
        let kinds = Set((0..<markets).map { (seed + $0 * Self.seeds) % 3 == 0 })
        for outcome in Shopper.Outcome.allCases {
            if outcome == .deleted && !kinds.contains(true) || outcome == .addedOn && !kinds.contains(false) {
                continue
            }
            #expect(outcomes[outcome] ?? 0 > 0, "seed \(seed): nothing was \(outcome)")
        }
    }

    /// One market from its founding on.
    private func shop(seed: UInt64) async throws -> [Shopper.Outcome: Int] {
        var shopper = try await Shopper(seed: seed)
        for step in 1...Self.stepsOfMarket {
            let action = try await shopper.act()
            var problems = try await shopper.problems()
            if step % 100 == 0 { problems += try await shopper.problemsOfRows() }
            guard problems.isEmpty else {
                Issue.record("seed \(seed), step \(step), \(action): \(problems)")
                return shopper.outcomes
            }
        }
        let problems = try await shopper.problemsOfAll()
        #expect(problems.isEmpty, "seed \(seed): \(problems)")
        return shopper.outcomes
    }
}
