import Commerce

@testable import LocalMarket

extension Shopper {
    mutating func cancel() async throws -> String {
        guard !orderIDs.isEmpty else { return "nothing" }
        // Mostly a fresh one, for windows close; an old one has been charged for several periods.
        let age =
            chance.number(below: 3) == 0
            ? chance.number(below: orderIDs.count)
            : min(chance.number(below: 3) * chance.number(below: 3), orderIDs.count - 1)
        guard let order = orders[orderIDs[orderIDs.count - 1 - age]] else { return "nothing" }
        let isWhole = chance.number(below: 4) == 0
        return try await cancel(order, lines: isWhole ? nil : [chance.number(below: order.lineItems.count)])
    }

    /// Succeeds where it must, and is refused for one of the reasons that there are.
    mutating func cancel(_ order: Order, lines: [Int]?) async throws -> String {
        let open = order.lineItems.indices.filter { index in
            expected.lines[ExpectedLine.Key(order: order.id, number: index)]?.cancelledAt == nil
        }
        let keys = (lines ?? open).map { ExpectedLine.Key(order: order.id, number: $0) }
        let all = expected.withAddons(keys)
        var reasons = Set(all.compactMap { expected.lines[$0].flatMap(reasonAgainstCancelling) })
        if keys.isEmpty { reasons = [.orderNotCancellable] }
        if deleted.contains(order.referenceCustomerId) { reasons = [.tenantNotFound] }
        do {
            try await market.perform(market.cancel(order, lines: lines))
            try require(reasons.isEmpty, "\(order.id) was cancelled in spite of \(reasons)")
            for key in all {
                guard let line = expected.lines[key], let item = orders[key.order]?.lineItems[key.number] else {
                    continue
                }
                let name = Self.name(item.offerId)
                if let left = stock[name] { stock[name] = left + line.quantity }
            }
            try expected.cancel(all, inSandbox: isSandbox)
            for id in Set(all.map(\.order)) {
                if let order = orders[id] { orders[id] = try await market.order(order) }
            }
            count(.cancelled)
            return "cancel \(order.id)"
        } catch let error as MarketError where (400..<500).contains(error.code.status) {
            try require(error, in: Array(reasons))
            count(.refused)
            return "cancel refused: \(error.code)"
        }
    }

    private func reasonAgainstCancelling(_ line: ExpectedLine) -> MarketError.Code? {
        if line.cancelledAt != nil { return .orderNotCancellable }
        let days: Int64
        switch line.kind {
        case _ where isSandbox: days = 60
        case .perpetualSoftware: days = 30
        case .softwareSubscription: days = 7
        default: return .cancellationOutsideSandbox
        }
        let end = line.orderedAt.adding(ISODuration(seconds: days * 86_400))
        return expected.time > end ? .pastCancellationWindow : nil
    }
}
