import Commerce
import Database

extension ListEstimateLinks: LocalRead {
    /// Four links: what was used and what was bought, of this month and of the one before (OP-34, R-73).
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> [EstimateLink] {
        EstimateLink.Kind.allCases.flatMap { kind in
            BillingPeriod.allCases.map { period in
                let lines: InvoiceLineItemType = kind == .dailyRatedUsage ? .usageLineItems : .billingLineItems
                let when = period == .current ? "this month" : "last month"
                let what = kind == .dailyRatedUsage ? "Usage, rated daily" : "Purchases"
                return EstimateLink(
                    type: kind,
                    title: "\(what) of \(when)",
                    description: "\(what) of \(when) in \(currency) that are on no invoice yet",
                    period: period,
                    link: Link(
                        uri: "/invoices/unbilled/lineitems?provider=onetime"
                            + "&invoicelineitemtype=\(lines.rawValue.replacing("_", with: ""))"
                            + "&currencycode=\(currency.code.lowercased())&period=\(period.rawValue)"
                    )
                )
            }
        }
    }
}
