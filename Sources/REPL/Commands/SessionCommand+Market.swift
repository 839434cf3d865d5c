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
            lines += [line] + cart.lines(in: call.presentation)
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

extension Cart {
    /// What is in it, with prices and, in each currency, the total.
    func lines(in presentation: Presentation) -> [StyledText] {
        let items = lineItems.flatMap { [$0] + $0.addonItems }
        let rows = Rows(
            columns: ["quantity", "item", "term", "billing_cycle", "unit", "total", "error"],
            cells: items.map { item in
                [
                    .integer(Int64(item.quantity)), .text(item.friendlyName ?? item.catalogItemId),
                    item.termDuration.map { .text($0.description) } ?? .nil, .text(item.billingCycle.rawValue),
                    item.price.map { .money($0.unit) } ?? .text("unknown"),
                    item.price.map { .money($0.total) } ?? .text("unknown"),
                    item.error.map { .text($0.errorDescription) } ?? .nil,
                ]
            }
        )
        return presentation.table(rows) + [total(of: items)]
    }

    private func total(of items: [CartLineItem]) -> StyledText {
        let prices = items.compactMap(\.price)
        var line = StyledText("total  ", .heading)
        let sums = Dictionary(grouping: prices.map(\.total), by: \.currency).sorted { $0.key < $1.key }
            .compactMap { try? Money.sum($0.value).display }
        line.append(sums.isEmpty ? "unknown" : sums.joined(separator: " + "), .money)
        if prices.count < items.count { line.append(" and what has no price", .error) }
        line.append(prices.contains { $0.source.isEstimate } ? "  before tax, an estimate" : "  before tax", .faint)
        return line
    }
}
