import Commerce
import Database
import TestStores
import Testing

@testable import LocalMarket

@Suite("What a check finds")
struct InspectionTests {
    /// A market with something of everything: one-time and recurring charges, a credit, two invoices, what is unbilled.
    private static func busy() async throws -> TestMarket {
        let market = TestMarket.stocked()
        try await TestCatalogue.setStock(10, of: TestCatalogue.perpetual, "0002", in: market)
        _ = try await market.buy(.seats(), .seats())
        _ = try await market.buy(.perpetual("0001", 2), .perpetual("0002", 2))
        try await market.market.close()
        let cancelled = try await market.buy(.perpetual())
        try await market.perform(market.cancel(cancelled))
        try await market.cart(.perpetual())
        return market
    }

    @Test("A market that was only used is sound")
    func sound() async throws {
        #expect(try await Self.busy().market.check().isEmpty)
    }

    private static let damages: [(sql: String, kind: MarketFinding.Kind, words: String)] = [
        ("UPDATE charges SET total = '0' WHERE charge_type = 'Cancel'", .charge, "its price, quantity and tax make"),
        ("UPDATE charges SET quantity = quantity + 1 WHERE charge_type = 'New'", .charge, "charge"),
        ("UPDATE charges SET invoice_id = NULL", .invoice, "its lines are nothing"),
        ("UPDATE charges SET invoice_id = 'G999999999' WHERE invoice_id IS NOT NULL", .invoice, "G999999999"),
        ("UPDATE charges SET currency = 'EUR' WHERE invoice_id IS NULL", .charge, "another currency than its order"),
        ("UPDATE charges SET charged_at = charged_at - 9999999 WHERE invoice_id IS NULL", .market, "open month"),
        ("DELETE FROM charges WHERE charge_type = 'New' AND invoice_id IS NULL", .order, "credited"),
        ("DELETE FROM charges WHERE charge_type <> 'Cancel'", .order, "was not charged once"),
        ("UPDATE invoices SET total = '1' WHERE invoice_type = 'Recurring'", .invoice, "its lines are"),
        ("UPDATE invoices SET number = number + 1000000", .invoice, "its number makes it"),
        ("UPDATE invoices SET currency = 'XYZ'", .unreadable, "invoice"),
        ("UPDATE accounts SET billed = '1'", .account, "billed"),
        ("UPDATE accounts SET unbilled = '-1'", .account, "unbilled"),
        ("DELETE FROM accounts", .account, "it isn't there"),
        ("UPDATE carts SET status = 'Active'", .order, "not ordered"),
        ("UPDATE carts SET status = 'Ordered'", .cart, "no order of it"),
        ("DELETE FROM charges; UPDATE order_lines SET number = number + 10", .order, "not numbered from 0"),
        ("UPDATE orders SET cancelled_at = 1", .order, "cancelled though a line is not"),
        ("UPDATE order_lines SET quantity = 7", .order, "quantity of a line"),
        ("UPDATE order_lines SET next_charge_at = 1", .order, "still to be charged"),
        ("UPDATE order_lines SET charged_periods = 9 WHERE charged_periods > 0", .order, "each of its periods"),
        ("UPDATE order_lines SET subscription_id = 'gone' WHERE number = 0", .order, "subscription is not there"),
        ("UPDATE order_lines SET customer_id = 'x'", .order, "another customer than its order"),
        (
            "UPDATE order_lines SET cancelled_at = 1, quantity = 0 WHERE kind = 'online_service'", .subscription,
            "cancelled"
        ),
        ("UPDATE market SET ids_drawn = 3", .market, "gave out 3 ids"),
        ("UPDATE market SET open_month = open_month + 1", .market, "open month begins"),
        ("DELETE FROM market", .market, "holds none"),
        ("INSERT INTO settings (name, value) VALUES ('tax.DE', 'a lot')", .unreadable, "tax.DE"),
    ]

    @Test("Damage is found, by kind and name", arguments: damages.indices)
    func damaged(index: Int) async throws {
        let (sql, kind, words) = Self.damages[index]
        try await find(kind, words, after: sql)
    }

    @Test(
        "An amount that is none is found",
        .disabled(if: TestStores.arePostgreSQL, "its columns of numbers take nothing else")
    )
    func unreadableAmount() async throws {
        try await find(.unreadable, "much", after: "UPDATE charges SET subtotal = 'much'")
    }

    private func find(_ kind: MarketFinding.Kind, _ words: String, after sql: String) async throws {
        let market = try await Self.busy()
        try await market.market.store.store.write { connection in
            // As a hand in the file would: without the constraints that keep a program from it.
            for statement in sql.split(separator: ";") {
                let changed = try connection.execute(String(statement))
                #expect(changed > 0, "\(statement)")
            }
        }
        let findings = try await market.market.check()
        #expect(
            findings.contains { $0.kind == kind && "\($0)".contains(words) },
            "\(sql): \(findings.map { "\($0.kind) \($0)" })"
        )
    }

    @Test("A store of thousands of faults is told in a thousand findings")
    func many() async throws {
        var findings = Findings()
        for number in 0..<3000 { findings.add(.charge, "charge \(number)", "it is wrong") }
        #expect(findings.all.count == 1000 && findings.isFull)
    }
}
