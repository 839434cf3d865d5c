import Commerce
import LocalMarket
import PartnerCenterWire

/// What a test asks of an emulator under `/_compra/`, from this machine only: the clock, stock, states, faults, the log.
extension Emulator {
    func control(_ request: WireRequest, _ path: [String], isLocal: Bool) async -> WireResponse {
        // A web page can send requests to this machine, but not without saying where it comes from.
        guard isLocal, request.headers["Origin"] == nil else {
            return WireResponse(MarketError(.accessDenied, "control is for programs of this machine"))
        }
        do {
            let words = path.dropFirst().map { $0.lowercased() }
            let body = try request.body.flatMap { $0.isEmpty ? nil : try JSON($0) } ?? .object([])
            return WireResponse(control: try await controlled(request.method.uppercased(), words, body))
        } catch let refusal as MarketError {
            return WireResponse(refusal)
        } catch {
            return WireResponse(MarketError(.invalidInput, "\(error)"))
        }
    }

    private func controlled(_ method: String, _ path: [String], _ body: JSON) async throws -> JSON {
        switch (method, path.joined(separator: "/")) {
        case ("GET", "health"): return .object([JSON.Member("status", .text("ok"))])
        case ("GET", "clock"): return clock(try await market.clock.now())
        case ("POST", "clock"): return clock(try await moveClock(body))
        case ("GET", "log"): return log.json
        case ("DELETE", "log"): log.clear()
        case ("GET", "faults"): return .list(faults.waiting.map(\.json))
        case ("POST", "faults"): faults.add(try Fault(body))
        case ("DELETE", "faults"): faults.clear()
        case ("POST", "stock"):
            try await local.setStock(
                of: try body.require("product"),
                sku: try body.require("sku"),
                to: try body.count("available")
            )
        case ("POST", "agreement"):
            try await local.setAgreement(
                of: try body.require("customer"),
                accepted: body["accepted"] != .boolean(false)
            )
        case ("POST", "standing"):
            let name = try body.require("standing")
            guard let standing = CustomerStanding(rawValue: name) else {
                throw WireFault("standing", "\"\(name)\" is none")
            }
            try await local.setStanding(of: try body.require("customer"), standing)
        case ("POST", "qualification"):
            try await local.setQualification(
                of: try body.require("customer"),
                try Qualification(known: try body.require("qualification")),
                try VettingStatus(known: try body.require("status"))
            )
        case ("POST", "registration"):
            try await local.setRegistration(
                of: try body.require("subscription"),
                customer: try body.require("customer"),
                try RegistrationStatus(known: try body.require("status"))
            )
        case ("POST", "credit"):
            let limit = try body["limit"]?.scalar.map { try Money($0) }
            let currency = try limit?.currency ?? Currency(anyCase: try body.require("currency"))
            try await local.change { $0.creditLimits[currency] = limit }
        default:
            throw MarketError(.notFound, "control has no \(method) /_compra/\(path.joined(separator: "/"))")
        }
        return .object([JSON.Member("done", .boolean(true))])
    }

    /// The embedded market behind this emulator.
    ///
    /// - Throws: ``MarketError`` where another one is: its states are its own.
    private var local: LocalMarket {
        get throws(MarketError) {
            guard let controlled else {
                throw MarketError(.notSupported, "the market behind this emulator is not an embedded one")
            }
            return controlled
        }
    }

    private func moveClock(_ body: JSON) async throws -> Timestamp {
        if let duration = body["advance"]?.scalar { return try await local.advance(by: ISODuration(short: duration)) }
        if let time = body["to"]?.scalar { return try await local.advance(to: Timestamp(time)) }
        throw WireFault("the body", "advance, such as \"15m\", or to, a time, is expected")
    }

    private func clock(_ time: Timestamp) -> JSON {
        .object([JSON.Member("now", .text(time.description))])
    }
}

extension JSON {
    /// The text of a member that must be there.
    fileprivate func require(_ name: String) throws(WireFault) -> String {
        guard let text = self[name]?.scalar else { throw WireFault(name, "it is missing") }
        return text
    }

    /// A member that is a whole number; nil where it is missing.
    fileprivate func count(_ name: String) throws(WireFault) -> Int? {
        guard let text = self[name]?.scalar else { return nil }
        guard let number = Int(text) else { throw WireFault(name, "a whole number is expected") }
        return number
    }
}

extension Fault {
    /// Reads `{"count": 3, "method": "POST", "path": "/checkout", "status": 503, "retry_after": 1, "delay_ms": 10}` or
    /// `{"effect": "drop_after"}`.
    fileprivate init(_ body: JSON) throws {
        self.init(
            count: try body.count("count") ?? 1,
            method: body["method"]?.scalar,
            path: body["path"]?.scalar,
            delay: try body.count("delay_ms"),
            status: try body.count("status"),
            code: try body.count("code"),
            retryAfter: try body.count("retry_after"),
            effect: try body["effect"]?.scalar.map { name in
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
        guard count > 0, (delay ?? 0) >= 0 else { throw WireFault("the body", "counts are above 0") }
    }

    fileprivate var json: JSON {
        let members: [(String, JSON?)] = [
            ("count", .number(String(count))), ("method", method.map(JSON.text)), ("path", path.map(JSON.text)),
            ("delay_ms", delay.map { .number(String($0)) }), ("status", status.map { .number(String($0)) }),
            ("effect", effect.map { .text($0.rawValue) }),
        ]
        return .object(members.compactMap { name, value in value.map { JSON.Member(name, $0) } })
    }
}

extension CallLog {
    fileprivate var json: JSON {
        let (entries, total) = last
        return .object([
            JSON.Member("total", .number(String(total))),
            JSON.Member(
                "calls",
                .list(
                    entries.map { entry in
                        .object([
                            JSON.Member("method", .text(entry.method)), JSON.Member("target", .text(entry.target)),
                            JSON.Member("status", .number(String(entry.status))),
                            JSON.Member("request_id", entry.requestID.map(JSON.text) ?? .null),
                            JSON.Member("correlation_id", entry.correlationID.map(JSON.text) ?? .null),
                        ])
                    }
                )
            ),
        ])
    }
}

extension WireResponse {
    fileprivate init(control json: JSON) {
        self.init(status: 200, headers: [WireHeaders.Name.contentType: "application/json"], body: json.bytes)
    }
}
