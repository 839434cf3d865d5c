public import Commerce

/// An operation that has a form on the wire, written and read by both ends.
///
/// The client writes ``call`` and reads the answer with ``response(from:)``; the emulator reads ``init(_:)`` and writes
/// the answer with ``answer(_:)``. ``Route/all`` says which paths lead to which operation.
public protocol WireOperation: MarketRequest {
    /// Reads the request of a call that came in.
    ///
    /// - Throws: ``WireFault`` for what can't be read.
    init(_ call: IncomingCall) throws

    /// The call that asks for this.
    ///
    /// - Throws: ``WireFault`` for a continuation that no page gave out.
    var call: WireCall { get throws }

    /// Reads the answer of a call that succeeded.
    ///
    /// - Throws: ``WireFault`` for a body that is malformed or cut off.
    func response(from answer: WireResponse) throws -> Response

    /// Writes the answer of a call that succeeded.
    ///
    /// - Throws: ``WireFault`` for a continuation that is none of the wire's.
    func answer(_ response: Response) throws -> WireResponse
}
