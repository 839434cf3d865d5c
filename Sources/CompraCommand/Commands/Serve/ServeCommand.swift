import ArgumentParser
import Commerce
import Compra
import Emulator
import Logging

/// `compra serve`.
struct ServeCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Be Partner Center for any client: the emulator, over the local market.",
        discussion: """
            Speaks the REST API of Partner Center and issues its tokens, on this machine and with the local market \
            behind it. It prints its address and an app that is ready to be used. Under /_compra/ a test moves the \
            clock, sets stock and states, puts faults in and reads what was called.

            With --market live it stands between a client and the real service: calls are carried on as they came, with \
            a token of its own, and with --record it keeps what passes, without secrets; --replay answers from that \
            again. Only this machine is let in then, and only with the app's secret.

            EXAMPLES
              compra serve
              compra serve --port 0 --json
              compra serve --speed 60                       orders complete in a second
              compra serve --seed 7                         a new market in memory, the same ids every time
              compra serve --market sandbox --record calls.jsonl
              compra serve --replay calls.jsonl
              curl -X POST localhost:8400/_compra/clock -d '{"advance": "15m"}'
            """
    )

    @Option(help: "The port to listen on; 0 takes any that is free.")
    var port: UInt16 = 8400

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "A new market in memory, with the same ids and secrets for the same number.")
    var seed: UInt64?

    @Option(
        help: ArgumentHelp(
            "Seconds of the market in one of this machine's; 0 = its clock stands still. (default: 1; 0 with --seed)",
            valueName: "n"
        )
    )
    var speed: UInt16?

    @Option(
        help: ArgumentHelp("Add what passes to a file, a line of JSON for each call.", valueName: "file"),
        completion: .file()
    )
    var record: String?

    @Option(
        help: ArgumentHelp("Answer from a recording instead of a market.", valueName: "file"),
        completion: .file()
    )
    var replay: String?

    @Option(
        help: ArgumentHelp("Further apps that get tokens: a list in JSON, mode 0600.", valueName: "file"),
        completion: .file()
    )
    var apps: String?

    @Flag(help: "Print one JSON object when it answers.")
    var json = false

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func validate() throws {
        if seed != nil || replay != nil, market.store != nil || market.market != nil {
            throw ValidationError("--seed and --replay need no market; leave --market and --store out.")
        }
        if replay != nil, seed != nil || record != nil {
            throw ValidationError("--replay goes without --seed and --record.")
        }
    }

    func perform(on console: Console) async throws {
        let served = try await served(on: console)
        var options = Emulator.Options()
        options.speed = Int64(speed ?? (seed == nil ? 1 : 0))
        options.recording = try record.map { try RecordingFile($0).recording(on: console) }
        options.replay = try replay.map { try RecordingFile($0).replay() }
        options.apps = try apps.map { try AppsFile($0).apps(tenant: served.app.tenant) } ?? []
        (options.relay, options.guardsAccount) = (served.relay, served.relay != nil)
        var logger = console.logger("compra.serve")
        // That it listens is said with more than an address.
        logger.logLevel = console.verbosity == .verbose ? .trace : .notice
        let server = EmulatorServer(
            Emulator(of: served.market, controlling: served.local, app: served.app, options: options),
            host: host,
            port: Int(port),
            logger: logger
        )
        do {
            try await server.run { port in tell(served.app, port: port, on: console) }
        } catch is CancellationError {
            return
        } catch {
            throw Problem(
                "\(host):\(port) can't be listened on: \(error)",
                hint: "another program may use the port; --port 0 takes any that is free",
                exitCode: .failed
            )
        }
    }

    private func tell(_ app: EmulatedApp, port: Int, on console: Console) {
        let address = ServedAddress(app: app, url: "http://\(host.contains(":") ? "[\(host)]" : host):\(port)")
        guard !json else {
            if let bytes = try? JSONText.bytes(of: address) { console.output.write(bytes) }
            return
        }
        console.output.line("Partner Center is at \(console.paint(address.url, .bold)) (Ctrl-C ends it)")
        console.output.line("")
        console.output.line("  tenant         \(app.tenant)")
        console.output.line("  client_id      \(app.clientID)")
        console.output.line("  client_secret  \(app.clientSecret)")
        console.output.line("  refresh_token  \(app.refreshToken)")
        console.output.line("")
        console.output.line("  tokens         \(address.url)/\(app.tenant)/oauth2/token")
        console.output.line("  control        \(address.url)/_compra/")
    }
}

/// Where an emulator is, and as whom to call it: also what a client takes as its credentials.
private struct ServedAddress: Encodable {
    let app: EmulatedApp
    let url: String

    enum CodingKeys: CodingKey {
        case url
    }

    func encode(to encoder: any Encoder) throws {
        try app.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(url, forKey: .url)
    }
}
