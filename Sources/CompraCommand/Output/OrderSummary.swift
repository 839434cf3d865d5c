import Commerce
import Runs

/// Orders for people: a block for each with its lines and prices, then what they come to in each currency.
struct OrderSummary {
    let orders: [Order]

    /// The customers of the orders by id, as far as they are known.
    let customers: [String: Customer]
    let paint: Paint

    /// - Throws: ``MoneyError`` when a sum is too large to be written exactly.
    func lines() throws -> [String] {
        guard !orders.isEmpty else { return [] }
        var lines: [String] = []
        for order in orders {
            lines += heading(of: order) + table(of: order).lines(paint, indent: "  ") + sources(of: order) + [""]
        }
        return lines + (try totals())
    }

    private func heading(of order: Order) -> [String] {
        let id = order.status == .planned ? "planned order" : "order \(order.id)"
        return [
            paint(customers[order.referenceCustomerId]?.title ?? "customer \(order.referenceCustomerId)", .bold),
            "\(id), billed \(order.billingCycle.words)" + (order.status == .planned ? "" : ", \(order.status)"),
        ]
    }

    private func table(of order: Order) -> Table {
        var table = Table([
            ("quantity", .right), ("item", .left), ("term", .left), ("unit price", .right), ("total", .right),
            ("", .left),
        ])
        for line in order.lineItems {
            table.add([
                "\(line.quantity)",
                Table.Cell(line.friendlyName),
                Table.Cell(line.termDuration?.words ?? ""),
                Table.Cell(line.price?.unit.display ?? "unknown"),
                Table.Cell(line.price?.total.display ?? "unknown"),
                line.price?.source.isEstimate == true ? Table.Cell("estimate", .yellow) : "",
            ])
        }
        return table
    }

    /// The lists that the prices were read from.
    private func sources(of order: Order) -> [String] {
        var words: [String] = []
        for source in order.lineItems.compactMap(\.price?.source.words) where !words.contains(source) {
            words.append(source)
        }
        return words.isEmpty ? [] : ["  prices from the \(words.joined(separator: "; the "))"]
    }

    /// One line for each currency, in the order of their codes.
    private func totals() throws -> [String] {
        let prices = orders.flatMap(\.lineItems).compactMap(\.price)
        let byCurrency = Dictionary(grouping: prices, by: \.total.currency).sorted { $0.key.code < $1.key.code }
        let width = try byCurrency.map { try Money.sum($0.value.map(\.total)).display.count }.max() ?? 0
        return try byCurrency.map { _, prices in
            let total = try Money.sum(prices.map(\.total)).display
            let padding = String(repeating: " ", count: width - total.count)
            let estimate = prices.contains(where: \.source.isEstimate) ? paint("  an estimate", .yellow) : ""
            return "\(paint("total before tax", .bold))  \(padding)\(total)\(estimate)"
        }
    }
}

extension Customer {
    /// Name and domain.
    var title: String { "\(companyProfile.companyName) (\(companyProfile.domain))".printable }
}

extension PriceSource {
    /// The list and its date, and whether the charge can differ.
    var words: String {
        switch kind {
        case .priceSheet: "price sheet of \(date)"
        case .retailList: "retail list of \(date), an estimate"
        case .demonstration: "demonstration catalogue"
        }
    }

    private var date: String { String(asOf.description.prefix(10)) }
}

extension BillingCycle {
    var words: String {
        switch self {
        case .oneTime: "once"
        case .monthly: "monthly"
        case .annual: "annually"
        case .none: "nothing"
        default: rawValue
        }
    }
}

extension ISODuration {
    /// `P3Y` as `3 years`; what is no whole number of years or months, as it is written.
    var words: String {
        guard seconds == 0, months > 0 else { return description }
        return months.isMultiple(of: 12) ? (months / 12).counting("year") : months.counting("month")
    }
}

extension Int {
    /// `1 order`, `2 orders`, `0 availabilities`.
    func counting(_ thing: String) -> String {
        guard self != 1 else { return "1 \(thing)" }
        return "\(self) " + (thing.hasSuffix("y") ? "\(thing.dropLast())ies" : "\(thing)s")
    }
}
