internal import Commerce

/// Puts contents on a page, or only measures them: one description of each content serves both, so that nothing is drawn
/// where nothing was reserved.
struct Pen {
    let typesetter: Typesetter
    let columns: TableColumns
    let document: LedgerDocument
    let isDrawing: Bool
    /// First and last page of each customer; empty while measuring.
    var customerPages: [ClosedRange<Int>] = []

    init(_ typesetter: Typesetter, _ columns: TableColumns, _ document: LedgerDocument, isDrawing: Bool) {
        self.typesetter = typesetter
        self.columns = columns
        self.document = document
        self.isDrawing = isDrawing
    }

    var ledger: Ledger { document.ledger }

    /// Draws a page and its number.
    func draw(_ page: Pagination.Page, of strips: [Strip], number: Int, count: Int) {
        var y = Sheet.top
        for head in page.runningHeads { y += place(head, at: y) }
        for strip in strips[page.strips] {
            place(strip.content, at: y)
            y += strip.height
        }
        let style = TextStyle(size: 7, isPlain: true)
        typesetter.set(document.heading.footer, style)
        typesetter.show(x: Sheet.left, y: Sheet.footer, grey: Shade.secondary)
        let width = typesetter.set("Page \(number) of \(count)", style).width
        typesetter.show(x: Sheet.right - width, y: Sheet.footer, grey: Shade.secondary)
    }

    /// Draws a content with its upper edge at `y`, or measures it. Returns its height.
    @discardableResult
    func place(_ content: Strip.Content, at y: Double) -> Double {
        switch content {
        case .title: title(at: y)
        case .space(let height): height
        case .columns(let left, let right): twoColumns(left, right, at: y)
        case .banner: banner(at: y)
        case .note(let text): note(text, at: y)
        case .indexHead: indexHead(at: y)
        case .indexEntry(let customer): indexEntry(customer, at: y)
        case .tableHead: tableHead(at: y)
        case .customer(let customer, let isContinued): customerBand(customer, isContinued: isContinued, at: y)
        case .line(let customer, let line): lineItem(ledger.customers[customer].lines[line], of: customer, at: y)
        case .subtotal(let customer): subtotal(of: ledger.customers[customer], at: y)
        case .closing(let row): closingRow(document.closing[row], at: y)
        }
    }

    // MARK: - Strokes

    /// Sets a text with its upper edge at `y`.
    @discardableResult
    func text(
        _ text: String,
        _ style: TextStyle,
        x: Double,
        y: Double,
        width: Double = -1,
        grey: Double = Shade.text
    ) -> Typesetter.Extent {
        guard isDrawing else { return typesetter.measure(text, style, width: width) }
        let extent = typesetter.set(text, style, width: width)
        typesetter.show(x: x, y: y + extent.baseline, grey: grey)
        return extent
    }

    /// Sets a text that ends at `right` on a baseline.
    func textEnding(at right: Double, _ text: String, _ style: TextStyle, baseline: Double, grey: Double = Shade.text) {
        guard isDrawing else { return }
        let width = typesetter.set(text, style).width
        typesetter.show(x: right - width, y: baseline, grey: grey)
    }

    /// Sets an amount in its column on a baseline.
    func amount(_ amount: FixedPoint, _ column: AmountColumn, _ figures: Figures, baseline: Double) {
        guard isDrawing else { return }
        let text = column.text(amount)
        typesetter.set(text, figures.style)
        typesetter.show(x: column.start(of: text, figures), y: baseline)
    }

    func rule(at y: Double, from left: Double = Sheet.left, grey: Double) {
        guard isDrawing else { return }
        typesetter.fill(x: left, y: y, width: Sheet.right - left, height: 0.5, grey: grey)
    }

    func band(at y: Double, height: Double) {
        guard isDrawing else { return }
        typesetter.fill(x: Sheet.left - 4, y: y, width: Sheet.bodyWidth + 8, height: height, grey: Shade.band)
    }
}
