import Commerce

extension Cancellation {
    /// What is given back: all of a charge, or the days that are left of a software subscription's; nil where none are
    ///
    func credit(for charge: Charge, of line: OrderLineRecord) throws -> Charge? {
        var price = charge.effectiveUnitPrice
        if line.kind == .softwareSubscription, !settings.isSandbox {
            let day: Int64 = 86_400
            let days = Int((charge.endsAt - charge.startsAt + day - 1) / day)
            let used = Int((call.now - charge.startsAt) / day)
            if days > 0 {
                guard used < days else { return nil }
                let left = try price.amount * (days - used)
                price = Money(try left.divided(by: FixedPoint(days)), price.currency)
            }
        }
        return try Charge(
            orderID: order.id,
            lineNumber: line.number,
            invoiceType: charge.invoiceType,
            kind: .cancel,
            chargedAt: call.now,
            startsAt: charge.startsAt,
            endsAt: charge.endsAt,
            unitPrice: charge.unitPrice,
            effectiveUnitPrice: price,
            quantity: -charge.quantity,
            taxRate: charge.taxRate
        )
    }
}
