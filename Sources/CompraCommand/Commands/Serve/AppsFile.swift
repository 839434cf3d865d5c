import Emulator
import FoundationEssentials
import PartnerCenter

/// Further apps that `compra serve` issues tokens for: a list in a file that only its owner can read.
struct AppsFile {
    private let path: String

    init(_ path: String) {
        self.path = path
    }

    /// The apps.
    ///
    /// - Parameter tenant: Whose those are that don't say so.
    /// - Throws: ``Problem`` with the exit code 64 where the file can't be read, is none, or others can read it.
    func apps(tenant: String) throws -> [EmulatedApp] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Problem.usage("\(path) can't be read", hint: Self.form)
        }
        guard TokenCache.isPrivate(path) else {
            throw Problem.usage("others can read the secrets in \(path)", hint: "chmod 600 \(path)")
        }
        let entries: [Entry]
        do {
            entries = try JSONDecoder().decode([Entry].self, from: data)
        } catch {
            throw Problem.usage("\(path) is no list of apps", hint: Self.form)
        }
        return try entries.map { try app($0, tenant) }
    }

    private func app(_ entry: Entry, _ tenant: String) throws -> EmulatedApp {
        let secrets = [entry.clientID, entry.clientSecret, entry.refreshToken]
        guard secrets.allSatisfy({ !$0.isEmpty }) else {
            throw Problem.usage("an app in \(path) has an empty id or secret", hint: Self.form)
        }
        return EmulatedApp(
            tenant: entry.tenant ?? tenant,
            clientID: entry.clientID,
            clientSecret: entry.clientSecret,
            refreshToken: entry.refreshToken,
            certificate: try entry.certificate.map { certificate in
                guard let data = FileManager.default.contents(atPath: certificate) else {
                    throw Problem.usage("the certificate \(certificate) of an app in \(path) can't be read")
                }
                return String(decoding: data, as: UTF8.self)
            }
        )
    }

    private static let form =
        "write [{\"client_id\": …, \"client_secret\": …, \"refresh_token\": …}, …] into it, mode 0600; tenant, and "
        + "certificate, the path of a PEM file, may be there"

    private struct Entry: Decodable {
        let tenant: String?
        let clientID: String
        let clientSecret: String
        let refreshToken: String

        /// The path of a PEM file.
        let certificate: String?

        typealias CodingKeys = EmulatedApp.CodingKeys
    }
}
