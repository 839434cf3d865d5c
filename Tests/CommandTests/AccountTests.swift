import Testing

/// Live and sandbox have one address: only the credentials decide which of them is charged.
@Suite(.timeLimit(.minutes(30))) struct AccountTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write("script.lua", "return 1")
    }

    private func run(_ market: String, _ credentials: String) async throws -> Outcome {
        try place.keep("app.json", credentials)
        return try await place.compra(
            "run",
            "script.lua",
            "--market",
            market,
            environment: ["COMPRA_CREDENTIALS": "app.json"]
        )
    }

    @Test(
        "4: credentials of another account than the market's are refused, and so are those that don't say",
        arguments: [("live", "sandbox"), ("sandbox", "live"), ("live", nil), ("sandbox", nil), ("live", "test")]
    )
    func refused(market: String, account: String?) async throws {
        let named = account.map { #""account": "\#($0)", "# } ?? ""
        let outcome = try await run(market, #"{\#(named)"tenant": "t", "client_id": "a", "client_secret": "s"}"#)
        #expect(outcome.code == 4)
        #expect(outcome.error.contains("app.json"))
        let remedy =
            switch account {
            case nil: #"add "account": "live" where its purchases are charged"#
            case "test": "live or sandbox"
            case let account?: "--market \(account)"
            }
        #expect(outcome.error.contains(remedy), "\(outcome.error)")
    }

    @Test("its own account's are taken", arguments: ["live", "sandbox"])
    func taken(market: String) async throws {
        let outcome = try await run(
            market,
            #"{"account": "\#(market)", "tenant": "t", "client_id": "a", "client_secret": "s"}"#
        )
        #expect(outcome.code == 0, "\(outcome.error)")
    }

    @Test(
        "4: no secret goes to a URL that its credentials aren't of",
        arguments: [
            (#""account": "live", "#, "--market live"), (#""account": "sandbox", "#, "--market sandbox"),
            (#""account": "live", "url": "http://127.0.0.1:9", "#, "--market live"),
            (#""url": "http://127.0.0.1:90", "#, "is of http://127.0.0.1:90"),
            (#""url": "http://127.0.0.1.example:9", "#, "is of http://127.0.0.1.example:9"),
            (#""cloud": "china", "#, "is of https://partner.partnercenterapi.microsoftonline.cn"),
        ]
    )
    func elsewhere(named: String, words: String) async throws {
        let outcome = try await run("http://127.0.0.1:9", Self.app(named))
        #expect(outcome.code == 4)
        for word in ["app.json", words, "compra serve --json"] { #expect(outcome.error.contains(word)) }
    }

    @Test(
        "4: credentials that don't say where they are of stay on this machine",
        arguments: ["https://emulator.example", "http://127.0.0.1:9@emulator.example", "https://127.0.0.1.example"]
    )
    func unnamed(market: String) async throws {
        let outcome = try await run(market, Self.app(""))
        #expect(outcome.code == 4)
        #expect(outcome.error.contains(#"add "url": "\#(market)" to it"#), "\(outcome.error)")
    }

    @Test(
        "an emulator's own are taken",
        arguments: [
            ("http://127.0.0.1:9", ""), ("http://localhost:9", ""), ("https://[::1]:9", ""),
            ("http://127.0.0.1:9/", #""url": "http://127.0.0.1:9", "#),
            ("https://emulator.example", #""url": "https://Emulator.example/", "#),
        ]
    )
    func emulator(market: String, named: String) async throws {
        let outcome = try await run(market, Self.app(named))
        #expect(outcome.code == 0, "\(outcome.error)")
    }

    @Test(
        "64: the service itself is no emulator, where nobody would be asked before a charge",
        arguments: [
            "https://api.partnercenter.microsoft.com", "https://API.PartnerCenter.microsoft.com.:443/",
            "https://partner.partnercenterapi.microsoftonline.cn",
        ]
    )
    func service(market: String) async throws {
        let outcome = try await run(market, Self.app(""))
        #expect(outcome.code == 64)
        #expect(outcome.error.contains("--market live"), "\(outcome.error)")
    }

    private static func app(_ named: String) -> String {
        #"{\#(named)"tenant": "t", "client_id": "a", "client_secret": "s"}"#
    }

    @Test("of a command for credentials, its program is named and no argument")
    func command() async throws {
        for command in ["/bin/echo s3cr3t-one", "TOKEN=s3cr3t-two /bin/echo x", "$(echo /bin/false) s3cr3t"] {
            let outcome = try await place.compra(
                "auth",
                "status",
                "--market",
                "live",
                environment: ["COMPRA_CREDENTIALS_COMMAND": command]
            )
            #expect(outcome.code == 4)
            #expect(!outcome.error.contains("s3cr3t"), "\(outcome.error)")
        }
    }

    @Test("4: a private key that others can read is refused, and the message says what to do")
    func key() async throws {
        try place.write("key.pem", "-----BEGIN PRIVATE KEY-----\n")
        try place.write("app.pem", "-----BEGIN CERTIFICATE-----\n")
        let outcome = try await run(
            "live",
            #"{"account":"live","tenant":"t","client_id":"a","certificate":"app.pem","private_key":"key.pem"}"#
        )
        #expect(outcome.code == 4)
        #expect(outcome.error.contains("chmod 600 key.pem"), "\(outcome.error)")
    }
}
