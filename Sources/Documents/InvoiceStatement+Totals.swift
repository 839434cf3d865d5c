internal import Commerce

extension InvoiceStatement {
    /// What follows the lines, and its last row.
    func closingRows(_ ledger: Ledger) throws -> (rows: [ClosingRow], balance: ClosingRow) {
        let total = try ledger.total
        var rows = try ledger.summary
        let adjustment = try invoice.totalCharges - total.total
        if !adjustment.isZero { rows.append(ClosingRow("Charges and credits outside the lines", adjustment)) }
        let name = invoice.totalCharges.isNegative ? "Credit" : "Invoice total"
        rows.append(ClosingRow(name, invoice.totalCharges, isEmphasised: true))
        for amendment in invoice.amendments {
            let kind = amendment.totalCharges.isNegative ? "Credit note" : "Amendment"
            rows.append(ClosingRow("\(kind) \(amendment.id) of \(amendment.invoiceDate.day)", amendment.totalCharges))
        }
        if !invoice.paidAmount.isZero { rows.append(ClosingRow("Paid", -invoice.paidAmount.magnitude)) }
        let due = try balance ?? computedBalance
        return (rows, ClosingRow(due.isNegative ? "Credit balance" : "Balance due", due, isEmphasised: true))
    }

    /// The invoice and its amendments without what was paid, whose sign says nothing.
    private var computedBalance: Money {
        get throws {
            let amendments = try Money.sum(invoice.amendments.map(\.totalCharges), in: invoice.currencyCode)
            return try invoice.totalCharges + amendments - invoice.paidAmount.magnitude
        }
    }
}

extension Ledger {
    /// Charges, credits, what was taxed at each rate, and the sum of all lines.
    var summary: [ClosingRow] {
        get throws {
            var rows: [ClosingRow] = []
            if charges.lineCount > 0, credits.lineCount > 0 {
                rows = [
                    ClosingRow("Charges (\(charges.lineCount.lines))", charges),
                    ClosingRow("Credits (\(credits.lineCount.lines))", credits),
                ]
            }
            rows += try TaxSummary(self).entries.map { entry in
                ClosingRow(entry.rate.map { "Taxed at \($0)%" } ?? "Taxed at other rates", entry.sums)
            }
            rows.append(ClosingRow("Total of \(lineCount.lines)", try total, isEmphasised: true))
            return rows
        }
    }
}

extension Int {
    /// `1 line`, `2 lines`.
    var lines: String { self == 1 ? "1 line" : "\(self) lines" }
}
