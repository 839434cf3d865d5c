import Commerce
import FoundationEssentials
import Synchronization

/// A market that remembers what is being asked of it, what was asked last, and which carts are open.
final class WatchedMarket: Marketplace {
    private let market: any Marketplace
    private let state = Mutex(State())

    private struct State {
        var running: [Operation] = []
        var count = 0
        var last: Exchange?
        var carts: [String: Cart] = [:]
        var titles: [String: String] = [:]
    }

    /// More titles than these are forgotten.
    private static let mostTitles = 10_000

    /// One request and what came of it, without secrets.
    struct Exchange: Sendable {
        let operation: Operation
        let request: String
        let context: CallContext
        let error: MarketError?
        let duration: Duration
    }

    var identity: MarketIdentity { market.identity }
    var clock: any MarketClock { market.clock }

    init(_ market: any Marketplace) {
        self.market = market
    }

    /// What is being asked now, if anything is.
    var operation: Operation? { state.withLock { $0.running.last } }
    var lastExchange: Exchange? { state.withLock { $0.last } }
    /// How many requests there were since ``begin()``.
    var count: Int { state.withLock { $0.count } }
    /// The carts that this session has seen and that were not checked out, oldest first.
    var openCarts: [Cart] {
        state.withLock { $0.carts.values.sorted { ($0.creationTimestamp, $0.id) < ($1.creationTimestamp, $1.id) } }
    }

    /// The titles of the SKUs that were seen, by `product:sku`.
    var titles: [String: String] { state.withLock { $0.titles } }

    /// A new input begins.
    func begin() {
        state.withLock { state in
            state.count = 0
            state.last = nil
        }
    }

    func perform<Request: MarketRequest>(_ request: Request, in context: CallContext) async throws -> Request.Response {
        state.withLock { state in
            state.running.append(request.operation)
            state.count += 1
        }
        let start = ContinuousClock.now
        var failure: MarketError?
        defer {
            let exchange = Exchange(
                operation: request.operation,
                request: Redaction.text(of: request),
                context: context,
                error: failure,
                duration: ContinuousClock.now - start
            )
            state.withLock { state in
                if let index = state.running.lastIndex(of: request.operation) { state.running.remove(at: index) }
                state.last = exchange
            }
        }
        do {
            let response = try await market.perform(request, in: context)
            note(request, response)
            return response
        } catch let error as MarketError {
            failure = error
            throw error
        }
    }

    private func note(_ request: some MarketRequest, _ response: some Sendable) {
        if let cart = response as? Cart {
            state.withLock { $0.carts[cart.id] = cart.status == .active ? cart : nil }
        } else if let checkout = request as? Checkout {
            state.withLock { $0.carts[checkout.cartID] = nil }
        } else if let skus = (response as? Sku).map({ [$0] }) ?? (response as? Page<Sku>)?.items {
            state.withLock { state in
                if state.titles.count + skus.count > Self.mostTitles { state.titles = [:] }
                for sku in skus { state.titles["\(sku.productId):\(sku.id)"] = sku.title }
            }
        }
    }
}

/// Requests as text for people, what may be a secret taken out.
enum Redaction {
    static func text(of request: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(request),
            let fields = try? JSONDecoder().decode(AttributeValue.self, from: data),
            let clean = try? encoder.encode(redacted(fields))
        else { return "" }
        return String(decoding: clean, as: UTF8.self)
    }

    private static func redacted(_ value: AttributeValue) -> AttributeValue {
        switch value {
        case .fields(let fields):
            .fields(
                Dictionary(
                    uniqueKeysWithValues: fields.map { name, value in
                        if Secrets.isName(name) { return (name, "redacted") }
                        // The id of an order looks like a key.
                        return (name, name == "orderID" ? value : redacted(value))
                    }
                )
            )
        case .list(let values): .list(values.map(redacted))
        case .text(let text): Secrets.looksLikeCredential(text.utf8) ? "redacted" : value
        default: value
        }
    }
}
