import PartnerCenterWire

extension Fault {
    /// Reads `{"count": 3, "method": "POST", "path": "/checkout", "status": 503, "retry_after": 1, "delay_ms": 10}` or
    /// `{"effect": "drop_after"}`.
    init(_ body: JSON) throws {
        self.init(
            count: try body.count("count") ?? 1,
            method: try body.text("method"),
            path: try body.text("path"),
            delay: try body.count("delay_ms"),
            status: try body.count("status"),
            code: try body.count("code"),
            retryAfter: try body.count("retry_after"),
            effect: try body.text("effect").map { name in
                guard let effect = Effect(rawValue: name) else {
                    throw WireFault("effect", "one of \(Effect.allCases.map(\.rawValue).joined(separator: ", "))")
                }
                return effect
            }
        )
        guard effect != nil || status != nil || delay != nil else {
            throw WireFault("the body", "an effect, a status or a delay_ms is expected")
        }
        guard status.map({ (400...599).contains($0) }) ?? true else {
            throw WireFault("status", "400 to 599 is expected")
        }
        guard (1...1_000_000).contains(count), (0...600_000).contains(delay ?? 0),
            (0...86_400).contains(retryAfter ?? 0)
        else { throw WireFault("the body", "a count above 0, and at most 10 minutes and a day to wait are expected") }
    }

    var json: JSON {
        let members: [(String, JSON?)] = [
            ("count", .number(String(count))), ("method", method.map(JSON.text)), ("path", path.map(JSON.text)),
            ("delay_ms", delay.map { .number(String($0)) }), ("status", status.map { .number(String($0)) }),
            ("code", code.map { .number(String($0)) }), ("retry_after", retryAfter.map { .number(String($0)) }),
            ("effect", effect.map { .text($0.rawValue) }),
        ]
        return .object(members.compactMap { name, value in value.map { JSON.Member(name, $0) } })
    }
}
