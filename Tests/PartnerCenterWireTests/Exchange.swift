import Commerce
import FoundationEssentials
import PartnerCenterWire
import Testing

/// A request with an answer to it.
struct Exchange<Request: WireOperation> {
    let request: Request
    let response: Request.Response

    init(_ request: Request, _ response: Request.Response) {
        self.request = request
        self.response = response
    }
}

/// An exchange of any operation.
protocol Exchanged {
    var operation: Commerce.Operation { get }

    /// The request as the client writes it.
    func sent() throws -> WireRequest

    /// The answer as the emulator writes it.
    func answered() throws -> WireResponse

    /// Expects that a request that came in is this one.
    func expectSame(_ request: any WireOperation, _ comment: Comment) throws

    /// Expects that an answer that came in is this one.
    func expectSame(_ answer: WireResponse, _ comment: Comment) throws
}

extension Exchange: Exchanged {
    var operation: Commerce.Operation { request.operation }

    func sent() throws -> WireRequest {
        try WireRequest(request, in: CallContext(requestID: "r", correlationID: "c", locale: "de-DE"))
    }

    func answered() throws -> WireResponse { try request.answer(response) }

    func expectSame(_ other: any WireOperation, _ comment: Comment) throws {
        let other = try #require(other as? Request, comment)
        #expect(try text(other) == text(request), comment)
    }

    func expectSame(_ answer: WireResponse, _ comment: Comment) throws {
        #expect(try text(request.response(from: answer)) == text(response), comment)
    }

    /// Every member of a value, for values that have no equality.
    private func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
