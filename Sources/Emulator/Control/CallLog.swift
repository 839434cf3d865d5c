import PartnerCenterWire
import Synchronization

/// The last thousand calls: what was asked and how it was answered, without bodies and tokens.
final class CallLog: Sendable {
    private static let most = 1000
    private let entries = Mutex<(list: [Entry], total: Int)>(([], 0))

    struct Entry: Sendable, Hashable {
        let method: String
        let target: String
        let status: Int
        let requestID: String?
        let correlationID: String?
    }

    /// Notes an exchange, and hands the answer on.
    func noting(_ request: WireRequest, _ answer: WireResponse) -> WireResponse {
        let entry = Entry(
            method: request.method,
            target: Self.cut(Redaction.target(request.target), to: 2000),
            status: answer.status,
            requestID: request.headers.first(WireHeaders.Name.requestID).map { Self.cut($0, to: 200) },
            correlationID: answer.headers.first(WireHeaders.Name.correlationID).map { Self.cut($0, to: 200) }
        )
        entries.withLock { entries in
            entries.total += 1
            entries.list.append(entry)
            // In halves, so that noting stays cheap.
            if entries.list.count >= 2 * Self.most { entries.list.removeFirst(Self.most) }
        }
        return answer
    }

    /// The first so many bytes of a text.
    private static func cut(_ text: String, to most: Int) -> String {
        text.utf8.count <= most ? text : String(decoding: text.utf8.prefix(most), as: UTF8.self)
    }

    /// The last calls, oldest first, and how many there were in all.
    var last: (entries: [Entry], total: Int) {
        entries.withLock { (Array($0.list.suffix(Self.most)), $0.total) }
    }

    func clear() { entries.withLock { $0 = ([], 0) } }
}

extension CallLog {
    /// The calls as `GET /_compra/log` shows them.
    var json: JSON {
        let (entries, total) = last
        return .object([
            JSON.Member("total", .number(String(total))),
            JSON.Member(
                "calls",
                .list(
                    entries.map { entry in
                        .object([
                            JSON.Member("method", .text(entry.method)), JSON.Member("target", .text(entry.target)),
                            JSON.Member("status", .number(String(entry.status))),
                            JSON.Member("request_id", entry.requestID.map(JSON.text) ?? .null),
                            JSON.Member("correlation_id", entry.correlationID.map(JSON.text) ?? .null),
                        ])
                    }
                )
            ),
        ])
    }
}
