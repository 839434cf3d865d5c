import Commerce
import Database

/// The store of a market together with its time: whoever reads or writes through it finds a founded market whose months
/// are closed up to now.
final class MarketStore: Sendable {
    let store: Store
    let founding: MarketFounding

    /// The time of this machine.
    let wall: @Sendable () -> Timestamp

    init(_ location: StoreLocation, founding: MarketFounding, wall: @escaping @Sendable () -> Timestamp) {
        store = Store(location, schema: MarketSchema.schema)
        self.founding = founding
        self.wall = wall
    }

    /// Runs `body` on a snapshot of the market at one moment.
    func read<Result: Sendable>(
        in context: CallContext = .administration,
        _ body: @escaping @Sendable (ReadConnection, LocalCall) throws -> Result
    ) async throws -> Result {
        while true {
            let attempt: Attempt<Result> = try await store.read { [wall] connection in
                guard let state = try MarketState.read(on: connection) else { return .unsettled }
                let now = state.now(wall: wall())
                guard try !Settlement.isDue(at: now, for: state, on: connection) else { return .unsettled }
                let call = LocalCall(context: context, now: now, settings: try MarketSettings(on: connection))
                return .answered(try body(connection, call))
            }
            switch attempt {
            case .answered(let result): return result
            // Founding and closing months are writes; then the snapshot is taken anew.
            case .unsettled: try await write { _, _, _ in }
            }
        }
    }

    /// Runs `body` in a transaction at one moment of the market.
    ///
    /// - Parameter briefly: Whether it is short (``Store/writeBriefly(_:)``).
    func write<Result: Sendable>(
        in context: CallContext = .administration,
        briefly: Bool = false,
        _ body: @escaping @Sendable (WriteConnection, LocalCall, inout IDSequence) throws -> Result
    ) async throws -> Result {
        while true {
            let attempt: Attempt<Result> = try await transact(briefly: briefly) { connection, state in
                let settings = try MarketSettings(on: connection)
                var settlement = Settlement(connection: connection, settings: settings)
                guard try settlement.settle(&state, upTo: state.time) else { return .unsettled }
                let call = LocalCall(context: context, now: state.time, settings: settings)
                return .answered(try body(connection, call, &state.ids))
            }
            // Where months take several transactions, those who wait go on with them.
            if case .answered(let result) = attempt { return result }
        }
    }

    /// Runs `body` in a transaction and keeps what it makes of the market's state.
    func transact<Result: Sendable>(
        briefly: Bool = false,
        _ body: @escaping @Sendable (WriteConnection, inout MarketState) throws -> Result
    ) async throws -> Result {
        let wall = wall()
        let work: @Sendable (WriteConnection) throws -> Result = { [founding] connection in
            let kept = try MarketState.read(on: connection)
            var state = try kept ?? founding.found(on: connection, wall: wall)
            state.time = state.now(wall: wall)
            let result = try body(connection, &state)
            if state != kept { try state.save(on: connection) }
            return result
        }
        return try await briefly ? store.writeBriefly(work) : store.write(work)
    }

    private enum Attempt<Result: Sendable>: Sendable {
        case unsettled
        case answered(Result)
    }
}

extension CallContext {
    /// The context of what the market does on its own or on an administrator's word.
    static let administration = CallContext(requestID: "", correlationID: "")
}
