import ArgumentParser
import Commerce
import Runs

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// How a purchase with real charges is agreed to.
struct ConfirmationOptions: ParsableArguments {
    @Flag(help: "Buy with real charges without being asked.")
    var yes = false

    /// The market with every live checkout shown and agreed to first.
    func confirming(_ market: any Marketplace, on console: Console) -> ConfirmedMarket {
        ConfirmedMarket(market) { purchase in
            for line in Self.lines(of: purchase) { console.error.line(line) }
            if yes { return true }
            // Off a terminal nobody can be asked.
            guard isatty(STDIN_FILENO) == 1, console.error.isTerminal else {
                throw MarketError(
                    .checkoutDeclined,
                    "a live checkout needs an answer, and this is no terminal",
                    hint: "give --yes"
                )
            }
            console.error.write("Buy this with real charges? [y/N] ".utf8)
            let answer = readLine(strippingNewline: true)?.lowercased()
            try Task.checkCancellation()
            return answer == "y" || answer == "yes"
        }
    }

    /// What would be bought, with prices and totals.
    private static func lines(of purchase: PendingPurchase) -> [String] {
        var lines = ["\(purchase.what), for customer \(purchase.customerID):".printable]
        var totals: [Currency: [Money]] = [:]
        for line in purchase.linesWithAddons {
            let price = line.price.map { "\($0.unit.display) each, \($0.total.display)" } ?? "no price"
            let estimate = line.price?.source.isEstimate == true ? " (an estimate)" : ""
            lines.append(
                "  \(line.quantity) × \(line.friendlyName ?? line.catalogItemId): \(price)\(estimate)".printable
            )
            if let total = line.price?.total { totals[total.currency, default: []].append(total) }
        }
        for (_, amounts) in totals.sorted(by: { $0.key < $1.key }) {
            if let total = try? Money.sum(amounts) { lines.append("  total \(total.display), before tax") }
        }
        return lines
    }
}
