import ArgumentParser
import Commerce
import Compra
import Documents
import LocalMarket

/// `compra market statement`.
struct MarketStatement: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "statement",
        abstract: "Write the statement of an invoice as PDF, or its lines as CSV.",
        discussion: """
            The file appears when it is whole. Cairo, pango and fonts are needed for a PDF; a script that no installed \
            font has is named in a warning.

            EXAMPLES
              compra market statement
              compra market statement G000000188 --out statements/september.pdf
              compra market statement G000000188 --csv --out - | head
            """
    )

    @Argument(help: "The invoice, as `compra market close` names it. (default: the newest)")
    var invoice: String?

    @Option(
        help: ArgumentHelp("Where it goes; - is standard output. (default: Invoice_ID.pdf or .csv)", valueName: "file"),
        completion: .file()
    )
    var out: String?

    @Flag(help: "The line items as a table for spreadsheets and programs, instead of the PDF.")
    var csv = false

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        let market = StatementPrinter(try market.administer(on: console))
        var random = SystemRandomNumberGenerator()
        let context = CallContext.fresh(using: &random)
        let invoice = try await find(on: market, in: context)
        let name = out ?? "Invoice_\(invoice.id).\(csv ? "csv" : "pdf")"
        let destination = name == "-" ? Destination.descriptor(console.output.descriptor) : .file(name)
        let report: DocumentReport
        if csv {
            report = try await LineItemsCSV.write(market.lines(of: invoice, in: context), to: destination)
        } else {
            let document = try await market.perform(GetInvoiceStatement(invoiceID: invoice.id), in: context)
            for warning in document.warnings {
                console.error.line("\(console.errorPaint("warning:", .yellow)) \(warning.printable)")
            }
            report = try await FetchedDocument.save(document.content, named: document.fileName, to: destination)
        }
        if name != "-" { console.output.line("Wrote \(name.printable), \(report.bytes) bytes.") }
    }

    private func find(on market: some Marketplace, in context: CallContext) async throws -> Invoice {
        if let invoice { return try await market.perform(GetInvoice(invoiceID: invoice), in: context) }
        guard let newest = try await market.perform(ListInvoices(), in: context).items.first else {
            throw Problem(
                "the market has issued no invoice yet",
                hint: "compra market close ends the month and issues what was charged",
                exitCode: .failed
            )
        }
        return newest
    }
}
