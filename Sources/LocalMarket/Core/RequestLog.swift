import Commerce
import Database

/// The outcomes of writes, remembered for a day so that a call made again acts once.
///
/// The key is the request id and what was asked: a different call under a reused id simply runs. A refusal is an outcome,
/// too, unless it passes: being throttled, being busy or failing inside is none.
struct RequestLog {
    /// For how long an outcome is remembered, in market time.
    static let memory = ISODuration(seconds: 24 * 3600)

    private let requestID: String
    private let digest: String

    /// The place of one call in the log.
    init<Request: MarketRequest>(of request: Request, in context: CallContext) throws {
        requestID = context.requestID.lowercased()
        digest = Self.digest(try "\(Request.self) " + JSONText.encode(request))
    }

    /// What was remembered of the answer when the call came before; nil when it is new.
    ///
    /// - Throws: The refusal, where it was refused.
    func recall<Answer: Codable>(
        _ type: Answer.Type,
        on connection: ReadConnection,
        at now: Timestamp
    ) throws -> Answer? {
        let remembered = try connection.row(
            "SELECT outcome FROM request_log WHERE request_id = ? AND digest = ? AND recorded_at > ?",
            [.text(requestID), .text(digest), SQLValue(now.adding(Self.memory, times: -1))]
        )
        guard let outcome: Outcome<Answer> = try remembered?.json("outcome") else { return nil }
        if let refusal = outcome.refusal { throw refusal }
        return outcome.answer
    }

    /// Remembers an answer, or what it is found by.
    func remember(answer: some Codable, on connection: WriteConnection, at now: Timestamp) throws {
        try remember(Outcome(answer: answer, refusal: nil), on: connection, at: now)
    }

    /// Remembers a refusal.
    func remember(refusal: MarketError, on connection: WriteConnection, at now: Timestamp) throws {
        try remember(Outcome<String>(answer: nil, refusal: refusal), on: connection, at: now)
    }

    private func remember(_ outcome: Outcome<some Codable>, on connection: WriteConnection, at now: Timestamp) throws {
        // One moment's at a time: no write pays for a day, and no database reads the table for what few are left of.
        try connection.send(
            """
            DELETE FROM request_log
            WHERE recorded_at = (SELECT MIN(recorded_at) FROM request_log WHERE recorded_at <= ?)
            """,
            [SQLValue(now.adding(Self.memory, times: -1))]
        )
        try connection.send(
            """
            INSERT INTO request_log (request_id, digest, recorded_at, outcome) VALUES (?, ?, ?, ?)
            ON CONFLICT (request_id, digest) DO UPDATE SET recorded_at = excluded.recorded_at, outcome = excluded.outcome
            """,
            [.text(requestID), .text(digest), SQLValue(now), try .json(outcome)]
        )
    }

    private struct Outcome<Answer: Codable>: Codable {
        let answer: Answer?
        let refusal: MarketError?
    }

    /// FNV-1a in 128 bits. It tells honest calls under one request id apart; nobody gains from a collision with himself.
    static func digest(_ text: String) -> String {
        var text = text
        let hash = text.withUTF8 { bytes in
            bytes.reduce(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d as UInt128) {
                ($0 ^ UInt128($1)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
            }
        }
        return String(hash, radix: 16)
    }
}
