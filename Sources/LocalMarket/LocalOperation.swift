import Commerce
import Database

/// A request that the embedded market answers from its store without changing it.
///
/// Each request type is extended once, in the file of its area; nothing else has to know of it.
protocol LocalRead: MarketRequest {
    /// Answers the request from one snapshot of the store.
    ///
    /// - Throws: ``MarketError`` for a refusal.
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Response
}

/// A request that changes the embedded market.
///
/// Its outcome is remembered with its request id, so the same call made again gets the same answer and acts once
///
protocol LocalWrite: MarketRequest {
    /// Carries the request out within one transaction, which is rolled back when this throws.
    ///
    /// - Parameter ids: Where every id that this makes is drawn from.
    /// - Throws: ``MarketError`` for a refusal.
    func perform(on connection: WriteConnection, _ call: LocalCall, ids: inout IDSequence) throws -> Response

    /// What is remembered of an answer: all of it, unless the store has it anyway.
    associatedtype Remembered: Codable & Sendable = Response
    func remembered(_ answer: Response) -> Remembered

    /// The answer again, as it was given.
    func answer(_ remembered: Remembered, on connection: ReadConnection) throws -> Response
}

extension LocalWrite where Remembered == Response {
    func remembered(_ answer: Response) -> Remembered { answer }
    func answer(_ remembered: Remembered, on connection: ReadConnection) throws -> Response { remembered }
}

/// What an operation knows of the call that it performs.
struct LocalCall: Sendable {
    let context: CallContext

    /// The market's time, one for the whole operation.
    let now: Timestamp
    let settings: MarketSettings
}
