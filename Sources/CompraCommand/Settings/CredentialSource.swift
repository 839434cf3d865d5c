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

    /// What to call it in messages: of a command its program only, since secrets may be among its arguments.
    var name: String {
        guard let command else { return file }
        let program = command.split(separator: " ").first { !$0.contains("=") }?.split(separator: "/").last ?? ""
        let isPlain =
            !program.isEmpty && program.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._+-".contains($0)) }
        return isPlain ? "the output of \"\(program)\"" : "the output of COMPRA_CREDENTIALS_COMMAND"
    }

    /// The credentials.
    ///
    /// - Throws: ``Problem`` with the exit code 4 where there are none, where others can read them, or where they are of
    ///   another market.
    func credentials() throws -> Credentials {
        let bytes = try command.map(Self.output) ?? contents()
        do throws(CredentialsError) {
            var credentials = try Credentials(json: bytes, from: name, contents: Self.contents)
            credentials.cloud = try cloud(of: credentials)
            return credentials
        } catch {
            throw Problem(error.message, hint: error.hint ?? form, exitCode: .notAuthenticated)
        }
    }

    /// The text of a PEM file, which only its owner may read where a key is in it.
    private static func contents(_ path: String) throws -> String {
        let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        guard !text.contains("PRIVATE KEY") || TokenCache.isPrivate(path) else {
            throw CredentialsError("others can read the private key in \(path)", hint: "chmod 600 \(path)")
        }
        return text
    }

    private func contents() throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Problem(
                "there are no credentials for the market \(choice.name): \(file) can't be read",
                hint: form,
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

    private var form: String {
        let place =
            switch choice {
            case .live, .sandbox: "\"account\": \"\(choice.name)\", "
            case .emulator(let url): "\"url\": \"\(url)\", "
            case .local: ""
            }
        return "write {\(place)\"tenant\": …, \"client_id\": …, \"client_secret\": …} into it, mode 0600, or name a "
            + "command in COMPRA_CREDENTIALS_COMMAND"
    }

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
