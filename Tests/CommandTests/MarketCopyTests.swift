import Foundation
import TestStores
import Testing

/// `compra market copy`: from a file to a server and back.
@Suite(.timeLimit(.minutes(30))) struct MarketCopyTests {
    let place: Workplace

    init() async throws {
        place = try Workplace()
        try await place.run(Scripts.twoGroups)
    }

    private func copy(_ source: String, _ target: String, _ options: String...) async throws -> Outcome {
        try await place.start(["market", "copy", "--from", source, "--to", target] + options).outcome()
    }

    private func shown(_ store: String) async throws -> String {
        try await place.compra("market", "show", "--json", "--store", store).output
    }

    @Test func `a market goes to PostgreSQL and back, and is the same`() async throws {
        let (file, server, back) = ("sqlite:.compra/market.db", try TestStores.freshAddress(), "sqlite:back.db")
        let there = try await copy(file, server)
        #expect(there.code == 0 && there.output.contains("order_lines"), "\(there.error)")
        #expect(there.error.contains("they are the same"))
        let json = try await copy(server, back, "--json").json()
        #expect(json["schema"] as? String == "compra.market.copy/1")
        #expect((json["rows"] as? [String: Int])?["orders"] == 2)
        #expect((json["findings"] as? [Any])?.isEmpty == true)
        for store in [server, back] {
            #expect(try await shown(store) == shown(file))
            #expect(try await place.compra("market", "check", "--store", store).code == 0)
        }
        try place.write(
            "search.lua",
            """
            local catalogue = market.customers:get("contoso.onmicrosoft.com"):catalog{ segment = "commercial" }
            for sku in catalogue:search "server" do print(sku.product_id, sku.id, sku.title) end
            """
        )
        let found = try await place.compra("run", "search.lua", "--store", file).output
        #expect(found.contains("DEMO0SQL2022"))
        for store in [server, back] {
            #expect(try await place.compra("run", "search.lua", "--store", store).output == found)
        }
    }

    @Test func `a store that holds a market takes no other one, and one without gives none`() async throws {
        let taken = try await copy("sqlite:.compra/market.db", "sqlite:.compra/market.db")
        #expect(taken.code == 1 && taken.error.contains("already"), "\(taken.error)")
        let none = try await copy("sqlite:nowhere.db", "sqlite:copy.db")
        #expect(none.code == 64 && none.error.contains("nowhere.db"), "\(none.error)")
        #expect(try !place.names.contains("copy.db") && !place.names.contains("nowhere.db"))
    }

    @Test func `what is wrong with a market is told of its copy, with exit code 1`() async throws {
        let program =
            "import sqlite3; c = sqlite3.connect('.compra/market.db'); "
            + "c.execute('UPDATE order_lines SET quantity = quantity + 1'); c.commit()"
        #expect(try await place.shell("python3 -c \"\(program)\"").code == 0)
        let outcome = try await copy("sqlite:.compra/market.db", "sqlite:copy.db")
        #expect(outcome.code == 1 && outcome.error.contains("does not fit its state"), "\(outcome.error)")
        #expect(try await shown("sqlite:copy.db") == shown("sqlite:.compra/market.db"))
    }
}
