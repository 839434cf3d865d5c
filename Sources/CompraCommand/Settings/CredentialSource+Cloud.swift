import PartnerCenter

extension CredentialSource {
    /// Where the credentials are good, which is the only place that their secrets go to.
    ///
    /// - Throws: ``CredentialsError`` where they are of another market than the one that was asked for.
    func cloud(of credentials: Credentials) throws(CredentialsError) -> Cloud {
        switch choice {
        case .live: try requireAccount(.live, of: credentials)
        case .sandbox: try requireAccount(.sandbox, of: credentials)
        case .emulator(let url): return try emulator(at: url, of: credentials)
        case .local: break
        }
        return credentials.cloud
    }

    /// Live and sandbox have one address, and only the credentials decide which of them is charged (section 1): so they
    /// have to say it, and the market has to be asked for by the same name.
    private func requireAccount(
        _ account: Credentials.Account,
        of credentials: Credentials
    ) throws(CredentialsError) {
        guard let named = credentials.account else {
            throw CredentialsError(
                "\(name) doesn't say which of the partner's accounts it is of",
                hint: "add \"account\": \"live\" where its purchases are charged, \"account\": \"sandbox\" where not"
            )
        }
        guard named == account else {
            throw CredentialsError(
                "\(name) is of the \(named.rawValue) account, and the market is \(account.rawValue)",
                hint: "name the credentials of the \(account.rawValue) account, or say --market \(named.rawValue)"
            )
        }
    }

    /// Whoever listens at a URL gets the secret and the refresh token: so they have to be an emulator's, of that URL. What
    /// doesn't say where it is of, as the app that a project keeps, stays on this machine.
    private func emulator(at url: String, of credentials: Credentials) throws(CredentialsError) -> Cloud {
        let asked = Cloud(api: url, authority: url)
        let remedy = "name the credentials of \(url) in COMPRA_CREDENTIALS, such as compra serve --json prints"
        if let account = credentials.account {
            throw CredentialsError(
                "\(name) is of the \(account.rawValue) account, and the market is \(url)",
                hint: "\(remedy), or say --market \(account.rawValue)"
            )
        }
        if credentials.cloud.api.lowercased() == asked.api.lowercased() { return credentials.cloud }
        guard credentials.cloud == .global else {
            throw CredentialsError("\(name) is of \(credentials.cloud.api), and the market is \(url)", hint: remedy)
        }
        guard Host(of: url)?.isLoopback == true else {
            throw CredentialsError(
                "\(name) doesn't say that it is of \(url)",
                hint: "add \"url\": \"\(url)\" to it where it is"
            )
        }
        return asked
    }
}
