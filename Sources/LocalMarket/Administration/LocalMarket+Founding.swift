import Commerce
import Database

extension LocalMarket {
    /// Founds the market now, with what it was made with, instead of at its first use: `compra market init`.
    ///
    /// To be called before anything else is asked of this market.
    ///
    /// - Parameter replacing: Whether a market that the store holds is given up for the new one, with all its customers,
    ///   orders and invoices; in one transaction, so that one of the two is always there.
    /// - Throws: ``MarketError`` with 400/800002 where there is a market and it may not be replaced, `StoreError` for a
    ///   store that can't be opened.
    public func initialise(replacing: Bool = false) async throws {
        let (founding, wall, location) = (store.founding, store.wall(), store.store.location)
        try await store.store.write { connection in
            if let kept = try MarketState.read(on: connection) {
                guard replacing else {
                    throw MarketError(
                        .invalidInput,
                        "\(location) holds a market already, whose time is \(kept.time)",
                        hint: "name another store, or say that this one is to be replaced"
                    )
                }
                for table in MarketSchema.tables.reversed() { try connection.execute("DELETE FROM \(table)") }
            }
            _ = try founding.found(on: connection, wall: wall)
        }
    }
}

extension MarketSchema {
    /// The table that only finds rows of others.
    static let searchTable = "sku_search"

    /// The tables, each after those that it refers to: as the schema makes them.
    static let tables = schema.migrations.flatMap(\.statements).compactMap { statement -> String? in
        let words = statement.split(whereSeparator: \.isWhitespace)
        guard words.first == "CREATE", let position = words.firstIndex(of: "TABLE"), position <= 2 else { return nil }
        return String(words[position + 1])
    }

    /// The tables of which a copy is made; what only finds rows is made anew.
    static let copiedTables = tables.filter { $0 != searchTable }
}
