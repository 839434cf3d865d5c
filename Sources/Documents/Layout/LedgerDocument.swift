internal import Commerce

/// A document about the line items of an invoice: who with whom, what, and what it comes to.
struct LedgerDocument {
    /// What stands on the first page before the table.
    struct Heading {
        /// What the document is: `Invoice statement`.
        let title: String
        let seller: Party
        let buyer: Party
        /// What the buyer is called: `Bill to`.
        let buyerLabel: String
        /// Numbers, dates and terms, by what they are called.
        let facts: [(label: String, value: String)]
        let banner: (label: String, amount: String)
        /// What every page says at its foot.
        let footer: String
    }

    let heading: Heading
    let information: Typesetter.Information
    let ledger: Ledger
    let closing: [ClosingRow]

    /// Draws into a draft, giving way to other tasks after each page.
    func draw(into draft: Draft) async throws -> (pages: Int, warnings: [DocumentWarning]) {
        let typesetter = try Typesetter(
            writingTo: draft.descriptor,
            shown: draft.shown,
            width: Sheet.width,
            height: Sheet.height,
            information
        )
        var ranges = ledger.ranges
        for row in closing { ranges.include(total: row.total) }
        let columns = TableColumns.fitting(ledger, ranges, typesetter)
        let measure = Pen(typesetter, columns, self, isDrawing: false)
        let strips = contents.map { content, keepsWithNext in
            Strip(content: content, height: measure.place(content, at: 0), keepsWithNext: keepsWithNext)
        }
        let pages = Pagination(strips, pageHeight: Sheet.bodyHeight) { measure.place($0, at: 0) }.pages
        var pen = Pen(typesetter, columns, self, isDrawing: true)
        pen.customerPages = Self.customerPages(pages, strips, count: ledger.customers.count)
        for (number, page) in pages.enumerated() {
            try Task.checkCancellation()
            pen.draw(page, of: strips, number: number + 1, count: pages.count)
            try typesetter.endPage()
            await Task.yield()
        }
        for (index, customer) in ledger.customers.enumerated() {
            typesetter.addOutlineEntry(customer.name, to: "c\(index)")
        }
        let identifier = try typesetter.finish()
        return (pages.count, try typesetter.warnings + complete(draft, identifier))
    }

    /// Records what cairo can't. Returns a warning if that isn't possible.
    private func complete(_ draft: Draft, _ identifier: String) throws(DocumentError) -> [DocumentWarning] {
        let language = DocumentLanguage(language: "en", identifier: identifier)
        guard let amendment = language.amendment(of: draft.descriptor) else { return [.languageNotRecorded] }
        try draft.append(amendment)
        return []
    }

    /// First and last page of each customer.
    private static func customerPages(
        _ pages: [Pagination.Page],
        _ strips: [Strip],
        count: Int
    ) -> [ClosedRange<Int>] {
        var result = [ClosedRange<Int>](repeating: 1...1, count: count)
        for (number, page) in pages.enumerated() {
            for strip in strips[page.strips] {
                switch strip.content {
                case .customer(let customer, _): result[customer] = number + 1...number + 1
                case .subtotal(let customer): result[customer] = result[customer].lowerBound...number + 1
                default: break
                }
            }
        }
        return result
    }

    // MARK: - Contents

    /// Everything from the title to the balance, and whether it has to stay with what follows.
    private var contents: [(content: Strip.Content, keepsWithNext: Bool)] {
        var contents = headingContents.map { (content: $0, keepsWithNext: true) }
        contents.append((.space(10), false))
        if ledger.customers.count > 1 {
            contents.append((.indexHead, true))
            contents += ledger.customers.indices.map { (.indexEntry(customer: $0), false) }
            contents.append((.space(16), false))
        }
        contents.append((.tableHead, true))
        for (customer, account) in ledger.customers.enumerated() {
            contents.append((.customer(customer, isContinued: false), true))
            let last = account.lines.count - 1
            contents += (0...last).map { (.line(customer: customer, line: $0), $0 == last) }
            contents.append((.subtotal(customer: customer), customer == ledger.customers.count - 1))
        }
        if ledger.customers.isEmpty { contents.append((.note("There are no charges."), true)) }
        contents += closing.indices.map { (.closing($0), $0 < closing.count - 1) }
        return contents
    }

    private var headingContents: [Strip.Content] {
        // Facts run down the left column first.
        let half = (heading.facts.count + 1) / 2
        let facts = heading.facts.map { Strip.Cell(label: $0.label, text: $0.value) }
        return [
            .title,
            .columns(
                left: Self.cells(of: heading.seller, label: "From"),
                right: Self.cells(of: heading.buyer, label: heading.buyerLabel)
            ),
            .space(10),
            .columns(left: Array(facts.prefix(half)), right: Array(facts.dropFirst(half))),
            .space(6),
            .banner,
        ]
    }

    private static func cells(of party: Party, label: String) -> [Strip.Cell] {
        let taxNumber = party.taxNumber.map { ["Tax number \($0)"] } ?? []
        return [Strip.Cell(label: label, text: party.name, isBold: true)]
            + (party.address + taxNumber).map { Strip.Cell(text: $0) }
    }
}

extension DocumentWarning {
    fileprivate static let languageNotRecorded = DocumentWarning(
        code: .languageNotRecorded,
        message: "the document does not say that it is in English",
        hint: "use the cairo 1.16 or 1.18 of a distribution"
    )
}
