import Commerce
import Database

extension LocalMarket {
    /// Looks through the whole market for damage: the store's file, the books, and what was ordered. Takes time in
    /// proportion to its size and hinders no writer.
    ///
    /// - Returns: What is wrong, at most a thousand findings; nothing where all is well.
    /// - Throws: `StoreError` for a store that can't be opened at all.
    public func check() async throws -> [MarketFinding] {
        let damage = try await store.store.check().map {
            MarketFinding(kind: .file, subject: "\(store.store.location)", message: $0.description)
        }
        do {
            return damage + (try await store.store.scan { try MarketInspection.findings(on: $0) })
        } catch let error as StoreError where error.code == .corrupt && !damage.isEmpty {
            // What could be read of a damaged file is told; the rest is behind the damage.
            return damage
        }
    }
}

/// What always holds of a market. Whatever is done to one, ``findings(on:)`` finds nothing.
enum MarketInspection {
    static func findings(on connection: ReadConnection) throws -> [MarketFinding] {
        var findings = Findings()
        try inspectMarket(on: connection, &findings)
        try LedgerInvariants.inspect(on: connection, &findings)
        try OrderInvariants.inspect(on: connection, &findings)
        return findings.all
    }

    /// The market's row is there, its settings can be read, no id is given out twice, and closed months are closed.
    private static func inspectMarket(on connection: ReadConnection, _ findings: inout Findings) throws {
        _ = try findings.read("settings") { _ in try MarketSettings(on: connection) }
        guard let state = try findings.read("market", { _ in try MarketState.read(on: connection) }) else { return }
        guard let state else { return findings.add(.market, "market", "the store holds none") }
        let drawn = try connection.row(
            """
            SELECT (SELECT COALESCE(MAX(number), 0) FROM charges), (SELECT COALESCE(MAX(number), 0) FROM invoices)
            """
        )
        let highest = max(try drawn?.integer(0) ?? 0, try drawn?.integer(1) ?? 0)
        if UInt64(highest) > state.ids.drawn {
            findings.add(.market, "market", "it gave out \(state.ids.drawn) ids, and one has the number \(highest)")
        }
        if let old = try connection.row(
            "SELECT COUNT(*) FROM charges WHERE invoice_id IS NULL AND charged_at < ?",
            [SQLValue(state.openMonth)]
        )?.count(0), old > 0 {
            findings.add(.market, "market", "\(old) charges are from before the open month \(state.openMonth)")
        }
        if state.openMonth != state.openMonth.startOfMonth || state.openMonth > state.time {
            findings.add(.market, "market", "the open month begins at \(state.openMonth), and it is \(state.time)")
        }
    }
}
