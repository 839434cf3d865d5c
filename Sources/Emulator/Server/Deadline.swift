import NIOCore

/// A time by which something must have happened on a connection. It is set and lifted with every request, and looked at
/// by a timer that runs once for as long as it is: most requests never touch that.
///
/// To be used on the connection's event loop.
final class Deadline {
    private let limit: TimeAmount
    private let eventLoop: any EventLoop
    private let missed: () -> Void
    private var time: NIODeadline?
    private var isWatched = false

    /// - Parameter missed: Called when the time came and nothing had lifted it.
    init(_ limit: Duration, on eventLoop: any EventLoop, missed: @escaping () -> Void) {
        self.limit = TimeAmount(limit)
        self.eventLoop = eventLoop
        self.missed = missed
    }

    /// Begins to count, unless it does already.
    func begin() {
        guard time == nil else { return }
        time = .now() + limit
        watch(in: limit)
    }

    /// Nothing has to happen any more.
    func lift() { time = nil }

    private func watch(in amount: TimeAmount) {
        guard !isWatched else { return }
        isWatched = true
        eventLoop.assumeIsolated().scheduleTask(in: amount) { self.look() }
    }

    private func look() {
        isWatched = false
        guard let time else { return }
        let rest = time - .now()
        if rest > .zero { return watch(in: rest) }
        self.time = nil
        missed()
    }
}
