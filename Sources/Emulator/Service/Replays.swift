import Commerce
import Crypto
import PartnerCenterWire
import Synchronization

/// Writes under one `MS-RequestId` act once: the same call again gets the first answer, and of two at once one waits for
/// the other.
///
/// Answers are remembered for a day of the market's time, ten thousand at most. An embedded market remembers its own
/// outcomes, too, and does so over restarts.
final class Replays: Sendable {
    private static let memory = ISODuration(seconds: 24 * 3600)
    private static let most = 10_000

    private let state = Mutex(State())

    private struct State {
        var answers: [Key: (answer: Task<WireResponse, any Error>, time: Timestamp)] = [:]
        var order: [Key] = []
    }

    /// Of what makes two calls one, whose parts may be large.
    private typealias Key = SHA256Digest

    /// Runs a write once; a read, and a write without an id, each time.
    func once(
        _ request: WireRequest,
        _ operation: Operation,
        at now: Timestamp,
        _ perform: @escaping @Sendable () async throws -> WireResponse
    ) async throws -> WireResponse {
        guard operation.writes, let id = request.headers.first(WireHeaders.Name.requestID) else {
            return try await perform()
        }
        let key = Self.key(of: request, id, operation)
        let task = state.withLock { state in
            if let kept = state.answers[key], kept.time > now.adding(Self.memory, times: -1) { return kept.answer }
            // Not a child of the caller's task: one who hangs up must not take the answer from the others.
            let task = Task { try await perform() }
            state.answers[key] = (task, now)
            state.order.append(key)
            if state.order.count > Self.most { state.answers[state.order.removeFirst()] = nil }
            return task
        }
        do {
            let answer = try await task.value
            // Another service's refusal comes as an answer, and so does that of something on the way to it.
            if !answer.isSuccess, !(answer.isOwnRefusal && MarketError(answer).code.isOutcome) { forget(task, of: key) }
            return answer
        } catch let refusal as MarketError where refusal.code.isOutcome {
            throw refusal
        } catch {
            // What failed inside or was refused for now is no outcome: the next try runs anew.
            forget(task, of: key)
            throw error
        }
    }

    /// All of a call counts but a body that means nothing.
    private static func key(of request: WireRequest, _ id: String, _ operation: Operation) -> Key {
        var digest = SHA256()
        for part in [id.lowercased(), request.method.uppercased(), request.target.lowercased()] {
            // None of them has the end of a line in it, by which the next one begins.
            digest.update(data: Array("\(part)\n".utf8))
        }
        if operation != .checkout { digest.update(data: request.body ?? []) }
        return digest.finalize()
    }

    private func forget(_ task: Task<WireResponse, any Error>, of key: Key) {
        state.withLock { state in
            guard state.answers[key]?.answer == task else { return }
            state.answers[key] = nil
            if let place = state.order.lastIndex(of: key) { state.order.remove(at: place) }
        }
    }

    /// Forgets every answer: of a market that goes back in time, only what it remembers itself is true.
    func clear() { state.withLock { $0 = State() } }
}
