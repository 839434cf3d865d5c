import Commerce
import LocalMarket
import PartnerCenterWire

/// What a test asks of an emulator under `/_compra/`, from this machine only: the clock, states, faults,
/// tokens, snapshots, the log.
extension Emulator {
    func control(_ request: WireRequest, _ path: [String], isLocal: Bool) async -> WireResponse {
        // A web page can send requests to this machine, but not without saying where it comes from.
        guard isLocal, request.headers["Origin"] == nil else {
            return WireResponse(MarketError(.accessDenied, "control is for programs of this machine"))
        }
        do {
            let words = path.dropFirst().map { $0.lowercased() }
            let body = try request.body.flatMap { $0.isEmpty ? nil : try JSON($0) } ?? .object([])
            guard case .object = body else { throw WireFault("the body", "an object is expected") }
            return WireResponse(control: try await controlled(request.method.uppercased(), words, body))
        } catch let refusal as MarketError {
            return WireResponse(refusal)
        } catch {
            return WireResponse(MarketError(.invalidInput, "\(error)"))
        }
    }

    private func controlled(_ method: String, _ path: [String], _ body: JSON) async throws -> JSON {
        switch (method, path.first ?? "", path.count) {
        case ("GET", "health", 1): return .object([JSON.Member("status", .text("ok"))])
        case ("GET", "clock", 1): return time(try await market.clock.now())
        case ("POST", "clock", 1): return time(try await moveClock(body))
        case ("GET", "log", 1): return log.json
        case ("DELETE", "log", 1): log.clear()
        case ("GET", "faults", 1): return .list(faults.waiting.map(\.json))
        case ("POST", "faults", 1): faults.add(try Fault(body))
        case ("DELETE", "faults", 1): faults.clear()
        case ("DELETE", "tokens", 1): tokens.expireAll()
        case ("GET", "snapshot", 1): return snapshots.json
        case ("POST", "snapshot", 1): return try await takeSnapshot(body)
        case ("DELETE", "snapshot", 1): snapshots.clear()
        case ("DELETE", "snapshot", 2): try snapshots.remove(path[1])
        case ("POST", "restore", 1):
            let snapshot = try snapshots.find(try body.require("name"))
            try await restore(snapshot)
            return time(snapshot.market.time)
        case ("POST", let state, 1): try await local.set(state, body)
        default: throw MarketError(.notFound, "control has no \(method) /_compra/\(path.joined(separator: "/"))")
        }
        return .object([JSON.Member("done", .boolean(true))])
    }

    private func takeSnapshot(_ body: JSON) async throws -> JSON {
        let name = try snapshots.name(body.text("name"))
        let snapshot = try await snapshot()
        try snapshots.keep(snapshot, as: name)
        return .object([JSON.Member("name", .text(name)), JSON.Member("now", .text(snapshot.market.time.description))])
    }

    /// The embedded market behind this emulator.
    ///
    /// - Throws: ``MarketError`` where another one is: its states are its own.
    var local: LocalMarket {
        get throws(MarketError) {
            guard let controlled else {
                throw MarketError(.notSupported, "the market behind this emulator is not an embedded one")
            }
            return controlled
        }
    }

    private func moveClock(_ body: JSON) async throws -> Timestamp {
        if let duration = try body.text("advance") { return try await local.advance(by: ISODuration(short: duration)) }
        if let time = try body.text("to") { return try await local.advance(to: Timestamp(time)) }
        throw WireFault("the body", "advance, such as \"15m\", or to, a time, is expected")
    }

    private func time(_ time: Timestamp) -> JSON {
        .object([JSON.Member("now", .text(time.description))])
    }
}

extension WireResponse {
    fileprivate init(control json: JSON) {
        self.init(status: 200, headers: [WireHeaders.Name.contentType: "application/json"], body: json.bytes)
    }
}
