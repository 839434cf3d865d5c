/// A piece of a document across the whole page that no page break divides.
struct Strip {
    let content: Content
    let height: Double
    /// Whether the next strip has to be on the same page.
    var keepsWithNext: Bool

    enum Content {
        case title
        case space(Double)
        case columns(left: [Cell], right: [Cell])
        /// What the document comes to.
        case banner
        case note(String)
        case indexHead
        case indexEntry(customer: Int)
        case tableHead
        case customer(Int, isContinued: Bool)
        case line(customer: Int, line: Int)
        case subtotal(customer: Int)
        /// A row after the last line.
        case closing(Int)
    }

    /// A text of a column, with what it is called above it.
    struct Cell {
        var label: String?
        var text: String
        var isBold = false
    }
}

extension Strip.Content {
    /// What stands above the strip if a page begins with it.
    var runningHeads: [Strip.Content] {
        switch self {
        case .title, .space, .columns, .banner, .note, .indexHead, .tableHead: []
        case .indexEntry: [.indexHead]
        case .customer, .closing: [.tableHead]
        case .line(let customer, _), .subtotal(let customer): [.tableHead, .customer(customer, isContinued: true)]
        }
    }
}
