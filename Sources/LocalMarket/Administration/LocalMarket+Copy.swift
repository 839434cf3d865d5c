import Commerce
public import Database

extension LocalMarket {
    /// Copies this market, whole and as it is at one moment, into a store that holds none: `compra market copy`. After any
    /// failure that store is as it was. At last it is looked through, as ``check()`` does.
    ///
    /// - Parameter progress: Called after every few hundred rows, on whatever thread writes.
    /// - Throws: ``MarketError`` with 400/800002 where this store holds no market; `StoreError` with `taken` where the
    ///   other one holds one, and for stores that can't be opened.
    @discardableResult
    public func copy(
        to location: StoreLocation,
        progress: @escaping @Sendable (CopyProgress) -> Void = { _ in }
    ) async throws -> MarketCopyReport {
        let source = store.store
        guard try await source.read({ try MarketState.read(on: $0) }) != nil else {
            throw MarketError(
                .invalidInput,
                "\(source.location) holds no market",
                hint: "name the store of a market; `compra market show` says what is in one"
            )
        }
        let target = Store(location, schema: MarketSchema.schema)
        let counts = try await source.copy(MarketSchema.copiedTables, to: target, progress: progress) { connection in
            // An index isn't copied but made, for no database gives back what it put into one.
            try CatalogueWriter(on: connection).indexAll { rows in
                progress(CopyProgress(phase: .indexing, table: MarketSchema.searchTable, rows: rows))
            }
        }
        try await target.close()
        return MarketCopyReport(rows: counts, findings: try await LocalMarket(store: location).check())
    }
}

/// What was copied, and what it is like.
public struct MarketCopyReport: Sendable, Hashable {
    /// How many rows each table has; they were read again and are the same in both.
    public let rows: [String: Int]

    /// What a check of the copy found; nothing where the market was sound.
    public let findings: [MarketFinding]
}
