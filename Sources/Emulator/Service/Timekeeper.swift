import Commerce
import LocalMarket
import Synchronization

/// Moves a simulated clock on with this machine's, or faster, when a call comes in and a second has passed.
final class Timekeeper: Sendable {
    private let market: LocalMarket?
    private let speed: Int64
    private let last = Mutex(ContinuousClock.now)

    /// - Parameters:
    ///   - market: Nil = time is nobody's business here.
    ///   - speed: Seconds of the market in one of this machine's.
    init(_ market: LocalMarket?, speed: Int64) {
        self.market = speed > 0 ? market : nil
        self.speed = speed
    }

    /// Catches up. A market on the real clock keeps its own time.
    func keepUp() async {
        guard let market else { return }
        let seconds = last.withLock { last in
            let passed = (ContinuousClock.now - last).components.seconds
            last += .seconds(passed)
            return passed
        }
        guard seconds > 0 else { return }
        _ = try? await market.advance(by: ISODuration(seconds: seconds * speed))
    }
}
