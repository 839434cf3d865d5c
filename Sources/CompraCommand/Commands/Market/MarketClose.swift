import ArgumentParser
import Commerce
import LocalMarket

/// `compra market close`.
struct MarketClose: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "End the month: move a simulated clock to the next one and issue the invoices."
    )

    @Flag(help: "Print one JSON object: the time, and the invoices that were issued.")
    var json = false

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        let market = try market.administer(on: console)
        let progress = Progress(on: console)
        let invoices = try await progress.during { try await market.close(progress: progress.show) }
        let now = try await market.clock.now()
        if json {
            console.output.write(try JSONText.bytes(of: Closing(time: now, invoices: invoices)))
            return
        }
        console.output.line("It is \(now) now.")
        guard !invoices.isEmpty else { return console.output.line("Nothing was charged, so there is no invoice.") }
        var table = Table([("invoice", .left), ("type", .left), ("period", .left), ("total with tax", .right)])
        for invoice in invoices {
            table.add([
                Table.Cell(invoice.id),
                Table.Cell("\(invoice.invoiceType)"),
                Table.Cell(String(invoice.billingPeriodStartDate.description.prefix(7))),
                Table.Cell(invoice.totalCharges.display),
            ])
        }
        for line in table.lines(console.paint) { console.output.line(line) }
    }

    private struct Closing: Encodable {
        let time: Timestamp
        let invoices: [Invoice]
    }
}
