internal import Commerce

/// What stands on the first page before the lines.
extension Pen {
    func title(at y: Double) -> Double {
        let title = document.heading.title
        return text(title, TextStyle(size: 20, isBold: true), x: Sheet.left, y: y, width: Sheet.bodyWidth).height + 14
    }

    /// Two columns, each as long as it is: in type that a page has room for, however long names and addresses are.
    func twoColumns(_ left: [Strip.Cell], _ right: [Strip.Cell], at y: Double) -> Double {
        let measure = Pen(typesetter, columns, document, isDrawing: false)
        func height(_ size: Double) -> Double {
            max(measure.column(left, size: size, x: 0, y: 0), measure.column(right, size: size, x: 0, y: 0))
        }
        let size = [9.0, 7, 5.5].first { height($0) < Sheet.bodyHeight / 2 } ?? 4
        if isDrawing {
            column(left, size: size, x: Sheet.left, y: y)
            column(right, size: size, x: Sheet.middle, y: y)
        }
        return height(size)
    }

    @discardableResult
    private func column(_ cells: [Strip.Cell], size: Double, x: Double, y: Double) -> Double {
        var height = 0.0
        for cell in cells {
            if let label = cell.label {
                let style = TextStyle(size: size * 0.8)
                height += 4 + text(label, style, x: x, y: y + height + 4, grey: Shade.secondary).height
            }
            let style = TextStyle(size: size, isBold: cell.isBold)
            height += text(cell.text, style, x: x, y: y + height, width: Sheet.halfWidth).height
        }
        return height
    }

    func banner(at y: Double) -> Double {
        let (label, amount) = document.heading.banner
        let style = TextStyle(size: 13, isBold: true)
        let padding = 6.0
        // The label gives way to a long amount, which is never divided.
        let amountWidth = typesetter.measure(amount, style).width
        let labelWidth = max(120, Sheet.bodyWidth - amountWidth - 20)
        let height = typesetter.measure(label, style, width: labelWidth).height + 2 * padding
        band(at: y, height: height)
        let extent = text(label, style, x: Sheet.left, y: y + padding, width: labelWidth)
        textEnding(at: Sheet.right, amount, style, baseline: y + padding + extent.baseline)
        return height
    }

    func note(_ text: String, at y: Double) -> Double {
        self.text(text, columns.style, x: Sheet.left, y: y + 8, width: Sheet.bodyWidth).height + 16
    }

    // MARK: - Index of customers

    /// Where the pages of a customer end; the total has the table's last column.
    private var pagesRight: Double { columns.total.right - columns.total.width - 16 }
    private var linesRight: Double { pagesRight - 70 }

    func indexHead(at y: Double) -> Double {
        let style = columns.style.bold()
        let extent = text("Customer", style, x: Sheet.left, y: y, grey: Shade.secondary)
        for (label, right) in [("Lines", linesRight), ("Pages", pagesRight), (columns.total.label, Sheet.right)] {
            textEnding(at: right, label, style, baseline: y + extent.baseline, grey: Shade.secondary)
        }
        rule(at: y + extent.height + 2, grey: Shade.rule)
        return extent.height + 5
    }

    func indexEntry(_ index: Int, at y: Double) -> Double {
        let customer = ledger.customers[index]
        let style = columns.style.script(HanScript(of: customer.country))
        let width = linesRight - Sheet.left - 50
        let extent = text(customer.name, style, x: Sheet.left, y: y + 1, width: width)
        guard isDrawing else { return extent.height + 2 }
        let baseline = y + 1 + extent.baseline
        let pages = customerPages[index]
        let range = pages.count == 1 ? "\(pages.lowerBound)" : "\(pages.lowerBound)–\(pages.upperBound)"
        textEnding(at: linesRight, "\(customer.lines.count)", style, baseline: baseline)
        textEnding(at: pagesRight, range, style, baseline: baseline)
        amount(customer.sums.total.amount, columns.total, columns.figures, baseline: baseline)
        typesetter.addLink(to: "c\(index)", x: Sheet.left, y: y, width: Sheet.bodyWidth, height: extent.height + 2)
        return extent.height + 2
    }
}
