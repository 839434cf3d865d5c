import Commerce
import Database

extension LocalMarket {
    /// How the market behaves at present.
    public var settings: MarketSettings {
        get async throws { try await store.read { _, call in call.settings } }
    }

    /// Changes how the market behaves.
    ///
    /// ```swift
    /// try await market.change { $0.creditLimits[.usd] = Money(1000, .usd) }
    /// ```
    public func change(_ change: @escaping @Sendable (inout MarketSettings) throws -> Void) async throws {
        try await store.write { connection, call, _ in
            var settings = call.settings
            try change(&settings)
            try settings.save(on: connection)
        }
    }
}
