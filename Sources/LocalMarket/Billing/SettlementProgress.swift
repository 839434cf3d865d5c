/// How far the books have been brought up to a moment.
public struct SettlementProgress: Sendable, Hashable {
    /// Periods of subscriptions that were charged.
    public var charged = 0

    /// Charges that were put on invoices.
    public var invoiced = 0

    public init(charged: Int = 0, invoiced: Int = 0) {
        self.charged = charged
        self.invoiced = invoiced
    }
}
