import Commerce
import Foundation
import TestStores
import Testing

@testable import LocalMarket

/// Random steps in markets of a thousand steps each: 20,000, which take half a minute of CPU in a debug build, or as many
/// as `COMPRA_PROPERTY_STEPS` says. CI asks for 100,000: whatever finds a mistake in the books is worth two minutes. On
/// PostgreSQL, where a step waits for a server many times, one market is enough: the rules are the same.
@Suite("Whatever happens, the books balance")
struct LedgerPropertyTests {
    private static let steps =
        ProcessInfo.processInfo.environment["COMPRA_PROPERTY_STEPS"].flatMap { Int($0) } ?? 20_000
    private static let stepsOfMarket = 1000
    private static let seeds = TestStores.arePostgreSQL ? 1 : 20

    @Test("R-21, R-28 to R-37, R-46, R-57, R-58, R-60: after every random step", arguments: 1...seeds)
    func randomSteps(seed: Int) async throws {
        let markets = TestStores.arePostgreSQL ? 1 : max(1, Self.steps / Self.seeds / Self.stepsOfMarket)
        var outcomes: [Shopper.Outcome: Int] = [:]
        for number in 0..<markets {
            let marketSeed = UInt64(seed + number * Self.seeds)
            outcomes.merge(try await shop(seed: marketSeed), uniquingKeysWith: +)
        }
        for outcome in Shopper.Outcome.allCases {
            #expect(outcomes[outcome] ?? 0 > 0, "seed \(seed): nothing was \(outcome)")
        }
    }

    /// One market from its founding on.
    private func shop(seed: UInt64) async throws -> [Shopper.Outcome: Int] {
        var shopper = try await Shopper(seed: seed)
        for step in 1...Self.stepsOfMarket {
            let action = try await shopper.act()
            let problems = try await shopper.problems()
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
