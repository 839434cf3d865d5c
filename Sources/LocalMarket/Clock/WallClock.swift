public import Commerce

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The clock of this machine, in whole seconds.
public struct WallClock: MarketClock {
    private let time: @Sendable () -> Timestamp

    /// - Parameter time: Tells the time; tests give their own.
    public init(time: @escaping @Sendable () -> Timestamp = { WallClock.time }) {
        self.time = time
    }

    /// This machine's time.
    public static var time: Timestamp {
        Timestamp(secondsSince1970: Int64(Date().timeIntervalSince1970.rounded(.down)))
    }

    public func now() async throws -> Timestamp { time() }

    public var lastKnown: Timestamp { time() }

    /// Waits for as long as the wall clock says.
    ///
    /// - Throws: `CancellationError`.
    public func sleep(until time: Timestamp) async throws {
        while self.time() < time {
            // In steps: a machine that slept, or whose clock was set, is noticed within a minute.
            let rest = min(time - self.time(), 60)
            try await Task.sleep(for: .seconds(max(rest, 0)))
        }
        try Task.checkCancellation()
    }

    public func running<Result: Sendable>(
        _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        try await body()
    }
}
