internal import Commerce

/// A row of amounts after the last line: a total, a tax, what is due.
struct ClosingRow {
    let label: String
    /// Under the columns of the lines, where the row has them.
    var subtotal: Money?
    var tax: Money?
    var total: Money
    /// Whether the row is what readers look for.
    var isEmphasised = false

    init(_ label: String, _ total: Money, isEmphasised: Bool = false) {
        self.label = label
        self.total = total
        self.isEmphasised = isEmphasised
    }

    init(_ label: String, _ sums: Sums, isEmphasised: Bool = false) {
        self.init(label, sums.total, isEmphasised: isEmphasised)
        subtotal = sums.subtotal
        tax = sums.tax
    }
}
