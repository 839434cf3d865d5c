import Foundation
import Testing

/// `compra serve` between a client and a service, which is another `compra serve` here.
@Suite(.timeLimit(.minutes(30))) struct ServeProxyTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
    }

    private func purchase(at url: String, _ app: String) async throws -> Outcome {
        try place.keep("client.json", app)
        try place.write("script.lua", Scripts.server)
        let environment = ["COMPRA_CREDENTIALS": "client.json"]
        return try await place.start(["run", "script.lua", "--market", url], environment: environment).outcome()
    }

    @Test func `a purchase is recorded as it passed, without secrets, and is made again from the recording`()
        async throws
    {
        // Whose price lists a client's prices come from.
        try await place.compra("market", "init")
        let service = try await place.serve("--seed", "7")
        defer { service.command.interrupt() }
        try place.keep("service.json", service.app)
        let proxy = try await place.serve(
            "--market",
            service.url,
            "--record",
            "calls.jsonl",
            environment: ["COMPRA_CREDENTIALS": "service.json"]
        )
        let outcome = try await purchase(at: proxy.url, proxy.app)
        #expect(outcome.code == 0, "\(outcome.error)")
        proxy.command.interrupt()
        #expect(try await proxy.command.outcome().code == 0)

        let recording = try String(contentsOfFile: place.file("calls.jsonl"), encoding: .utf8)
        #expect(recording.contains("/checkout"))
        for app in [service.app, proxy.app] {
            let secrets = try #require(JSONSerialization.jsonObject(with: Data(app.utf8)) as? [String: String])
            for name in ["client_secret", "refresh_token"] { #expect(!recording.contains(secrets[name] ?? "-")) }
        }
        #expect(!recording.contains("Bearer"))
        let mode = try FileManager.default.attributesOfItem(atPath: place.file("calls.jsonl"))[.posixPermissions]
        #expect(mode as? Int == 0o600)

        let replay = try await place.serve("--replay", "calls.jsonl")
        defer { replay.command.interrupt() }
        let again = try await purchase(at: replay.url, replay.app)
        #expect(again.code == 0, "\(again.error)")
        #expect(again.output == outcome.output)
    }

    @Test func `a live purchase through the proxy is declined once, and agreed to by --yes`() async throws {
        let service = try await place.serve("--seed", "7")
        defer { service.command.interrupt() }
        try place.keep("live.json", service.credentials(of: "live"))
        let live = ["COMPRA_CREDENTIALS": "live.json"]
        try await place.compra("market", "init")
        try await place.compra(
            "market",
            "import",
            "--from",
            "live",
            "--view",
            "software",
            environment: live
        )
        let careful = try await place.serve("--market", "live", environment: live)
        let declined = try await purchase(at: careful.url, careful.app)
        #expect(declined.code != 0)
        #expect(declined.error.contains("access_denied") || declined.error.contains("403"), "\(declined.error)")
        careful.command.interrupt()
        let told = try await careful.command.outcome().error
        #expect(told.components(separatedBy: "931.00 USD each").count == 2, "\(told)")

        let agreed = try await place.serve("--market", "live", "--yes", environment: live)
        defer { agreed.command.interrupt() }
        let outcome = try await purchase(at: agreed.url, agreed.app)
        #expect(outcome.code == 0, "\(outcome.error)")
    }

    @Test func `an account is not opened to other machines`() async throws {
        let outcome = try await place.compra("serve", "--market", "sandbox", "--host", "0.0.0.0", "--port", "0")
        #expect(outcome.code == 64)
        #expect(outcome.error.contains("--host"))
    }

    @Test func `any configured app buys, also by its certificate, and a file that others read is refused`()
        async throws
    {
        let made = try await place.shell(
            "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out app.pem -days 2 -subj /CN=compra 2>/dev/null"
        )
        #expect(made.code == 0)
        let app = #""client_id": "second-app", "client_secret": "s3cret", "refresh_token": "r3fresh""#
        try place.write("apps.json", #"[{\#(app), "certificate": "app.pem"}]"#)
        let refused = try await place.compra("serve", "--seed", "1", "--port", "0", "--apps", "apps.json")
        #expect(refused.code == 64)
        #expect(refused.error.contains("chmod 600"))

        try place.keep("apps.json", #"[{\#(app), "certificate": "app.pem"}]"#)
        try await place.compra("market", "init")
        let emulator = try await place.serve("--seed", "1", "--apps", "apps.json")
        defer { emulator.command.interrupt() }
        let tenant = try #require(JSONSerialization.jsonObject(with: Data(emulator.app.utf8)) as? [String: String])
        let client = #"{"tenant": "\#(tenant["tenant"] ?? "")", "client_id": "second-app", "refresh_token": "r3fresh","#
        let secret = try await purchase(at: emulator.url, client + #""client_secret": "s3cret"}"#)
        #expect(secret.code == 0, "\(secret.error)")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: place.file("key.pem"))
        let certificate = #""certificate": "app.pem", "private_key": "key.pem"}"#
        let proven = try await purchase(at: emulator.url, client + certificate)
        #expect(proven.code == 0, "\(proven.error)")
    }

    @Test func `a second Ctrl-C ends it at once`() async throws {
        let emulator = try await place.serve("--seed", "1")
        try await emulator.control("faults", #"{"delay_ms": 600000, "path": "/held"}"#)
        let caller = try RunningCommand(
            ["-s", "\(emulator.url)/v1/held"],
            of: URL(fileURLWithPath: "/usr/bin/curl"),
            in: place.folder,
            environment: [:],
            files: place.folder
        )
        while try await emulator.read("faults").contains("held") { try #require(caller.isRunning) }
        emulator.command.interrupt()
        while (try await place.shell("curl -s \(emulator.url)/_compra/health")).code == 0 {}
        #expect(emulator.command.isRunning)
        emulator.command.interrupt()
        #expect(try await emulator.command.outcome().code == 130)
        _ = try await caller.outcome()
    }

    @Test func `R-65: a write that is made again after a restart gets the first answer`() async throws {
        try place.write("script.lua", Scripts.server)
        var carts: [String] = []
        for _ in 0..<2 {
            let emulator = try await place.serve()
            let app = try #require(JSONSerialization.jsonObject(with: Data(emulator.app.utf8)) as? [String: String])
            let form = ["client_id", "client_secret", "refresh_token"].map { "-d \($0)='\(app[$0] ?? "")'" }
            let made = try await place.shell(
                """
                token=$(curl -sf \(emulator.url)/common/oauth2/token -d grant_type=refresh_token \
                    \(form.joined(separator: " ")) -d resource=https://api.partnercenter.microsoft.com \
                    | sed -E 's/.*"access_token":"([^"]*).*/\\1/')
                call() { curl -sf -H "Authorization: Bearer $token" "$@"; }
                customer=$(call \(emulator.url)/v1/customers | sed -E 's/.*"items":\\[\\{"id":"([^"]*).*/\\1/')
                call \(emulator.url)/v1/customers/$customer/carts -H 'MS-RequestId: 66666666-2222-4333-8444-555555555555' \
                    -d '{"lineItems":[{"catalogItemId":"a:b:c","quantity":1,"billingCycle":"one_time"}]}'
                """
            )
            #expect(made.code == 0, "\(made.error)")
            carts.append(made.output)
            emulator.command.interrupt()
            #expect(try await emulator.command.outcome().code == 0)
        }
        #expect(carts[0] == carts[1])
        #expect(carts[0].contains("\"id\""))
    }
}
