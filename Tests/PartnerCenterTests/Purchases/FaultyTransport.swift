import Commerce
import PartnerCenter
import PartnerCenterWire
import Synchronization

/// Breaks what passes at every point, as a seed draws it.
final class FaultyTransport: Transport {
    private let inner: any Transport
    private let time: TestTime
    private let state: Mutex<State>

    private struct State {
        var random: SeededRandom
        var isCalm = false
        /// How many calls a storm of 429 hits yet.
        var storm = 0
        var counts: [Fault: Int] = [:]
    }

    enum Fault: String, CaseIterable {
        case beforeSending = "before sending"
        case lost = "lost on the way"
        case afterCommit = "after the commit"
        case cutBody = "in the middle of the body"
        case emptyBody = "an empty object of a gateway's"
        case throttled = "429"
        case storm = "a storm of 429"
        case refusedByServer = "5xx before the commit"
        case failedAfterCommit = "5xx after the commit"
        case undefined = "501"
        case expired = "the token expires"
        case cancelled = "cancelled, and answered"
        case cancelledAfterCommit = "cancelled after the commit"
        case cancelledBeforeCommit = "cancelled before the commit"
    }

    init(_ inner: any Transport, seed: UInt64, time: TestTime) {
        self.inner = inner
        self.time = time
        state = Mutex(State(random: SeededRandom(seed: seed)))
    }

    /// How many faults of each kind there were.
    var counts: [Fault: Int] { state.withLock { $0.counts } }

    /// From now on everything passes.
    func calm() { state.withLock { $0.isCalm = true } }

    private func draw() -> Fault? {
        state.withLock { state in
            guard !state.isCalm else { return nil }
            let index = state.random.number(below: 40)
            var fault = index < Fault.allCases.count ? Fault.allCases[index] : nil
            if state.storm > 0 {
                state.storm -= 1
                fault = .throttled
            } else if fault == .storm {
                state.storm = 10 + state.random.number(below: 60)
            }
            if let fault { state.counts[fault, default: 0] += 1 }
            return fault
        }
    }

    func send(_ request: WireRequest, to origin: String) async throws -> WireResponse {
        switch draw() {
        case nil: return try await inner.send(request, to: origin)
        case .beforeSending: throw TransportFailure(wasSent: false, "no route")
        case .lost: throw TransportFailure(wasSent: true, "broke before it arrived")
        case .afterCommit:
            _ = try await inner.send(request, to: origin)
            throw TransportFailure(wasSent: true, "broke after it was carried out")
        case .cutBody:
            var answer = try await inner.send(request, to: origin)
            answer.body = Array(answer.body.prefix(answer.body.count / 2))
            return answer
        case .emptyBody: return WireResponse(status: 200, body: Array("{}".utf8))
        case .throttled, .storm: return WireResponse(status: 429, headers: ["Retry-After": "1"])
        case .refusedByServer: return WireResponse(status: 500, body: Array(#"{"code":800003}"#.utf8))
        case .failedAfterCommit:
            _ = try await inner.send(request, to: origin)
            return WireResponse(status: 503, body: Array("<html>".utf8))
        case .undefined:
            _ = try await inner.send(request, to: origin)
            return WireResponse(status: 501, body: Array(#"{"code":0}"#.utf8))
        case .expired:
            time.pass(seconds: 3600)
            return try await inner.send(request, to: origin)
        case .cancelled:
            Purchase.current?.cancel()
            return try await inner.send(request, to: origin)
        case .cancelledAfterCommit:
            let answer = try await inner.send(request, to: origin)
            Purchase.current?.cancel()
            return try await neverAnswered(request, answer)
        case .cancelledBeforeCommit:
            Purchase.current?.cancel()
            return try await neverAnswered(request, nil)
        }
    }

    /// Hangs until it is cancelled. A question for a token isn't: others wait for it, too.
    private func neverAnswered(_ request: WireRequest, _ answer: WireResponse?) async throws -> WireResponse {
        guard request.target.contains("/oauth2/") else {
            try await Gate().wait()
            throw CancellationError()
        }
        guard let answer else { throw TransportFailure(wasSent: true, "broke") }
        return answer
    }
}
