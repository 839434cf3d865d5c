import Commerce
import Database
import Synchronization
import TestStores

@testable import LocalMarket

/// A market of its own with a simulated clock, and calls made to it under fresh ids.
final class TestMarket: Sendable {
    /// A month has room for every delay before it ends.
    static let start = Timestamp(year: 2025, month: 3, day: 3, hour: 9)!

    let market: LocalMarket
    private let chance: Mutex<SeededRandom>

    init(seed: UInt64 = 7, founding: MarketFounding) {
        market = LocalMarket(store: TestStores.fresh(), founding: founding)
        chance = Mutex(SeededRandom(seed: seed ^ 0xC0FFEE))
    }

    convenience init(
        seed: UInt64 = 7,
        start: Timestamp = TestMarket.start,
        settings: MarketSettings = MarketSettings(),
        furnish: @escaping @Sendable (WriteConnection, LocalCall, inout IDSequence) throws -> Void = { _, _, _ in }
    ) {
        self.init(
            seed: seed,
            founding: MarketFounding(
                clock: .simulated,
                start: start,
                seed: seed,
                settings: settings,
                furnish: furnish
            )
        )
    }

    /// A context under a request id that was not used before.
    func context(account: CallContext.Account = .appAndUser) -> CallContext {
        var context = chance.withLock { CallContext.fresh(using: &$0) }
        context.account = account
        return context
    }

    @discardableResult
    func perform<Request: MarketRequest>(
        _ request: Request,
        in context: CallContext? = nil
    ) async throws -> Request.Response {
        try await market.perform(request, in: context ?? self.context())
    }

    /// Every item of a list, page by page.
    func all<Request: PagedRequest>(_ request: Request) async throws -> [Request.Item] {
        var (request, items) = (request, [Request.Item]())
        repeat {
            let page = try await perform(request)
            items += page.items
            request.continuation = page.continuation
        } while request.continuation != nil
        return items
    }

    /// The refusal of a request; nil when it was carried out.
    func refusal<Request: MarketRequest>(_ request: Request, in context: CallContext? = nil) async -> MarketError? {
        do {
            try await perform(request, in: context)
            return nil
        } catch let error as MarketError {
            return error
        } catch {
            return MarketError(of: error)
        }
    }

    /// Changes the settings.
    func set(_ change: @escaping @Sendable (inout MarketSettings) throws -> Void) async throws {
        try await market.change(change)
    }

    /// Changes the store behind the market's back.
    func execute(_ sql: String, _ arguments: [SQLValue] = []) async throws {
        try await market.store.write { connection, _, _ in _ = try connection.execute(sql, arguments) }
    }
}
