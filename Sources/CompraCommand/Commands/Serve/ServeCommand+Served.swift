import Commerce
import Compra
import Emulator
import LocalMarket
import PartnerCenter
import Runs

extension ServeCommand {
    /// What is behind the emulator, and whom it knows.
    struct Served {
        let market: any Marketplace

        /// Nil where it isn't ours to change.
        var local: LocalMarket?

        /// The way to another service; nil where the market answers.
        var relay: Relay?
        let app: EmulatedApp
    }

    func served(on console: Console) async throws -> Served {
        if seed != nil || replay != nil {
            var founding = MarketFounding.demonstration()
            let seed = seed ?? 1
            founding.seed = seed
            let market = LocalMarket(store: .memory, founding: founding)
            var random = SeededRandom(seed: seed)
            let app = EmulatedApp(tenant: try await market.settings.partnerID, using: &random)
            return Served(market: StatementPrinter(market), local: market, app: app)
        }
        let settings = try Settings.load()
        let folder = settings.project.storeFolder
        guard try settings.choice(market.market) == .local else {
            return try await relayed(on: console, by: settings)
        }
        let local = try market.administer(on: console)
        let app = try KeptApp(folder: folder).app(tenant: try await local.settings.partnerID)
        return Served(market: StatementPrinter(local), local: local, app: app)
    }

    /// Another service, which is asked in the client's own words.
    private func relayed(on console: Console, by settings: Settings) async throws -> Served {
        guard Host(host).isLoopback else {
            throw Problem.usage(
                "--host \(host) would let other machines at the account behind --market",
                hint: "leave --host out: whoever uses the account is on this machine"
            )
        }
        let remote = try RemoteMarket(settings.choice(market.market), by: settings, on: console)
        await remote.introduce()
        let confirmed = confirmation.confirming(remote.market(prices: try settings.place(market.store)), on: console)
        let wire = WireRelay(remote.tokens, over: remote.transport)
        let relay = Relay(
            isCharged: remote.environment == .production,
            agree: { try await confirmed.requireAgreement(to: $0, in: $1) },
            send: { try await wire.send($0, as: $1) }
        )
        let folder = settings.project.storeFolder
        let app = try KeptApp(folder: folder, name: "proxy").app(tenant: remote.credentials.tenant)
        return Served(market: confirmed, relay: relay, app: app)
    }
}
