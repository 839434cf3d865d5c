import Commerce
import Compra
import Lua
import Reference

extension Row {
    /// What a run costs before its script does anything.
    static let states = [
        Row("fresh state, no prelude", reference: "C", bound: .most(150_000)) {
            try await Contest.compare(opening { try LuaState().close() }, opening { reference_open_and_close() })
        },
        Row("run of an empty script, prelude ready", reference: "C", bound: .most(150_000)) {
            let host = ScriptHost(market: NoMarket())
            let script = Script(name: "empty.lua", source: "")
            return try await Contest.compare(
                { count in
                    try await Contest.processTime { for _ in 0..<count { _ = try await host.run(script) } }
                },
                opening { reference_open_and_close() }
            )
        },
    ]

    private static func opening(_ open: @escaping () throws -> Void) -> Work {
        { count in try Contest.processorTime { for _ in 0..<count { try open() } } }
    }
}

/// A market that nothing is asked of.
private struct NoMarket: Marketplace {
    let identity = MarketIdentity(name: "none", environment: .embedded)
    let clock: any MarketClock = WallClock()

    func perform<Request: MarketRequest>(_ request: Request, in context: CallContext) async throws -> Request.Response {
        throw MarketError(.notSupported, "there is no market")
    }
}
