import Commerce
import Scripting

extension SessionCommand {
    static let market = SessionCommand("market", "", "which market this is, and its time") { call in
        let market = call.workspace.market
        let now = try await market.clock.now()
        return .lines(
            call.presentation.card([
                ("name", .text(market.identity.name)),
                ("environment", .text(market.identity.environment.words)),
                ("time", .text("\(now)")),
            ])
        )
    }

    static let cart = SessionCommand("cart", "", "the carts of this session that are still open, with prices") { call in
        let market = call.workspace.market
        guard !market.openCarts.isEmpty else { return .lines([StyledText("no cart of this session is open", .faint)]) }
        let now = try await market.clock.now()
        var lines: [StyledText] = []
        for cart in market.openCarts {
            var line = StyledText("cart \(cart.id)", .heading)
            let isOver = cart.expirationTimestamp <= now
            let expiry = TimeInWords.distance(from: now, to: cart.expirationTimestamp)
            line.append(isOver ? "  expired \(expiry)" : "  expires \(expiry)", isOver ? .error : .faint)
            lines.append(line)
            lines += CartTable(lines: cart.lineItems, titles: market.titles).shown(in: call.presentation)
        }
        return .lines(lines)
    }
}

extension MarketEnvironment {
    fileprivate var words: String {
        switch self {
        case .embedded: "embedded: nothing leaves this machine, nothing costs anything"
        case .sandbox: "sandbox: its invoices are not payable"
        case .production: "production: what is bought is charged"
        }
    }
}
