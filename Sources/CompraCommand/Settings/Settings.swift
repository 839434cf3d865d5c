import Commerce
import Compra
import FoundationEssentials

/// What holds for a command: a flag, else the environment, else the default.
struct Settings {
    private let environment: [String: String]

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.environment = environment
    }

    /// The market to talk to. Only `local` is built in.
    ///
    /// - Throws: ``Problem`` with the exit code 64 for any other.
    func checkMarket(_ flag: String?) throws {
        let (name, origin) = value(flag, "--market", "COMPRA_MARKET") ?? ("local", "")
        guard name == "local" else {
            throw Problem.usage(
                "\(origin) is \"\(name)\", and only the market of this machine is built in",
                hint: Suggestion.hint(for: name, among: ["local"]) ?? "leave it out, or say local"
            )
        }
    }

    /// Where the local market is kept.
    ///
    /// - Throws: ``Problem`` with the exit code 64 for a location that can't be read.
    func place(_ flag: String?) throws -> MarketPlace {
        guard let (text, origin) = value(flag, "--store", "COMPRA_STORE") else {
            return MarketPlace(location: .sqlite(path: "\(Project().storeFolder)/market.db"), isOfProject: true)
        }
        do {
            return MarketPlace(location: try StoreLocation(text), isOfProject: false)
        } catch {
            throw Problem.usage("\(origin): \(error.message)", hint: error.hint)
        }
    }

    /// The folder that a run's documents go into, by the run's id.
    func outputFolder(_ flag: String?) -> @Sendable (_ run: String) -> String {
        if let flag { return { _ in flag } }
        return { "\(Project().storeFolder)/out/\($0)" }
    }

    /// Whether colours are welcome: `NO_COLOR` is not set, or empty.
    func mayColour(_ noColorFlag: Bool) -> Bool {
        !noColorFlag && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }

    /// The value and where it was found. An empty variable counts as not set.
    private func value(_ flag: String?, _ option: String, _ variable: String) -> (String, String)? {
        if let flag { return (flag, option) }
        guard let text = environment[variable], !text.isEmpty else { return nil }
        return (text, variable)
    }
}
