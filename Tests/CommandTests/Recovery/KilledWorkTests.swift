import Database
import Foundation
import TestStores
import Testing

@testable import LocalMarket

/// `kill -9` at any moment of what takes long, three times each, or a twenty-fifth of `COMPRA_KILLS`: what is left is
/// sound, and the same command goes on to what it would have come to undisturbed.
@Suite(.timeLimit(.minutes(30))) struct KilledWorkTests {
    private static let kills = max(
        3,
        (ProcessInfo.processInfo.environment["COMPRA_KILLS"].flatMap { Int($0) } ?? 0) / 25
    )

    let model: Workplace

    init() async throws {
        model = try Workplace()
        try await model.compra("market", "init")
    }

    /// Does something in a folder like the model's, to its end or until it is killed.
    private func work(
        _ arguments: [String],
        killedAfter delay: Duration? = nil
    ) async throws -> (place: Workplace, outcome: Outcome) {
        let place = try Workplace()
        for name in try model.names {
            try FileManager.default.copyItem(atPath: model.file(name), toPath: place.file(name))
        }
        let running = try place.start(arguments)
        if let delay {
            // Not to wait for anything, but to come at a moment that nobody knows.
            try await Task.sleep(for: delay)
            running.kill()
        }
        return (place, try await running.outcome())
    }

    /// Kills `arguments` at random moments and does them again, until which nothing else must have to be done.
    ///
    /// - Parameters:
    ///   - store: Where what is done shows.
    ///   - isDone: Whether an outcome says that it was done before.
    private func expectResumable(
        _ arguments: [String],
        store: String = "sqlite:.compra/market.db",
        isDone: (Outcome) -> Bool = { _ in false }
    ) async throws {
        let clock = ContinuousClock()
        let begin = clock.now
        let undisturbed = try await work(arguments)
        let duration = clock.now - begin
        #expect(undisturbed.outcome.code == 0, "\(undisturbed.outcome.error)")
        let expected = try await undisturbed.place.compra("market", "show", "--json", "--store", store).output
        for _ in 0..<Self.kills {
            let (place, _) = try await work(arguments, killedAfter: duration * Double.random(in: 0...1))
            let again = try await place.start(arguments).outcome()
            #expect(again.code == 0 || isDone(again), "\(again.error)")
            let check = try await place.compra("market", "check", "--store", store)
            #expect(check.code == 0, "\(check.output)\(check.error)")
            #expect(try await place.compra("market", "show", "--json", "--store", store).output == expected)
        }
    }

    @Test func `months that close`() async throws {
        try model.write(
            "buy.lua",
            """
            local customer = market.customers:get "contoso.onmicrosoft.com"
            local catalogue = customer:catalog{ segment = "commercial" }
            local offer = catalogue:product("DEMO0SQL2022"):sku("0001"):availabilities():first()
            for _ = 1, 8 do
              local lines = {}
              for index = 1, 100 do lines[index] = { offer = offer, quantity = 1 } end
              assert(#customer:cart{ lines = lines }:checkout().orders == 1)
            end
            """
        )
        let bought = try await model.compra("run", "buy.lua")
        #expect(bought.code == 0, "\(bought.error)")
        try await expectResumable(["market", "advance", "--to", "2028-01-01T00:00:00Z"])
    }

    @Test func `an import`() async throws {
        let header = """
            currencyCode,tierMinimumUnits,retailPrice,armRegionName,location,effectiveStartDate,meterId,productId,\
            productName,skuId,skuName,armSkuName,serviceName,type

            """
        let rows = (0..<1_500).flatMap { number in
            [("1", "100"), ("3", "250")].map { years, price in
                let sku = String(format: "%04X", number * 4 + (Int(years) ?? 0))
                return """
                    USD,0.0,\(price),westus,US West,2026-09-01T00:00:00Z,m\(number),DZH31KILL001,Test Series,\
                    DZH31KILL001/\(sku),D2,Standard_D2,Virtual Machines,Reservation

                    """
            }
        }
        try model.write("list.csv", header + rows.joined())
        try await expectResumable(["market", "import", "--retail", "list.csv", "--country", "US"])
    }

    @Test func `a migration`() async throws {
        let origin = try Workplace()
        try await origin.compra("market", "init")
        let source = Store(.sqlite(path: origin.file(".compra/market.db")), schema: MarketSchema.schema)
        for name in try FileManager.default.contentsOfDirectory(atPath: model.file(".compra")) {
            try FileManager.default.removeItem(atPath: model.file(".compra/\(name)"))
        }
        let tables = MarketSchema.tables.filter { $0 != MarketSchema.searchTable }
        let older = StoreLocation.sqlite(path: model.file(".compra/market.db"))
        try await OlderStore(MarketSchema.schema, steps: 1).make(of: source, tables, at: older) {
            try CatalogueWriter(on: $0).indexAll()
        }
        try await expectResumable(["market", "show"])
    }

    @Test func `a copy`() async throws {
        try await expectResumable(
            ["market", "copy", "--from", "sqlite:.compra/market.db", "--to", "sqlite:copy.db"],
            store: "sqlite:copy.db",
            isDone: { $0.error.contains("already") }
        )
    }
}
