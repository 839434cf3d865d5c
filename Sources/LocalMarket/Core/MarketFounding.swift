public import Commerce
import Database

/// What a new market starts with. A store that already holds a market is left as it is.
public struct MarketFounding: Sendable {
    /// Where the market's time comes from.
    public var clock: MarketClockKind

    /// When a simulated clock starts; nil = the time of this machine at the founding.
    public var start: Timestamp?

    /// What every id is drawn from; nil = by chance, so that no two markets make the same ids.
    public var seed: UInt64?

    public var settings: MarketSettings

    /// Puts customers and a catalogue in.
    let furnish: @Sendable (WriteConnection, LocalCall, inout IDSequence) throws -> Void

    init(
        clock: MarketClockKind,
        start: Timestamp?,
        seed: UInt64?,
        settings: MarketSettings,
        furnish: @escaping @Sendable (WriteConnection, LocalCall, inout IDSequence) throws -> Void
    ) {
        self.clock = clock
        self.start = start
        self.seed = seed
        self.settings = settings
        self.furnish = furnish
    }

    /// A market without customers and products.
    public static func empty(
        clock: MarketClockKind = .real,
        start: Timestamp? = nil,
        seed: UInt64? = nil,
        settings: MarketSettings = MarketSettings()
    ) -> MarketFounding {
        MarketFounding(clock: clock, start: start, seed: seed, settings: settings) { _, _, _ in }
    }

    /// Founds a market in an empty store.
    func found(on connection: WriteConnection, wall: Timestamp) throws -> MarketState {
        let time = clock == .simulated ? start ?? wall : wall
        var state = MarketState(
            ids: IDSequence(seed: seed ?? .random(in: .min ... .max)),
            clock: clock,
            time: time,
            openMonth: time.startOfMonth
        )
        try settings.save(on: connection)
        let call = LocalCall(context: .administration, now: time, settings: settings)
        try furnish(connection, call, &state.ids)
        try state.insert(on: connection)
        return state
    }
}
