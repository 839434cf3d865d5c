import Commerce
import LocalMarket
import Synchronization

/// Moves a simulated clock on with this machine's, in whole seconds, when a call comes in.
final class Timekeeper: Sendable {
    private let market: LocalMarket?
    private let last = Mutex(ContinuousClock.now)

    /// - Parameter market: Nil = time is nobody's business here.
    init(_ market: LocalMarket?) {
        self.market = market
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
        _ = try? await market.advance(by: ISODuration(seconds: seconds))
    }
}
