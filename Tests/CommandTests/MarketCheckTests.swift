import Foundation
import Testing

/// `compra market check`: what is sound is said to be, and damage is named.
@Suite struct MarketCheckTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
    }

    /// Changes the market's file behind its back.
    private func damage(_ sql: String) async throws {
        let program = "import sqlite3; c = sqlite3.connect('.compra/market.db'); c.execute(\"\(sql)\"); c.commit()"
        let outcome = try await place.shell("python3 -c \"\(program.replacing("\"", with: "\\\""))\"")
        #expect(outcome.code == 0, "\(outcome.error)")
    }

    @Test func `a market that was used is sound`() async throws {
        try await place.run(Scripts.twoGroups)
        try await place.compra("market", "close")
        let outcome = try await place.compra("market", "check")
        #expect(outcome.code == 0 && outcome.output.isEmpty)
        #expect(outcome.error.hasSuffix("is sound.\n"))
        let json = try await place.compra("market", "check", "--json").json()
        #expect(json["ok"] as? Bool == true && (json["findings"] as? [Any])?.isEmpty == true)
    }

    @Test func `damage is named, and the exit code is 1`() async throws {
        try await place.run(Scripts.twoGroups)
        try await place.compra("market", "close")
        try await damage("UPDATE invoices SET total = '1' WHERE invoice_type = 'OneTime'")
        let outcome = try await place.compra("market", "check")
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("it is 1.00 USD, and its lines are 931.00 USD"), "\(outcome.output)")
        #expect(outcome.error.contains("2 findings"))
        let json = try await place.compra("market", "check", "--json")
        #expect(json.code == 1)
        let findings = try #require(try json.json()["findings"] as? [[String: String]])
        #expect(findings.map { $0["kind"] } == ["invoice", "account"])
    }

    @Test func `a row that points nowhere is found in the file`() async throws {
        try await place.run(Scripts.server)
        try await damage("DELETE FROM carts")
        let outcome = try await place.compra("market", "check")
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("a row of orders points at a row of carts that isn't there"))
    }

    @Test func `where there is no market none is made`() async throws {
        let outcome = try await place.compra("market", "check")
        #expect(outcome.code == 1 && outcome.error.contains("there is no market at"))
        #expect(try place.names.isEmpty)
    }
}
