import FoundationEssentials
import PartnerCenter

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Where a market's credentials come from: a file that only its owner reads, or a command. Never a flag.
struct CredentialSource {
    let choice: MarketChoice

    /// The command whose output they are; nil = ``file``.
    let command: String?
    let file: String

    init(_ choice: MarketChoice, by settings: Settings) {
        self.choice = choice
        command = settings.variable("COMPRA_CREDENTIALS_COMMAND")
        let home = settings.variable("XDG_CONFIG_HOME") ?? "\(settings.variable("HOME") ?? ".")/.config"
        let usual =
            if case .emulator = choice { KeptApp(folder: settings.project.storeFolder).path } else {
                "\(home)/compra/\(choice.name).json"
            }
        file = settings.variable("COMPRA_CREDENTIALS") ?? usual
    }

    /// What to call it in messages.
    var name: String { command.map { "the output of \"\($0)\"" } ?? file }

    /// The credentials.
    ///
    /// - Throws: ``Problem`` with the exit code 4 where there are none, or where others can read them.
    func credentials() throws -> Credentials {
        let bytes = try command.map(Self.output) ?? contents()
        do throws(CredentialsError) {
            var credentials = try Credentials(json: bytes, from: name) { path in
                String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
            }
            if case .emulator(let url) = choice { credentials.cloud = Cloud(api: url, authority: url) }
            return credentials
        } catch {
            throw Problem(error.message, hint: error.hint ?? Self.form, exitCode: .notAuthenticated)
        }
    }

    private func contents() throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Problem(
                "there are no credentials for the market \(choice.name): \(file) can't be read",
                hint: Self.form,
                exitCode: .notAuthenticated
            )
        }
        guard TokenCache.isPrivate(file) else {
            throw Problem(
                "others can read the credentials in \(file)",
                hint: "chmod 600 \(file)",
                exitCode: .notAuthenticated
            )
        }
        return Array(data)
    }

    private static let form =
        "write {\"tenant\": …, \"client_id\": …, \"client_secret\": …} into it, mode 0600, or name a command in "
        + "COMPRA_CREDENTIALS_COMMAND"

    /// What a command prints.
    private static func output(of command: String) throws -> [UInt8] {
        guard let pipe = popen(command, "r") else {
            throw Problem("the command for credentials can't be started", exitCode: .notAuthenticated)
        }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&chunk, 1, chunk.count, pipe), count > 0 { bytes += chunk[..<count] }
        guard pclose(pipe) == 0 else {
            throw Problem("the command for credentials failed", exitCode: .notAuthenticated)
        }
        return bytes
    }
}
