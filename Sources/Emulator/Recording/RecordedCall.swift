import Commerce
import FoundationEssentials
import PartnerCenterWire

/// One call with its answer, as a line of a recording keeps it: without the token that it came with, and without secrets.
struct RecordedCall: Sendable, Hashable {
    let method: String
    let target: String

    /// Which page of a list is asked for (3.4); nil where no header says it.
    let continuation: String?
    let body: [UInt8]
    let answer: WireResponse

    init(_ request: WireRequest, _ answer: WireResponse) {
        method = request.method.uppercased()
        target = Redaction.target(request.target)
        continuation = request.headers[WireHeaders.Name.continuationToken]
        body = Redaction.body(request.body ?? [])
        self.answer = WireResponse(
            status: answer.status,
            headers: WireHeaders(
                answer.headers.fields.compactMap { field in
                    Self.left.contains(field.name.lowercased())
                        ? nil : (name: field.name, value: Redaction.target(field.value))
                }
            ),
            body: Redaction.body(answer.body, isDocument: Self.isDocument(answer))
        )
    }

    /// Whether another call asks for the same: ids and tokens make no difference, nor does the case of the path.
    func isSame(as other: RecordedCall) -> Bool {
        method == other.method && target.lowercased() == other.target.lowercased()
            && continuation == other.continuation && body == other.body
    }

    /// The headers that say something about the exchange rather than about the answer, or hold a secret.
    private static let left: Set = [
        "authorization", "connection", "content-length", "date", "keep-alive", "ms-correlationid", "ms-cv",
        "ms-requestid", "ms-serverid", "set-cookie", "transfer-encoding",
    ]

    /// Statements and sheets.
    private static func isDocument(_ answer: WireResponse) -> Bool {
        let kind = answer.headers[WireHeaders.Name.contentType]?.prefix { $0 != ";" && $0 != " " }.lowercased()
        return ["application/octet-stream", "application/pdf", "application/zip", "text/csv"].contains(kind)
    }
}

extension RecordedCall {
    /// The call as one line of JSON. A body that is no text is Base64.
    var line: [UInt8] {
        let headers = answer.headers.fields.map { JSON.Member($0.name, .text($0.value)) }
        let asked = [
            JSON.Member("method", .text(method)), JSON.Member("target", .text(target)),
            continuation.map { JSON.Member("continuation", .text($0)) },
            JSON.Member("body", .text(String(decoding: body, as: UTF8.self))),
        ]
        let answered = [
            JSON.Member("status", .number(String(answer.status))), JSON.Member("headers", .object(headers)),
            answer.body.text.map { JSON.Member("answer", .text($0)) }
                ?? JSON.Member("answer_base64", .text(Data(answer.body).base64EncodedString())),
        ]
        return JSON.object(asked.compactMap { $0 } + answered).bytes + [UInt8(ascii: "\n")]
    }

    /// Reads a line.
    ///
    /// - Throws: ``WireFault`` for one that is none.
    init(line: some Sequence<UInt8>) throws {
        let json = try JSON(line)
        guard let method = json["method"]?.scalar, let target = json["target"]?.scalar,
            let status = json["status"]?.scalar.flatMap({ Int($0) }), (100...599).contains(status),
            let answer = json["answer"]?.scalar.map({ Array($0.utf8) })
                ?? json["answer_base64"]?.scalar.flatMap({ Data(base64Encoded: $0) }).map({ Array($0) })
        else { throw WireFault("the line", "a call with its answer is expected") }
        var headers: [(name: String, value: String)] = []
        if case .object(let members)? = json["headers"] {
            headers = members.compactMap { member in member.value.scalar.map { (member.name, $0) } }
        }
        self.method = method
        self.target = target
        continuation = json["continuation"]?.scalar
        body = json["body"]?.scalar.map { Array($0.utf8) } ?? []
        self.answer = WireResponse(status: status, headers: WireHeaders(headers), body: answer)
    }
}

extension [UInt8] {
    /// The bytes as text; nil for what is none.
    fileprivate var text: String? { String(validating: self, as: UTF8.self) }
}
