import Commerce
import Database

// Text search by SQLite's FTS5: the one place besides the schema where SQL is for one database only.

extension SearchCatalogue: LocalRead {
    /// Of how few hits the best come first. More come in the order in which they came into the catalogue, for to find the
    /// best of very many all of them would have to be read.
    static let rankedHits = 100

    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Page<Sku> {
        let words = SearchWords.words(of: text)
        guard !words.isEmpty else {
            throw MarketError(
                .invalidInput,
                "\"\(text)\" has no word to search for",
                hint: "give words of the title, or an id: product, product:sku or product:sku:availability"
            )
        }
        let scope = try CatalogueScope(view, on: connection, call)
        let sections = try targetView.map { scope.sections(of: try scope.shelves(of: $0)) } ?? scope.sections()
        guard !sections.isEmpty else { return Page(items: []) }

        let exact = try skuNamed(by: text, in: scope, on: connection)
        let after = try continuation.map { try Continuation($0, columns: 1).integer(0) }
        var found = after == nil ? exact.map { [$0] } ?? [] : []
        let rows = try connection.rows(
            """
            SELECT \(SkuRecord.columns) FROM sku_search
            JOIN skus s ON s.product_id = sku_search.product_id AND s.id = sku_search.sku_id
            WHERE sku_search MATCH ? AND sku_search.rowid > ? AND sku_search.rowid <> ?
            ORDER BY sku_search.rowid LIMIT ?
            """,
            [
                .text(Self.expression(words, in: sections)), SQLValue(after ?? 0), SQLValue(exact?.number ?? 0),
                SQLValue(CatalogueLookup.pageSize + 1 - found.count),
            ]
        )
        let others = try rows.map { try SkuRecord($0) }
        let areAllHere = after == nil && others.count <= Self.rankedHits
        found += areAllHere ? others.sorted { Rank($0, words) < Rank($1, words) } : others
        let items = found.prefix(CatalogueLookup.pageSize)
        let last = items.count < found.count ? items.last?.number : nil
        return Page(
            items: items.map(\.sku),
            continuation: try last.map { try Continuation([String($0)]).text }
        )
    }

    /// How good a hit is: the more of the words are in the SKU's own title, and the fewer others, the better. The order of
    /// the catalogue decides between equals, so that both stores give one order.
    private struct Rank: Comparable {
        let missing: Int
        let others: Int
        let number: Int64

        init(_ record: SkuRecord, _ words: [Substring]) {
            let title = SearchWords.words(of: record.sku.title)
            missing = Set(words).subtracting(title).count
            others = Set(title).subtracting(words).count
            number = record.number
        }

        static func < (one: Rank, other: Rank) -> Bool {
            (one.missing, one.others, one.number) < (other.missing, other.others, other.number)
        }
    }

    /// Every word, and one of the sections. The middle dot keeps a section one word of the index.
    private static func expression(_ words: [Substring], in sections: [CatalogueSection]) -> String {
        let sections = sections.map { "\"\($0.key)\"" }.joined(separator: " OR ")
        return (words.map { "\"\($0)\"" } + ["(\(sections))"]).joined(separator: " AND ")
    }

    /// The SKU that the text names by ids: `product:sku`, `product/sku` or a catalogue item's id.
    private func skuNamed(
        by text: String,
        in scope: CatalogueScope,
        on connection: ReadConnection
    ) throws -> SkuRecord? {
        let parts = text.uppercased().split(whereSeparator: { $0 == ":" || $0 == "/" || $0.isWhitespace })
        guard (2...3).contains(parts.count) else { return nil }
        let lookup = CatalogueLookup(connection: connection)
        guard let shelf = try lookup.shelf(of: String(parts[0])),
            targetView.map({ $0.shelves.contains(shelf) }) ?? true
        else { return nil }
        let offered = scope.condition(for: shelf)
        return try connection.row(
            """
            SELECT \(SkuRecord.columns) FROM skus s
            WHERE s.product_id = ? AND s.id = ? AND \(CatalogueLookup.isOffered(offered))
            """,
            [.text(String(parts[0])), .text(String(parts[1]))] + offered.arguments
        ).map { try SkuRecord($0) }
    }
}
