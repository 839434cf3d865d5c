internal import Commerce

/// What is printed of a line item.
struct LedgerLine {
    /// The product and, where it is called differently, the SKU.
    let title: String
    /// What was done: `New · One-year commitment, billed once`.
    let action: String
    /// For what time, and by which order.
    let origin: String
    let quantity: Int
    let unitPrice: FixedPoint
    let subtotal: FixedPoint
    let tax: FixedPoint
    let total: FixedPoint

    /// Whether the line gives money back.
    var isCredit: Bool { total.sign < 0 || (total.sign == 0 && subtotal.sign < 0) }

    /// `share` gives one copy of texts that many lines have.
    init(_ item: InvoiceLineItem, share: (String) -> String) {
        let isNamedTwice = item.skuName.isEmpty || item.skuName == item.productName
        title = share(isNamedTwice ? item.productName : "\(item.productName) – \(item.skuName)")
        quantity = item.quantity
        unitPrice = item.effectiveUnitPrice.amount
        subtotal = item.subtotal.amount
        tax = item.taxTotal.amount
        total = item.totalForCustomer.amount
        let credit = item.totalForCustomer.isNegative || item.subtotal.isNegative ? "Credit" : ""
        action = share(
            Self.list(credit, item.chargeType, item.termAndBillingCycle, item.subscriptionDescription ?? "")
        )
        origin = Self.list(
            item.chargeStartDate == .none ? "" : "\(item.chargeStartDate.day) – \(item.chargeEndDate.day)",
            item.orderId.isEmpty ? "" : "Order \(item.orderId), line \(item.orderLineItemNumber)"
        )
    }

    private static func list(_ parts: String...) -> String {
        parts.filter { !$0.isEmpty }.joined(separator: " · ")
    }
}

extension Timestamp {
    /// `YYYY-MM-DD`.
    var day: String { String(description.prefix(10)) }
}
