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

    @Test("R-15 to R-17, R-21, R-28 to R-37, R-43 to R-47, R-57, R-58, R-60, R-74: after every random step")
    func randomSteps() async throws {
        let markets = max(1, Self.steps / Self.seeds / Self.stepsOfMarket)
        let outcomes = try await withThrowingTaskGroup(of: [Shopper.Outcome: Int].self) { seeds in
            for seed in 1...Self.seeds {
                seeds.addTask {
                    var outcomes: [Shopper.Outcome: Int] = [:]
                    for number in 0..<markets {
                        let marketSeed = UInt64(seed + number * Self.seeds)
                        outcomes.merge(try await shop(seed: marketSeed), uniquingKeysWith: +)
                    }
                    return outcomes
                }
            }
            return try await seeds.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
        }
        // Rare outcomes, such as a customer that may be deleted, need the steps of many markets.
        guard Self.stepsOfMarket == 1000 else { return }
        for outcome in Shopper.Outcome.allCases {
            #expect(outcomes[outcome] ?? 0 > 0, "nothing was \(outcome)")
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
