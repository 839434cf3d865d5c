internal import Commerce

/// The columns of a table of line items, as wide as their amounts and no wider.
struct TableColumns {
    let style: TextStyle
    let figures: Figures
    let boldFigures: Figures
    let quantity: AmountColumn
    let unitPrice: AmountColumn
    let subtotal: AmountColumn
    let tax: AmountColumn
    let total: AmountColumn
    /// What remains for names.
    let descriptionWidth: Double

    private static let gap = 10.0
    private static let leastDescription = 150.0
    /// Sizes of type, until the amounts leave room for names. The last one has room for the longest amounts there are.
    private static let sizes = [8.0, 7, 6, 5, 4]

    static func fitting(_ ledger: Ledger, _ ranges: AmountRanges, _ typesetter: Typesetter) -> TableColumns {
        var columns = TableColumns(ledger, ranges, size: sizes[0], typesetter)
        for size in sizes.dropFirst() where columns.descriptionWidth < leastDescription {
            columns = TableColumns(ledger, ranges, size: size, typesetter)
        }
        return columns
    }

    private init(_ ledger: Ledger, _ ranges: AmountRanges, size: Double, _ typesetter: Typesetter) {
        let style = TextStyle(size: size, isPlain: true)
        let (figures, bold) = (Figures(style, typesetter), Figures(style.bold(), typesetter))
        func column(_ label: String, _ range: AmountRange, _ minorDigits: Int) -> AmountColumn {
            let labelWidth = typesetter.measure(label, style.bold()).width
            return AmountColumn(label, range, minorDigits: minorDigits, bold, labelWidth: labelWidth)
        }
        let digits = ledger.currency.minorDigits
        var columns = [
            column("Quantity", ranges.quantity, 0), column("Unit price", ranges.unitPrice, digits),
            column("Subtotal", ranges.subtotal, digits), column("Tax", ranges.tax, digits),
            column("Total \(ledger.currency)", ranges.total, digits),
        ]
        var right = Sheet.right
        for index in columns.indices.reversed() {
            columns[index].right = right
            right -= columns[index].width + Self.gap
        }
        (self.style, self.figures, boldFigures) = (style, figures, bold)
        (quantity, unitPrice, subtotal) = (columns[0], columns[1], columns[2])
        (tax, total) = (columns[3], columns[4])
        descriptionWidth = right - Sheet.left
    }

    var all: [AmountColumn] { [quantity, unitPrice, subtotal, tax, total] }

    /// Secondary text below names.
    var detailStyle: TextStyle { style.sized(style.size * 0.85) }
}
