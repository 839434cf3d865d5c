import ArgumentParser
import Commerce
import Compra
import LocalMarket

/// Which market a command talks to, and where it is kept.
struct MarketOptions: ParsableArguments {
    @Option(help: "The market to talk to (COMPRA_MARKET): local. (default: local)")
    var market: String?

    @Option(
        help: ArgumentHelp(
            "Where the local market is kept (COMPRA_STORE). (default: .compra/market.db of the project)",
            valueName: "sqlite:path"
        )
    )
    var store: String?
}

extension MarketOptions {
    /// The market for a script. Nothing is touched before the script needs it.
    ///
    /// - Throws: ``Problem`` with the exit code 64 for a market or store that is none.
    func open(on console: Console, by settings: Settings) throws -> any Marketplace {
        let place = try place(by: settings)
        let threshold = Threshold(to: place, announce: console.note)
        return ProjectMarket(place.market(founding: .demonstration()), threshold: threshold)
    }

    /// The market for its administration.
    func administer(on console: Console) throws -> LocalMarket {
        let place = try place(by: .load())
        try Threshold(to: place, announce: console.note).cross()
        return place.market(founding: .demonstration())
    }

    func place(by settings: Settings) throws -> MarketPlace {
        try settings.checkMarket(market)
        return try settings.place(store)
    }
}
