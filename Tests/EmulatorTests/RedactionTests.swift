import Emulator
import PartnerCenterWire
import Synchronization
import Testing

/// What nobody may see of the calls that pass: in recordings and in the log.
@Suite("Redaction")
struct RedactionTests {
    private let lines = Lines()
    private static let secret = "s3cr3t"

    private final class Lines: Sendable {
        private let bytes = Mutex<[UInt8]>([])
        var recording: Recording { Recording { line in self.bytes.withLock { $0 += line } } }
        var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
    }

    /// A recorded emulator before a service that answers with the body that it gets, and says of what kind it is.
    private func peer(isCharged: Bool = false, headers: WireHeaders = [:]) async throws -> Peer {
        var options = Emulator.Options()
        options.relay = Relay(
            isCharged: isCharged,
            agree: { _, _ in },
            send: { request, _ in
                var answer = WireResponse(status: 200, headers: headers, body: request.body ?? [])
                answer.headers["Content-Type"] = request.headers["X-Kind"]
                return answer
            }
        )
        options.recording = lines.recording
        return try await Peer(options: options)
    }

    @Test("a body shows no secret, whatever it is, and the same call is known again by the rest")
    func kept() async throws {
        let bodies = [
            #"{"password":"s3cr3t","kept":1}"#, #"{"a":[{"clientSecret":"s3cr3t"}],"kept":1}"#,
            #"{"Access-Token":{"a":"s3cr3t"},"kept":1}"#, "client_secret=s3cr3t&kept=1",
            "kept=1&client%5Fsecret=s3cr3t", "kept=1&client_assertion=s3cr3t&Device_Code=s3cr3t&code=s3cr3t",
        ]
        let peer = try await peer()
        for body in bodies { _ = try await peer.call("POST", "/v1/new", body: body) }
        #expect(!lines.text.contains(Self.secret), "\(lines.text)")
        #expect(lines.text.split(separator: "kept").count == 1 + 2 * bodies.count)
        let replayed = try await Peer(replay: Replay(lines: lines.text.utf8))
        for body in bodies {
            #expect(try await replayed.call("POST", "/v1/new", body: body).status == 200, "\(body)")
            let other = body.replacing("kept", with: "other")
            #expect(try await replayed.call("POST", "/v1/new", body: other).status == 404, "\(body)")
        }
    }

    @Test("a body that can't be looked through is left out, and the recording says so")
    func leftOut() async throws {
        let bodies = [
            #"{"password":"s3cr3t",}"#, #"{"password":"a=s3cr3t""#, #""password=s3cr3t"!"#,
            "<password>s3cr3t</password>", "s3cr3t", "name=ada&s3cr3t", "a b=s3cr3t\n",
            String(repeating: "[", count: 70) + #"{"password":"s3cr3t"}"#,
        ]
        let peer = try await peer()
        for kind in ["", "application/json", "text/html"] {
            for body in bodies { _ = try await peer.call("POST", "/v1/new", headers: ["X-Kind": kind], body: body) }
        }
        #expect(!lines.text.contains(Self.secret), "\(lines.text)")
        #expect(lines.text.split(separator: "left out").count == 1 + 2 * 3 * bodies.count)
        let replayed = try await Peer(replay: Replay(lines: lines.text.utf8))
        #expect(try await replayed.call("POST", "/v1/new", body: bodies[0]).status == 200)
    }

    @Test("a document is recorded byte for byte")
    func document() async throws {
        let document = "%PDF {\"password\":\"kept\",}"
        let kinds = ["application/pdf", "application/octet-stream", "text/csv; charset=utf-8"]
        let peer = try await peer()
        for kind in kinds { _ = try await peer.call("GET", "/v1/\(kind)", headers: ["X-Kind": kind], body: document) }
        let replayed = try await Peer(replay: Replay(lines: lines.text.utf8))
        for kind in kinds {
            let again = try await replayed.call("GET", "/v1/\(kind)", body: document)
            #expect(again.body == Array(document.utf8), "\(kind)")
        }
    }

    @Test(
        "a target shows no secret of its query, in the recording, in a refusal and in the log",
        arguments: [false, true]
    )
    func target(isCharged: Bool) async throws {
        let peer = try await peer(isCharged: isCharged)
        let names = [
            "client_secret", "Access_Token", "refresh%5Ftoken", "id_token", "client_assertion", "code", "device_code",
        ]
        let secrets = names.map { "\($0)=s3cr3t%20" }.joined(separator: "&")
        let target = "/v1/new?size=2&\(secrets)?password=s3cr3t&last=3"
        let answer = try await peer.call("POST", target)
        #expect(answer.status == (isCharged ? 403 : 200))
        let log = String(decoding: try await peer.call("GET", "/_compra/log").body, as: UTF8.self)
        for text in [lines.text, log, String(decoding: answer.body, as: UTF8.self)] {
            #expect(!text.contains(Self.secret), "\(text)")
        }
        for text in [lines.text, log] {
            for word in ["size=2", "refresh%5Ftoken=", "last=3"] { #expect(text.contains(word)) }
        }
        let replayed = try await Peer(replay: Replay(lines: lines.text.utf8))
        #expect(try await replayed.call("POST", target).status == answer.status)
    }

    @Test("a place that an answer names shows no secret of its query")
    func location() async throws {
        let place = "https://blobs.example/sheet?sv=1&sig=s3cr3t"
        _ = try await peer(headers: ["Location": place]).call("GET", "/v1/new")
        #expect(lines.text.contains("sv=1"))
        #expect(!lines.text.contains(Self.secret))
    }
}
