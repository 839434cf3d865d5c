import Commerce
import Scripting

/// The lines of a cart or order with prices and, in each currency, the total.
struct CartTable {
    private let items: [CartLineItem]

    /// What SKUs are called, by `product:sku`, for lines that the partner gave no name.
    private let titles: [String: String]

    init(lines: [CartLineItem], titles: [String: String]) {
        items = lines.flatMap { [$0] + $0.addonItems }
        self.titles = titles
    }

    func shown(in presentation: Presentation) -> [StyledText] {
        guard !items.isEmpty else { return [] }
        let rows = Rows(
            columns: ["quantity", "item", "term", "billing_cycle", "renews_to", "unit", "total", "error"],
            cells: items.map { item in
                [
                    .integer(Int64(item.quantity)), .text(name(of: item)), text(item.termDuration),
                    .text(item.billingCycle.rawValue),
                    text(item.renewsTo), item.price.map { .money($0.unit) } ?? .text("unknown"),
                    item.price.map { .money($0.total) } ?? .text("unknown"),
                    item.error.map { .text($0.errorDescription) } ?? .nil,
                ]
            }
        )
        return presentation.table(rows) + [total]
    }

    private func text(_ duration: ISODuration?) -> Outline { duration.map { .text($0.description) } ?? .nil }

    private func name(of item: CartLineItem) -> String {
        if let name = item.friendlyName { return name }
        let id = try? CatalogItemID(item.catalogItemId)
        return id.flatMap { titles["\($0.product):\($0.sku)"] } ?? item.catalogItemId
    }

    private var total: StyledText {
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
