internal import Commerce

/// The table of lines, and what follows it.
extension Pen {
    func tableHead(at y: Double) -> Double {
        let style = columns.style.bold()
        let extent = text("Description", style, x: Sheet.left, y: y, grey: Shade.secondary)
        for column in columns.all {
            textEnding(at: column.right, column.label, style, baseline: y + extent.baseline, grey: Shade.secondary)
        }
        rule(at: y + extent.height + 2, grey: Shade.rule)
        return extent.height + 5
    }

    func customerBand(_ index: Int, isContinued: Bool, at y: Double) -> Double {
        let customer = ledger.customers[index]
        let name = isContinued ? "\(customer.name) (continued)" : customer.name
        let style = columns.style.bold().script(HanScript(of: customer.country))
        let top = y + (isContinued ? 2 : 8)
        let nameHeight = typesetter.measure(name, style, width: Sheet.bodyWidth).height
        let identity = [customer.domain, customer.id, "\(customer.country)"].filter { !$0.isEmpty }
        let identityText = identity.joined(separator: " · ")
        let identityHeight =
            isContinued ? 0 : typesetter.measure(identityText, columns.detailStyle, width: Sheet.bodyWidth).height
        let height = nameHeight + identityHeight + 4
        band(at: top, height: height)
        text(name, style, x: Sheet.left, y: top + 2, width: Sheet.bodyWidth)
        if !isContinued {
            text(
                identityText,
                columns.detailStyle,
                x: Sheet.left,
                y: top + 2 + nameHeight,
                width: Sheet.bodyWidth,
                grey: Shade.secondary
            )
            if isDrawing { typesetter.addDestination("c\(index)", x: Sheet.left, y: top) }
        }
        return top - y + height + 2
    }

    func lineItem(_ line: LedgerLine, of customer: Int, at y: Double) -> Double {
        let script = HanScript(of: ledger.customers[customer].country)
        let width = columns.descriptionWidth
        let title = text(line.title, columns.style.script(script), x: Sheet.left, y: y + 2, width: width)
        var height = 2 + title.height
        for detail in [line.action, line.origin] {
            let style = columns.detailStyle.script(script)
            height += text(detail, style, x: Sheet.left, y: y + height, width: width, grey: Shade.secondary).height
        }
        let baseline = y + 2 + title.baseline
        let figures = columns.figures
        amount(FixedPoint(line.quantity), columns.quantity, figures, baseline: baseline)
        amount(line.unitPrice, columns.unitPrice, figures, baseline: baseline)
        amount(line.subtotal, columns.subtotal, figures, baseline: baseline)
        amount(line.tax, columns.tax, figures, baseline: baseline)
        amount(line.total, columns.total, figures, baseline: baseline)
        rule(at: y + height + 2, grey: Shade.faintRule)
        return height + 2.5
    }

    func subtotal(of customer: CustomerAccount, at y: Double) -> Double {
        let count = customer.lines.count
        let label = "Subtotal of \(count) \(count == 1 ? "line" : "lines")"
        return sums(label, customer.sums.subtotal, customer.sums.tax, customer.sums.total, isBold: true, at: y) + 6
    }

    func closingRow(_ row: ClosingRow, at y: Double) -> Double {
        guard row.isEmphasised else {
            return sums(row.label, row.subtotal, row.tax, row.total, isBold: false, at: y)
        }
        rule(at: y + 2, grey: Shade.rule)
        return 3 + sums(row.label, row.subtotal, row.tax, row.total, isBold: true, at: y + 3) + 3
    }

    /// A label, and amounts under the columns of the lines.
    private func sums(
        _ label: String,
        _ subtotal: Money?,
        _ tax: Money?,
        _ total: Money,
        isBold: Bool,
        at y: Double
    ) -> Double {
        let figures = isBold ? columns.boldFigures : columns.figures
        let style = isBold ? columns.style.bold() : columns.style
        let first = subtotal == nil ? columns.total : columns.subtotal
        let width = first.right - first.width - 10 - Sheet.left
        let extent = text(label, style, x: Sheet.left, y: y + 2, width: width)
        let baseline = y + 2 + extent.baseline
        if let subtotal { amount(subtotal.amount, columns.subtotal, figures, baseline: baseline) }
        if let tax { amount(tax.amount, columns.tax, figures, baseline: baseline) }
        amount(total.amount, columns.total, figures, baseline: baseline)
        return extent.height + 3
    }
}
