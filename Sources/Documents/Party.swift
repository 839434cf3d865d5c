/// One side of an invoice: who sells, or who buys.
public struct Party: Sendable, Hashable {
    public var name: String
    /// The postal address as it is printed, a line each.
    public var address: [String]
    /// The number under which the party pays tax, such as a VAT identification number.
    public var taxNumber: String?

    public init(name: String, address: [String] = [], taxNumber: String? = nil) {
        self.name = name
        self.address = address
        self.taxNumber = taxNumber
    }
}
