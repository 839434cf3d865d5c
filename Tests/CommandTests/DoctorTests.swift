import Commerce
import Foundation
import PartnerCenter
import PartnerCenterWire
import Synchronization
import Testing

@testable import CompraCommand

/// Every finding, with its fix.
@Suite(.timeLimit(.minutes(30))) struct DoctorTests {
    private let place: Workplace
    private static let now = Timestamp(secondsSince1970: 1_790_000_000)

    init() throws {
        place = try Workplace()
    }

    /// What is found where hosts answer as a function says, and well where that says nothing.
    private func findings(
        refreshToken: String? = "r",
        _ answer: @escaping @Sendable (_ url: String, _ form: WireQuery) throws -> WireResponse?
    ) async -> [String: DoctorReport.Finding] {
        let remote = RemoteMarket(
            .live,
            as: Credentials(
                cloud: .global,
                tenant: "t",
                clientID: "a",
                proof: .secret(Secret("s")),
                refreshToken: refreshToken.map(Secret.init)
            ),
            tokenFile: place.file("tokens.json"),
            over: AnsweringTransport(answer: answer),
            on: Console(verbosity: .quiet, mayColour: false)
        )
        let findings = await Doctor(remote: remote, now: { Self.now }).examine(DoctorReport()).findings
        for finding in findings { #expect(finding.ok == (finding.fix == nil), "\(finding.subject)") }
        return Dictionary(findings.map { ($0.subject, $0) }, uniquingKeysWith: { $1 })
    }

    private static func refused(_ status: Int, _ body: String) -> WireResponse {
        WireResponse(status: status, body: Array(body.utf8))
    }

    @Test func `nothing, where all is well`() async {
        let found = await findings { _, _ in nil }
        #expect(
            Set(found.keys)
                == ["authority", "reach", "clock", "app token", "user token", "customers", "invoices"]
        )
        #expect(found.values.filter { !$0.ok }.map(\.message) == [])
        #expect(found["user token"]?.message.contains("ada@contoso.com") == true)
    }

    @Test func `the authority can't be reached`() async {
        let found = await findings { url, _ in
            if url.contains("login.") { throw TransportFailure(wasSent: false, "no route") }
            return nil
        }
        #expect(found["authority"]?.fix?.contains("network") == true)
        #expect(found["reach"]?.ok == true)
        #expect(found["app token"] == nil, "what can't be looked at is not guessed")
    }

    @Test func `the API can't be reached`() async {
        let found = await findings { url, _ in
            if url.contains("api.") { throw TransportFailure(wasSent: false, "no route") }
            return nil
        }
        #expect(found["reach"]?.fix?.contains("network") == true)
        #expect(found["user token"]?.ok == true)
        #expect(found["customers"] == nil)
    }

    @Test(arguments: [(-61, "ahead of"), (61, "behind"), (3600, "behind")])
    func `the clock is wrong`(seconds: Int64, word: String) async {
        let found = await findings { _, form in
            guard form["grant_type"] == nil else { return nil }
            let date = Date(timeIntervalSince1970: Double(Self.now.secondsSince1970 + seconds))
            let format = DateFormatter()
            format.locale = Locale(identifier: "en_US_POSIX")
            format.timeZone = TimeZone(identifier: "GMT")
            format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
            return WireResponse(status: 200, headers: ["Date": format.string(from: date)])
        }
        #expect(found["clock"]?.message == "\(abs(seconds)) s \(word) the service's")
        #expect(found["clock"]?.fix?.contains("ntp") == true)
    }

    @Test func `the app's secret is refused`() async {
        let found = await findings { _, form in
            form["grant_type"] == "client_credentials" ? Self.refused(401, #"{"error":"invalid_client"}"#) : nil
        }
        #expect(found["app token"]?.message.contains("invalid_client") == true)
        #expect(found["app token"]?.fix?.contains("client_secret") == true)
    }

    @Test(arguments: [429, 503]) func `the authority is busy, which is told at once`(status: Int) async {
        let questions = Mutex(0)
        let found = await findings { _, form in
            guard form["grant_type"] != nil else { return nil }
            questions.withLock { $0 += 1 }
            return WireResponse(status: status, headers: ["Retry-After": "3600"])
        }
        for subject in ["app token", "user token"] {
            #expect(found[subject]?.message.contains("\(status)") == true)
            #expect(found[subject]?.fix?.contains("later") == true)
        }
        #expect(questions.withLock { $0 } == 2)
    }

    @Test func `nobody has signed in`() async {
        let found = await findings(refreshToken: nil) { _, _ in nil }
        #expect(found["user"]?.fix == "compra auth login --market live")
    }

    @Test func `the user's consent is gone`() async {
        let found = await findings { _, form in
            form["grant_type"] == "refresh_token" ? Self.refused(400, #"{"error":"invalid_grant"}"#) : nil
        }
        #expect(found["user token"]?.fix == "compra auth login --market live")
    }

    @Test(arguments: [("customers", "/customers", "admin agent"), ("invoices", "/invoices/summaries", "billing")])
    func `the user lacks a role`(subject: String, path: String, role: String) async {
        let found = await findings { url, _ in
            url.hasSuffix(path) ? Self.refused(403, #"{"code":900150,"description":"no"}"#) : nil
        }
        #expect(found[subject]?.fix?.contains(role) == true)
        #expect(found.values.count { !$0.ok } == 1)
    }

    @Test func `others can read the tokens`() async throws {
        try place.write("tokens.json", "{}")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: place.file("tokens.json"))
        let found = await findings { _, _ in nil }
        #expect(found["token file"]?.fix?.contains("rm ") == true)
    }

    @Test func `1: credentials that can't be used are a finding, too, each with its fix, as JSON and to people`()
        async throws
    {
        try place.write("key.pem", "-----BEGIN PRIVATE KEY-----")
        let cases: [(name: String, text: String?, mode: Int, fix: String)] = [
            ("missing", nil, 0o600, "write {"),
            ("open", "{}", 0o644, "chmod 600"),
            ("broken", "{", 0o600, "write {"),
            ("of no account", #"{"tenant":"t","client_id":"a"}"#, 0o600, #"add "account""#),
            ("of the sandbox", #"{"account":"sandbox","tenant":"t","client_id":"a"}"#, 0o600, "--market sandbox"),
            (
                "with an open key",
                #"{"account":"live","tenant":"t","client_id":"a","certificate":"key.pem","private_key":"key.pem"}"#,
                0o600, "chmod 600 key.pem"
            ),
        ]
        for (name, text, mode, fix) in cases {
            if let text {
                try place.write("app.json", text)
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: place.file("app.json"))
            }
            let environment = ["COMPRA_CREDENTIALS": "app.json"]
            let outcome = try await place.compra("doctor", "--json", environment: environment)
            #expect(outcome.code == 1)
            let finding = try #require((outcome.json()["findings"] as? [[String: Any]])?.first)
            #expect(finding["subject"] as? String == "credentials" && finding["ok"] as? Bool == false)
            #expect((finding["fix"] as? String)?.contains(fix) == true, "\(name): \(outcome.output)")
            #expect(try await place.compra("doctor", environment: environment).output.contains("   fix: "))
        }
    }
}

/// Answers as a function says, and else as a service where all is well.
private struct AnsweringTransport: Transport {
    let answer: @Sendable (_ url: String, _ form: WireQuery) throws -> WireResponse?

    func send(_ request: WireRequest, to origin: String) async throws -> WireResponse {
        let url = origin + request.target.prefix { $0 != "?" }
        if let answer = try answer(url, WireQuery(String(decoding: request.body ?? [], as: UTF8.self))) {
            return answer
        }
        // {"upn":"ada@contoso.com"}
        let token = #"{"access_token":"e30.eyJ1cG4iOiJhZGFAY29udG9zby5jb20ifQ.x","expires_in":"3600"}"#
        return WireResponse(
            status: 200,
            headers: ["Date": "Mon, 21 Sep 2026 14:13:20 GMT"],
            body: Array((url.hasSuffix("/token") ? token : #"{"items":[]}"#).utf8)
        )
    }
}
