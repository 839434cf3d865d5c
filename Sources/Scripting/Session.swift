import Commerce
import Logging
import Synchronization

/// What the objects of one run share: the market they talk to and the ids of their calls.
///
/// It holds no Lua. Objects that outlive their run's state are refused by the bridge.
final class Session: Sendable {
    let market: any Marketplace
    let logger: Logger

    /// Where documents go; nil where the host has no place for them.
    let documents: (any DocumentWriter)?

    /// Checks what libraries may do; nil where there are none.
    private let loader = Mutex<PackageLoader?>(nil)

    private let random: Mutex<any RandomNumberGenerator & Sendable>
    private let openPurchases = Mutex<[Int: String]>([:])

    init(
        market: any Marketplace,
        logger: Logger,
        documents: (any DocumentWriter)? = nil,
        random: any RandomNumberGenerator & Sendable
    ) {
        self.market = market
        self.logger = logger
        self.documents = documents
        self.random = Mutex(random)
    }

    /// Has every request checked from now on, where there are libraries.
    func confine(by loader: PackageLoader) {
        if !loader.isEmpty { self.loader.withLock { $0 = loader } }
    }

    /// Performs a request under fresh ids.
    ///
    /// - Throws: ``ScriptFailure`` where the code that asks may not.
    func perform<Request: MarketRequest>(_ request: Request) async throws -> Request.Response {
        try loader.withLock { $0 }?.check(request.operation, for: Callers.current)
        let context = random.withLock { random in
            var drawn = random
            defer { random = drawn }
            return CallContext.fresh(using: &drawn)
        }
        return try await market.perform(request, in: context)
    }

    /// Every page of a list.
    func all<Request: PagedRequest>(_ request: Request) async throws -> [Request.Item] {
        var request = request
        var items: [Request.Item] = []
        repeat {
            let page = try await perform(request)
            items += page.items
            request.continuation = page.continuation
        } while request.continuation != nil
        return items
    }
}

extension Session {
    /// Notes a `purchase "name"` that has not been given its table yet.
    func opened(_ purchase: String) -> Int {
        openPurchases.withLock { open in
            let key = (open.keys.max() ?? 0) + 1
            open[key] = purchase
            return key
        }
    }

    func closed(_ key: Int) {
        _ = openPurchases.withLock { $0.removeValue(forKey: key) }
    }

    /// The first purchase that never got its table, told once.
    func takeUnfinishedPurchase() -> String? {
        openPurchases.withLock { open in
            defer { open = [:] }
            return open.keys.min().flatMap { open[$0] }
        }
    }

    /// The first purchase that never got its table.
    var unfinishedPurchase: String? {
        openPurchases.withLock { open in open.keys.min().flatMap { open[$0] } }
    }
}
