import Foundation
import Testing

/// Everything that commands print and write is looked through for everything that nobody may see.
@Suite(.timeLimit(.minutes(30))) struct SecretOutputTests {
    private let place: Workplace

    init() throws {
        place = try Workplace()
    }

    /// The texts that are secret: what apps prove themselves with, and what a cache of tokens holds.
    private func secrets(of apps: [String]) throws -> Set<String> {
        var secrets: Set = ["compra-device-code", "a-wrong-secret"]
        for app in apps {
            let json = try #require(JSONSerialization.jsonObject(with: Data(app.utf8)) as? [String: String])
            secrets.formUnion([json["client_secret"], json["refresh_token"]].compactMap { $0 })
        }
        let cache = try Data(contentsOf: URL(fileURLWithPath: place.file(".cache/compra/tokens.json")))
        let entries = try #require(JSONSerialization.jsonObject(with: cache) as? [String: [String: Any]])
        for entry in entries.values {
            secrets.formUnion([entry["access"], entry["refresh"]].compactMap { $0 as? String })
        }
        return secrets
    }

    /// The files here by their paths, but for those of credentials and tokens.
    private func files() throws -> [String: String] {
        let kept = ["app.json", "origin.json", "wrong.json", "tokens.json", "key.pem", "emulator.json", "proxy.json"]
        var files: [String: String] = [:]
        let paths = try #require(FileManager.default.enumerator(atPath: place.folder.path))
        for case let path as String in paths where !kept.contains((path as NSString).lastPathComponent) {
            if let data = FileManager.default.contents(atPath: place.file(path)) {
                files[path] = String(decoding: data, as: UTF8.self)
            }
        }
        return files
    }

    @Test func `no secret is in an output, a log, a recording, an error or a file but those of credentials and tokens`()
        async throws
    {
        let origin = try await place.serve("--verbose")
        let proxy = try await place.serve("--market", origin.url, "--record", "calls.jsonl", "--verbose")
        defer { for emulator in [origin, proxy] { emulator.command.interrupt() } }
        try place.keep("app.json", proxy.app)
        try place.keep("origin.json", origin.app)
        let app = try #require(JSONSerialization.jsonObject(with: Data(proxy.app.utf8)) as? [String: String])
        var wrong = app
        wrong["client_secret"] = "a-wrong-secret"
        try place.keep("wrong.json", String(decoding: JSONEncoder().encode(wrong), as: UTF8.self))
        var certified = app
        (certified["client_secret"], certified["refresh_token"]) = (nil, nil)
        (certified["certificate"], certified["private_key"]) = ("key.pem", "key.pem")
        let made = try await place.shell(
            "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=a -keyout key -out cert && cat key cert > key.pem "
                + "&& rm key cert && chmod 600 key.pem"
        )
        #expect(made.code == 0)
        try place.keep("certified.json", String(decoding: JSONEncoder().encode(certified), as: UTF8.self))
        try place.write("script.lua", Scripts.server)

        var told: [(what: String, text: String)] = []
        func compra(_ arguments: String..., as credentials: String = "app.json", code: Int32 = 0) async throws {
            let environment = ["COMPRA_CREDENTIALS": credentials]
            let outcome = try await place.start(arguments + ["--verbose"], environment: environment).outcome()
            #expect(outcome.code == code, "\(arguments): \(outcome.error)")
            told.append(("\(arguments)", outcome.output + outcome.error))
        }
        let url = proxy.url
        // First those that get no token, while none is kept.
        try await compra("doctor", "--market", url, as: "wrong.json", code: 1)
        try await compra("run", "script.lua", "--market", url, as: "wrong.json", code: 4)
        try await compra("doctor", "--market", url, as: "certified.json", code: 1)
        try await compra("run", "script.lua", "--market", url)
        try await compra("run", "script.lua", "--market", url, "--json")
        try await proxy.control("faults", #"{"path": "/checkout", "status": 403, "code": 800023}"#)
        try await compra("run", "script.lua", "--market", url, code: 1)
        try await compra("plan", "script.lua", "--market", url)
        try await compra("doctor", "--market", url, "--json")
        // A proxy makes nobody's consent up, the service itself does.
        try await compra("auth", "login", "--market", origin.url, "--json", as: "origin.json")
        try await compra("auth", "status", "--market", url)
        try await compra("market", "import", "--from", url, "--country", "US")
        let secrets = try secrets(of: [origin.app, proxy.app])
        try await compra("auth", "logout", "--market", url, "--json")
        for emulator in [origin, proxy] { told.append(("serve", try emulator.command.errorSoFar())) }

        #expect(secrets.count >= 7, "\(secrets.count)")
        #expect(told.contains { $0.text.contains("ask for a token") }, "there is a log")
        let files = try files()
        #expect(files["calls.jsonl"]?.contains("/checkout") == true, "there is a recording")
        for (what, text) in told + files.map({ ("the file \($0)", $1) }) {
            for secret in secrets { #expect(!text.contains(secret), "\(what) shows a secret") }
            // Tokens and assertions begin so, also those that no cache holds.
            #expect(!text.contains("eyJ"), "\(what) shows a token")
            #expect(!text.contains("Bearer "), "\(what)")
            #expect(!text.contains("PRIVATE KEY"), "\(what)")
        }
    }
}
