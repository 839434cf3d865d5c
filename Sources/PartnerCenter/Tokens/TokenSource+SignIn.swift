import Commerce
import PartnerCenterWire

extension TokenSource {
    /// Signs a user in from a machine without a browser: shows a code, and waits until it was typed (2.2a).
    ///
    /// - Parameters:
    ///   - show: Tells the person what to do.
    ///   - pause: Waits for so many seconds.
    /// - Throws: ``MarketError`` with 401 where the person declined or the code expired.
    public func signIn(
        show: @Sendable (DeviceCode) async throws -> Void,
        pause: @Sendable (Int64) async throws -> Void
    ) async throws {
        let code: DeviceCode
        do {
            code = try await endpoint.deviceCode()
        } catch let refusal as TokenRefusal {
            throw MarketError(
                .notAuthenticated,
                "no device code can be had: \(refusal.error) \(refusal.words)",
                hint: "allow public client flows for the app, or put a refresh token into the credentials"
            )
        }
        try await show(code)
        var (interval, waited) = (code.interval, Int64(0))
        while waited < code.lifetime {
            try await pause(interval)
            waited += interval
            do {
                let token = try await endpoint.token(for: .deviceCode(code.code, for: credentials.cloud))
                try keep(token, for: .appAndUser)
                return
            } catch let refusal as TokenRefusal {
                switch refusal.error {
                case "authorization_pending": continue
                case "slow_down": interval += 5
                case "authorization_declined":
                    throw MarketError(.notAuthenticated, "the sign-in was declined", hint: "sign in again")
                case "expired_token": break
                default:
                    guard refusal.isPassing else {
                        throw MarketError(
                            .notAuthenticated,
                            "the sign-in failed: \(refusal.error) \(refusal.words)",
                            hint: "check the credentials: compra doctor"
                        )
                    }
                }
                if refusal.error == "expired_token" { waited = code.lifetime }
            } catch is TransportFailure {
                continue
            }
        }
        throw MarketError(.notAuthenticated, "the code expired before it was typed", hint: "sign in again")
    }

    /// Keeps the tokens of a code that a browser brought back (2.2, leg 2).
    public func signIn(authorizationCode code: Secret) async throws {
        do {
            try keep(
                try await endpoint.token(for: .authorizationCode(code, for: credentials.cloud)),
                for: .appAndUser
            )
        } catch let refusal as TokenRefusal {
            throw MarketError(.notAuthenticated, "the sign-in failed: \(refusal.error) \(refusal.words)")
        }
    }
}
