public import Commerce
import FoundationEssentials
import Synchronization

/// A market on which a write whose outcome is unknown can be settled by doing it again: the same request goes out under
/// the id that it had the first time, so it acts once.
///
/// What it answers then is the outcome. A refusal that a write which had acted would get, too, leaves it unknown.
/// Everything else passes through unchanged.
public final class SettlingMarket: Marketplace {
    private let market: any Marketplace

    /// The writes whose outcome is unknown, by what was asked.
    private let writes = Mutex<[Data: Write]>([:])

    private struct Write {
        let requestID: String
        let error: MarketError
    }

    public var identity: MarketIdentity { market.identity }
    public var clock: any MarketClock { market.clock }

    public init(_ market: any Marketplace) {
        self.market = market
    }

    /// Why the outcome of a write is unknown yet; nil where all are known.
    public var unsettled: MarketError? {
        writes.withLock { $0.values.min { $0.requestID < $1.requestID }?.error }
    }

    public func perform<Request: MarketRequest>(
        _ request: Request,
        in context: CallContext
    ) async throws -> Request.Response {
        guard request.operation.writes else { return try await market.perform(request, in: context) }
        let key = try Self.key(of: request)
        let first = writes.withLock { $0[key] }
        var context = context
        context.requestID = first?.requestID ?? context.requestID
        do {
            let response = try await market.perform(request, in: context)
            writes.withLock { $0[key] = nil }
            return response
        } catch let error as MarketError {
            guard error.code == .outcomeUnknown || first != nil && error.code.leavesOutcomeOpen else {
                writes.withLock { $0[key] = nil }
                throw error
            }
            let unknown = error.code == .outcomeUnknown ? error : error.leavingUnknown(request.operation)
            writes.withLock { $0[key] = Write(requestID: context.requestID, error: unknown) }
            throw unknown
        }
    }

    private static func key<Request: MarketRequest>(of request: Request) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try Data("\(request.operation) ".utf8) + encoder.encode(request)
    }
}

extension MarketError {
    fileprivate func leavingUnknown(_ operation: Operation) -> MarketError {
        MarketError(
            .outcomeUnknown,
            "whether \(operation) was carried out is not known yet: \(message)",
            hint: "look before doing it anew: what it made may show in lists only after 15 minutes (R-38)",
            correlationID: correlationID
        )
    }
}
