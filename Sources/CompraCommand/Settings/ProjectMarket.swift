import Commerce
import FoundationEssentials
import Synchronization

/// The local market of a command: when something first needs it, its folder is made where that is the project's own, and
/// people are told where a new market comes from.
struct ProjectMarket: Marketplace {
    private let market: any Marketplace
    private let threshold: Threshold

    var identity: MarketIdentity { market.identity }
    var clock: any MarketClock { ProjectClock(clock: market.clock, threshold: threshold) }

    init(_ market: any Marketplace, threshold: Threshold) {
        self.market = market
        self.threshold = threshold
    }

    func perform<Request: MarketRequest>(
        _ request: Request,
        in context: CallContext
    ) async throws -> Request.Response {
        try threshold.cross()
        return try await market.perform(request, in: context)
    }
}

/// The clock of a market that is made when it is first needed.
private struct ProjectClock: MarketClock {
    let clock: any MarketClock
    let threshold: Threshold

    var lastKnown: Timestamp { clock.lastKnown }

    func now() async throws -> Timestamp {
        try threshold.cross()
        return try await clock.now()
    }

    func sleep(until time: Timestamp) async throws {
        try threshold.cross()
        try await clock.sleep(until: time)
    }

    func running<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
        try await clock.running(body)
    }
}

/// What has to be done before a market is used for the first time.
final class Threshold: Sendable {
    private let place: MarketPlace
    private let announce: @Sendable (String) -> Void
    private let isCrossed = Mutex(false)

    /// - Parameter announce: Takes what is said where there is no market yet.
    init(to place: MarketPlace, announce: @escaping @Sendable (String) -> Void) {
        self.place = place
        self.announce = announce
    }

    /// - Throws: ``MarketError`` where the folder can't be made.
    func cross() throws {
        try isCrossed.withLock { isCrossed in
            guard !isCrossed else { return }
            if let file = place.file, !FileManager.default.fileExists(atPath: file) {
                try place.makeFolder()
                announce("no market at \(file) yet: making one with the demonstration catalogue")
            }
            isCrossed = true
        }
    }
}
