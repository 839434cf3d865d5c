import ArgumentParser
import Commerce
import LocalMarket

/// `compra market import`.
struct MarketImport: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Read a price list into the catalogue.",
        discussion: """
            The public retail price list comes as CSV or as JSON pages of its API; its prices are estimates and stay \
            marked so. The partner price sheet comes as CSV; its prices are what the partner is charged, and outdo those \
            of the retail list.

            --from fetches the price sheet of --country itself, with the credentials of a user (compra auth login), and keeps \
            it in the project's .compra/prices.

            A line that can't be taken is reported by its number and left out. An import that is interrupted leaves the \
            catalogue as it was.

            EXAMPLES
              compra market import --retail azure-retail-prices.csv --country US
              compra market import --retail page1.json --retail page2.json
              compra market import --price-sheet azure_reservations.csv
              compra market import --from live --country DE
            """
    )

    @Option(
        help: ArgumentHelp("A file of the public retail price list.", valueName: "file"),
        completion: .file(extensions: ["csv", "json"])
    )
    var retail: [String] = []

    @Option(help: ArgumentHelp("A partner price sheet.", valueName: "file"), completion: .file(extensions: ["csv"]))
    var priceSheet: [String] = []

    @Option(help: "Where a price sheet is fetched: live, sandbox, or an emulator's URL.")
    var from: String?

    @Option(help: "The view of the sheet that is fetched.")
    var view = "azure_reservations"

    @Option(
        help:
            "The country of the retail list, or of the sheet that is fetched; files of price sheets name theirs. (default: US)",
        transform: { try CountryCode(known: $0) }
    )
    var country: CountryCode?

    @Flag(help: "Print what was done as one JSON object.")
    var json = false

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func validate() throws {
        guard [!retail.isEmpty, !priceSheet.isEmpty, from != nil].filter({ $0 }).count == 1 else {
            throw ValidationError(
                "Say what to read: --retail FILE, --price-sheet FILE or --from, one of them at a time."
            )
        }
        if country != nil, !priceSheet.isEmpty {
            throw ValidationError("--country goes with --retail and --from; a price sheet names its own.")
        }
    }

    func perform(on console: Console) async throws {
        let country = try country ?? CountryCode("US")
        var fetched: String?
        if let from { fetched = try await PriceSheetFile(of: country, view: view).fetch(from: from, on: console) }
        let market = try market.administer(on: console)
        let progress = Progress(on: console)
        let show: @Sendable (ImportProgress) -> Void = { progress.show($0.words) }
        let report: ImportReport
        do {
            defer { progress.clear() }
            if retail.isEmpty {
                let files = fetched.map { [$0] } ?? priceSheet
                report = try await market.read(PriceSheetImport(files: files), progress: show)
            } else {
                report = try await market.read(RetailImport(files: retail, country: country), progress: show)
            }
        }
        tell(report.problems, of: report.problemCount, on: console)
        if json {
            console.output.write(try JSONText.bytes(of: report))
        } else {
            for line in report.lines { console.output.line(line) }
        }
    }

    private func tell(_ problems: [ImportProblem], of count: Int, on console: Console) {
        for problem in problems {
            console.error.line("\(console.errorPaint("skipped:", .yellow)) \("\(problem)".printable)")
        }
        if count > problems.count { console.error.line("… and \((count - problems.count).counting("line")) more") }
    }
}

extension ImportProgress {
    fileprivate var words: String {
        totalBytes > 0 ? "\(rows) rows, \(bytes * 100 / totalBytes) %" : "\(rows) rows"
    }
}

extension ImportReport {
    fileprivate var lines: [String] {
        var table = Table([("", .left), ("added", .right), ("updated", .right), ("unchanged", .right)])
        for (name, changes) in [
            ("products", products), ("SKUs", skus), ("availabilities", availabilities), ("prices", prices),
        ] {
            table.add([Table.Cell(name), "\(changes.added)", "\(changes.updated)", "\(changes.unchanged)"])
        }
        let left =
            skipped.sorted { $0.key < $1.key }.map { "left out: \($0.value) \($0.key.description)" }
            + (skipped.isEmpty ? [] : ["A product all of whose rows were left out is not in the catalogue."])
        let faulty = problemCount > 0 ? ["could not be read: \(problemCount.counting("row"))"] : []
        return [rows.counting("row")] + table.lines(Paint(isOn: false)) + left + faulty
    }
}
