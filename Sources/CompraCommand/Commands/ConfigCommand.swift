import ArgumentParser

/// `compra config`.
struct ConfigCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show the settings that hold, and where each comes from.",
        discussion: """
            An option comes before a variable, a variable before compra.toml of the project, that before the user's \
            ~/.config/compra/config.toml, and that before the default. Relative paths in a file are seen from its folder.

            EXAMPLES
              compra config
              COMPRA_TIME_LIMIT=30s compra config --json
            """
    )

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        let settings = try Settings.load()
        // What can't hold is refused, as whatever goes by it would be.
        _ = try settings.choice(nil)
        _ = try LimitOptions.limits(by: settings)
        let shown = try Setting.allCases.map { try ShownSetting($0, of: settings) }
        if json {
            let report = Dictionary(uniqueKeysWithValues: shown.map { ($0.setting.rawValue, $0) })
            return console.output.write(try JSONText.bytes(of: report))
        }
        var table = Table([("setting", .left), ("value", .left), ("from", .left)])
        for setting in shown {
            table.add([
                Table.Cell(setting.setting.rawValue), Table.Cell(setting.value ?? "no limit"),
                Table.Cell(setting.source),
            ])
        }
        for line in table.lines(console.paint) { console.output.line(line) }
    }
}

/// A setting as it holds: its value, and where that comes from.
private struct ShownSetting: Encodable {
    let setting: Setting

    /// Nil = no limit.
    let value: String?
    let source: String

    init(_ setting: Setting, of settings: Settings) throws {
        self.setting = setting
        let given = settings.value(setting)
        switch given?.origin {
        case .file(let file): source = file.path
        case .variable, .flag: source = setting.variable
        case nil: source = "default"
        }
        switch setting {
        case .store: value = "\(try settings.place(nil).location)"
        case .output: value = settings.outputFolder(nil)("RUN")
        case .market, .memoryLimit, .timeLimit, .waitLimit, .instructionLimit:
            value = given?.text ?? setting.usual
        }
    }

    private enum CodingKeys: CodingKey {
        case value, source
    }
}
