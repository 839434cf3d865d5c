import PartnerCenterWire
import Synchronization

/// Keeps what passes, a line of JSON for each call with its answer, secrets removed; calls for tokens, and calls without a
/// good one, are left out.
///
/// A recording holds customers' data all the same.
public final class Recording: Sendable {
    private let write: Mutex<(([UInt8]) -> Void)>

    /// - Parameter write: Takes one line at a time.
    public init(_ write: sending @escaping ([UInt8]) -> Void) {
        self.write = Mutex(write)
    }

    func note(_ request: WireRequest, _ answer: WireResponse) {
        guard answer.status != 401 else { return }
        let line = RecordedCall(request, answer).line
        write.withLock { $0(line) }
    }
}

/// Answers from a recording: the same calls get the same answers, in the same order, and the last one of each again and
/// again.
public final class Replay: Sendable {
    private let calls: Mutex<[RecordedCall]>

    /// - Throws: ``WireFault`` that names the line that is no call.
    public init(lines: some Sequence<UInt8>) throws {
        var calls: [RecordedCall] = []
        for (index, line) in Array(lines).split(separator: UInt8(ascii: "\n")).enumerated() {
            do {
                calls.append(try RecordedCall(line: line))
            } catch {
                throw WireFault("line \(index + 1)", "\(error)")
            }
        }
        self.calls = Mutex(calls)
    }

    /// The answer to a call; nil where it was not recorded.
    func answer(to request: WireRequest) -> WireResponse? {
        let asked = RecordedCall(request, WireResponse(status: 0))
        return calls.withLock { calls in
            let matching = calls.indices.filter { calls[$0].isSame(as: asked) }
            guard let first = matching.first else { return nil }
            return matching.count > 1 ? calls.remove(at: first).answer : calls[first].answer
        }
    }
}
