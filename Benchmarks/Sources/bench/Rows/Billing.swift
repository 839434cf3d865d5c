import Foundation

extension Row {
    /// The books of a ``LargeMarket``: its month is closed, and the lines of the invoice are read by a script.
    static let billing = [
        Row("close of a month, a charge of \(LargeMarket.size)") {
            let closing = try await LargeMarket.shared.closed()
            return Outcome(ours: Reading(closing.time / Double(LargeMarket.size)), reference: nil)
        },
        Row("close of a month of \(LargeMarket.size) charges, memory", unit: .memory, bound: .most(64 * 1024 * 1024)) {
            Outcome(ours: Reading(try await LargeMarket.shared.closed().memory), reference: nil)
        },
        Row("line item through a script, of \(LargeMarket.size)") {
            Outcome(ours: Reading(try await streamed().time / Double(LargeMarket.size)), reference: nil)
        },
        Row("\(LargeMarket.size) line items through a script, memory", unit: .memory, bound: .most(64 * 1024 * 1024)) {
            Outcome(ours: Reading(try await streamed().memory), reference: nil)
        },
    ]

    /// What a script takes that adds up all lines of the invoice, and fails where they aren't all there.
    private static func streamed() async throws -> Launch {
        _ = try await LargeMarket.shared.closed()
        let script = """
            local count, total = 0, money.zero "USD"
            local invoice = market.invoices:list{}:first()
            for line in invoice:lines{} do
              count, total = count + 1, total + line.total_for_customer
            end
            assert(count >= \(LargeMarket.size) and total == invoice.total_charges)
            """
        let path = "\(LargeMarket.shared.folder)/lines.lua"
        try script.write(toFile: path, atomically: true, encoding: .utf8)
        return try Launch([
            Launch.compra, "run", path, "--store", "sqlite:\(LargeMarket.shared.path)", "--time-limit", "600s",
        ])
    }
}
