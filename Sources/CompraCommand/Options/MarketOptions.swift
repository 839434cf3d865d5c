import ArgumentParser
import Commerce
import Compra
import LocalMarket
import PartnerCenter

/// Which market a command talks to, and where it is kept.
struct MarketOptions: ParsableArguments {
    @Option(help: "The market to talk to (COMPRA_MARKET): local, live, sandbox, or an emulator's URL. (default: local)")
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
    /// - Throws: ``Problem`` with the exit code 64 for a market or store that is none, 4 without credentials.
    func open(on console: Console, by settings: Settings) async throws -> any Marketplace {
        let place = try settings.place(store)
        guard try settings.choice(market) != .local else {
            let threshold = Threshold(to: place, announce: console.note)
            return ProjectMarket(place.market(founding: .demonstration()), threshold: threshold)
        }
        let remote = try RemoteMarket(settings.choice(market), by: settings, on: console)
        await remote.introduce()
        return remote.market(prices: place)
    }

    /// The market for its administration.
    func administer(on console: Console) throws -> LocalMarket {
        let place = try place(by: .load())
        try Threshold(to: place, announce: console.note).cross()
        return place.market(founding: .demonstration())
    }

    /// Where the local market is kept.
    ///
    /// - Throws: ``Problem`` with the exit code 64 where another one is asked for.
    func place(by settings: Settings) throws -> MarketPlace {
        let choice = try settings.choice(market)
        guard choice == .local else {
            throw Problem.usage(
                "the market is \"\(choice.name)\", and this is for the local one",
                hint: "leave --market and COMPRA_MARKET out, or say local"
            )
        }
        return try settings.place(store)
    }
}
