import Commerce
import PartnerCenterWire
import Synchronization

/// A fault that is put in: what it befalls, how often, and what it does.
public struct Fault: Sendable, Hashable {
    /// How many calls it befalls yet.
    public var count: Int

    /// Calls of this method only; nil = any.
    public var method: String?

    /// Calls whose path holds this text only; nil = any. Those for tokens are befallen where it names `oauth2`.
    public var path: String?

    /// Milliseconds before anything else happens.
    public var delay: Int?

    /// The status of an answer that is given instead of performing anything; nil = none.
    public var status: Int?

    /// The number that goes with the status.
    public var code: Int?

    /// Seconds of `Retry-After`.
    public var retryAfter: Int?
    public var effect: Effect?

    public enum Effect: String, Sendable, CaseIterable {
        /// The connection breaks before anything is performed.
        case dropBefore = "drop_before"
        /// The connection breaks after all was performed and stored.
        case dropAfter = "drop_after"
        /// The connection breaks in the middle of the body.
        case cut
        /// The body is no JSON.
        case malform
        /// The body begins with a byte-order mark (3.2).
        case mark = "bom"
    }

    public init(
        count: Int = 1,
        method: String? = nil,
        path: String? = nil,
        delay: Int? = nil,
        status: Int? = nil,
        code: Int? = nil,
        retryAfter: Int? = nil,
        effect: Effect? = nil
    ) {
        self.count = count
        self.method = method
        self.path = path
        self.delay = delay
        self.status = status
        self.code = code
        self.retryAfter = retryAfter
        self.effect = effect
    }

    /// The refusal that is answered; nil where the fault is another.
    var refusal: MarketError? {
        guard let status else { return nil }
        return MarketError(
            MarketError.Code(status, code ?? (status == 429 ? 429 : 800003)),
            "this fault was put in",
            retryAfter: retryAfter
        )
    }
}

/// The faults that are to befall calls, oldest first.
final class Faults: Sendable {
    private let faults = Mutex<[Fault]>([])

    func add(_ fault: Fault) { faults.withLock { $0.append(fault) } }
    func clear() { faults.withLock { $0 = [] } }
    var waiting: [Fault] { faults.withLock { $0 } }

    /// Puts other faults in the place of all.
    func replace(with faults: [Fault]) { self.faults.withLock { $0 = faults } }

    /// The fault that befalls a call, used up by one.
    func next(for request: WireRequest, _ path: [String], isForTokens: Bool) -> Fault? {
        faults.withLock { faults in
            guard !faults.isEmpty else { return nil }
            let text = "/" + path.joined(separator: "/").lowercased()
            guard
                let index = faults.firstIndex(where: { fault in
                    (fault.method.map { $0.uppercased() == request.method.uppercased() } ?? true)
                        && (fault.path.map { text.contains($0.lowercased()) } ?? true)
                        && (!isForTokens || fault.path?.lowercased().contains("oauth2") == true)
                })
            else { return nil }
            let fault = faults[index]
            faults[index].count -= 1
            if faults[index].count <= 0 { faults.remove(at: index) }
            return fault
        }
    }
}
