import Commerce
import Database

/// The one row that says how far a market has come: its seed, how many ids it gave out, its clock, and which month is
/// open.
struct MarketState: Sendable, Hashable {
    var ids: IDSequence
    let clock: MarketClockKind

    /// The newest time that the market has seen; on a simulated clock, its time.
    var time: Timestamp

    /// The first second of the month whose charges are not invoiced yet.
    var openMonth: Timestamp

    /// When the open month ends; nil where the calendar does.
    var monthEnd: Timestamp? {
        let end = openMonth.adding(ISODuration(months: 1))
        return end > openMonth && end == end.startOfMonth ? end : nil
    }

    /// The market's time when the wall clock shows `wall`; it never goes back.
    func now(wall: Timestamp) -> Timestamp {
        switch clock {
        case .simulated: time
        case .real: max(time, wall)
        }
    }
}

/// What a market's time comes from.
public enum MarketClockKind: String, Sendable, Codable, CaseIterable {
    /// A clock of the market's own, which moves when it is advanced or when every running script waits.
    case simulated
    /// The clock of this machine.
    case real
}

extension MarketState {
    /// The state of the market in a store; nil where none was founded yet.
    static func read(on connection: ReadConnection) throws -> MarketState? {
        guard let row = try connection.row("SELECT seed, ids_drawn, clock, clock_time, open_month FROM market") else {
            return nil
        }
        return MarketState(
            ids: IDSequence(
                seed: UInt64(bitPattern: try row.integer("seed")),
                drawn: UInt64(bitPattern: try row.integer("ids_drawn"))
            ),
            clock: MarketClockKind(rawValue: try row.text("clock")) ?? .simulated,
            time: try row.time("clock_time"),
            openMonth: try row.time("open_month")
        )
    }

    /// Puts the state of a new market into its store.
    func insert(on connection: WriteConnection) throws {
        try connection.execute(
            "INSERT INTO market (id, seed, ids_drawn, clock, clock_time, open_month) VALUES (1, ?, ?, ?, ?, ?)",
            [
                .integer(Int64(bitPattern: ids.seed)), .integer(Int64(bitPattern: ids.drawn)), .text(clock.rawValue),
                SQLValue(time), SQLValue(openMonth),
            ]
        )
    }

    /// Writes what can change.
    func save(on connection: WriteConnection) throws {
        try connection.send(
            "UPDATE market SET ids_drawn = ?, clock_time = ?, open_month = ?",
            [.integer(Int64(bitPattern: ids.drawn)), SQLValue(time), SQLValue(openMonth)]
        )
    }
}
