/// An answer as HTTP has it.
public struct WireResponse: Sendable, Hashable {
    public var status: Int
    public var headers: WireHeaders
    public var body: [UInt8]

    public init(status: Int, headers: WireHeaders = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// An answer with a JSON body, as the service writes it (3.2).
    init(status: Int, json: JSON, headers: WireHeaders = [:]) {
        self.init(status: status, headers: headers, body: json.bytes)
        self.headers[WireHeaders.Name.contentType] = "application/json; charset=utf-8"
    }

    /// The body as JSON.
    ///
    /// - Throws: ``WireFault`` for a body that isn't.
    var json: JSON {
        get throws { try JSON(body) }
    }

    /// The body as an object with members.
    var fields: Fields {
        get throws { try Fields(json, at: "") }
    }

    public var isSuccess: Bool { (200..<300).contains(status) }
}
