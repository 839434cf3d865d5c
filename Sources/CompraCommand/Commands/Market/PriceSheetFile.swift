import Commerce
import FoundationEssentials
import PartnerCenter

/// A price sheet that is fetched, and kept in the project's folder as it came.
struct PriceSheetFile {
    private let country: CountryCode
    private let view: String

    init(of country: CountryCode, view: String) {
        self.country = country
        self.view = view
    }

    /// Fetches the current sheet.
    ///
    /// - Parameter from: A market's name or URL, as `--market` takes it.
    /// - Returns: The path of the file.
    /// - Throws: ``Problem`` with the exit code 64 for a market or view that is none; what the market refuses.
    func fetch(from: String, on console: Console) async throws -> String {
        let settings = try Settings.load()
        let choice = try MarketChoice(from, from: "--from")
        guard choice != .local else {
            throw Problem.usage("the market of this machine has no price sheets", hint: "--from live, or sandbox")
        }
        guard view.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }) else {
            throw Problem.usage("\"\(view.printable)\" is no view of a price sheet", hint: "--view azure_reservations")
        }
        let remote = try RemoteMarket(choice, by: settings, on: console)
        await remote.introduce()
        var random = SystemRandomNumberGenerator()
        let sheet = try await remote.market().priceSheet(of: country, view: view, in: .fresh(using: &random))
        let folder = "\(settings.project.storeFolder)/prices"
        let path = "\(folder)/\(country)-\(view).csv"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(sheet).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw Problem("the price sheet can't be kept in \(path): \(error.reason)", exitCode: .failed)
        }
        console.note("fetched \(sheet.count) bytes into \(path)")
        return path
    }
}
