package import Emulator
import LocalMarket
package import PartnerCenter

extension TokenSource {
    /// The tokens of an emulator's app, kept in memory.
    package init(of app: EmulatedApp, at url: String, over transport: any Transport) {
        self.init(
            Credentials(
                cloud: Cloud(api: url, authority: url),
                tenant: app.tenant,
                clientID: app.clientID,
                proof: .secret(Secret(app.clientSecret)),
                refreshToken: Secret(app.refreshToken)
            ),
            cache: TokenCache(path: nil),
            transport: transport,
            now: { WallClock.time }
        )
    }
}
