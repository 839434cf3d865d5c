public import Commerce
import Database

/// A market as it was at one moment, kept in memory: what a test goes back to.
public struct MarketSnapshot: Sendable {
    /// The market's time then.
    public let time: Timestamp
    fileprivate let store: Store
}

extension LocalMarket {
    /// Takes the market down as it is now, whole: customers, catalogue, stock, carts, orders, invoices, settings, clock,
    /// ids, and the outcomes of writes. Calls go on meanwhile; each is in it whole or not at all.
    ///
    /// - Throws: ``MarketError`` with 500/800003 where the store fails.
    public func snapshot() async throws -> MarketSnapshot {
        try await asMarketErrors {
            // It is founded by then, wherever it is kept.
            _ = try await store.read { _, _ in }
            let kept = Store(.memory, schema: MarketSchema.schema)
            try await store.store.copy(MarketSchema.copiedTables, to: kept)
            let time = try await kept.read { try MarketState.read(on: $0)?.time ?? .none }
            return MarketSnapshot(time: time, store: kept)
        }
    }

    /// Puts the market back to how it was, in one transaction: a call that runs meanwhile comes before that or after it.
    /// Ids are drawn again from where they were, so the same calls make the same ids again.
    ///
    /// The one time that a market's clock goes back: whoever waits for a time waits for it again.
    ///
    /// - Throws: ``MarketError`` with 500/800003 where the store fails; then nothing was changed.
    public func restore(_ snapshot: MarketSnapshot) async throws {
        try await asMarketErrors {
            try await snapshot.store.copy(
                MarketSchema.copiedTables,
                to: store.store,
                replacing: true,
                finish: { connection in
                    try connection.execute("DELETE FROM \(MarketSchema.searchTable)")
                    try CatalogueWriter(on: connection).indexAll()
                }
            )
            (clock as? LocalClock)?.reset(to: snapshot.time)
        }
    }

    private func asMarketErrors<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let error as CancellationError {
            throw error
        } catch {
            throw MarketError(of: error)
        }
    }
}
