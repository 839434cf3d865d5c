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
