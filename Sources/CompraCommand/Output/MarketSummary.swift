import Commerce
import LocalMarket

/// What a market holds, for people.
struct MarketSummary {
    let report: MarketReport
    let paint: Paint

    var lines: [String] {
        let clock = report.clock == .simulated ? "on a simulated clock" : "on the clock of this machine"
        let more = report.counts.customers - report.customers.count
        return ["\(paint("\(report.time)", .bold)) \(clock)", ""]
            + customers.lines(paint) + (more > 0 ? ["… and \(more.counting("customer")) more"] : [])
            + [""] + subscriptions.lines(paint) + ["", counts]
    }

    private var customers: Table {
        var table = Table([
            ("customer", .left), ("domain", .left), ("country", .left), ("currency", .left), ("id", .left),
            ("remarks", .left),
        ])
        for customer in report.customers {
            table.add([
                Table.Cell(customer.name), Table.Cell(customer.domain), "\(customer.country)", "\(customer.currency)",
                Table.Cell(customer.id), Table.Cell(customer.remarks.joined(separator: ", ")),
            ])
        }
        return table
    }

    private var subscriptions: Table {
        var table = Table([
            ("subscription", .left), ("customer", .left), ("status", .left), ("reservations", .left), ("id", .left),
        ])
        for customer in report.customers {
            for subscription in customer.subscriptions {
                table.add([
                    Table.Cell(subscription.name), Table.Cell(customer.name), "\(subscription.status)",
                    Table.Cell(subscription.registration.map { "\($0)" } ?? ""), Table.Cell(subscription.id),
                ])
            }
        }
        return table
    }

    private var counts: String {
        let counts = report.counts
        return [
            (counts.products, "product"), (counts.skus, "SKU"), (counts.availabilities, "availability"),
            (counts.prices, "price"), (counts.restrictions, "restriction"), (counts.carts, "cart"),
            (counts.orders, "order"), (counts.invoices, "invoice"),
        ].map { $0.0.counting($0.1) }.joined(separator: ", ")
    }
}

extension MarketReport.CustomerReport {
    /// What decides whether it may buy, where that is not the usual.
    fileprivate var remarks: [String] {
        (agreement ? [] : ["no customer agreement"])
            + (standing == .good ? [] : [standing.rawValue.replacing("_", with: " ")])
            + qualifications.map { qualification in
                "\(qualification.qualification)"
                    + (qualification.vettingStatus.map { " \($0.rawValue.lowercased())" } ?? "")
            }
    }
}
