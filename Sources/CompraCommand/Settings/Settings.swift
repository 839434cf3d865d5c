import Commerce
import Compra
import FoundationEssentials

/// What holds for a command: a flag, else the environment, else the project's `compra.toml`, else the user's
/// configuration, else the default.
struct Settings: Sendable {
    private let environment: [String: String]
    private let files: [SettingsFile]
    let project: Project

    /// - Parameter files: Those that come first decide.
    init(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        project: Project = Project(),
        files: [SettingsFile] = []
    ) {
        self.environment = environment
        self.project = project
        self.files = files
    }

    /// With the files of the project and of the user.
    ///
    /// - Throws: ``Problem`` with the exit code 64 for a file that can't be read.
    static func load(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> Settings {
        let project = Project()
        let paths = [project.settingsFile] + [userFile(environment)].compactMap { $0 }
        return Settings(
            environment: environment,
            project: project,
            files: try paths.compactMap { try SettingsFile($0) }
        )
    }

    /// `$XDG_CONFIG_HOME/compra/config.toml`, by default in `~/.config`.
    private static func userFile(_ environment: [String: String]) -> String? {
        let home = environment["HOME"].map { "\($0)/.config" }
        let folder = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home
        return folder.map { "\($0)/compra/config.toml" }
    }

    /// What somebody said of a setting, and where.
    struct Value: Sendable {
        let text: String
        let origin: Origin
    }

    enum Origin: Sendable {
        case flag
        case variable
        case file(SettingsFile)

        /// The folder that a relative path is seen from; nil for the current one.
        var folder: String? {
            guard case .file(let file) = self else { return nil }
            return file.folder
        }
    }

    /// The value that holds; nil where nobody said anything. An empty variable counts as not set.
    func value(_ setting: Setting, flag: String? = nil) -> Value? {
        if let flag { return Value(text: flag, origin: .flag) }
        if let text = environment[setting.variable], !text.isEmpty { return Value(text: text, origin: .variable) }
        for file in files {
            if let text = file.values[setting] { return Value(text: text, origin: .file(file)) }
        }
        return nil
    }

    /// What a value is called in messages.
    func name(of value: Value, _ setting: Setting) -> String {
        switch value.origin {
        case .flag: setting.option
        case .variable: setting.variable
        case .file(let file): "\(setting.rawValue) in \(file.path)"
        }
    }

    /// Reads the value that holds.
    ///
    /// - Throws: ``Problem`` with the exit code 64 for one that can't be read.
    func read<Result>(_ setting: Setting, _ parse: (String) throws -> Result) throws -> Result? {
        guard let value = value(setting) else { return nil }
        do {
            return try parse(value.text)
        } catch let error as FormatError {
            throw Problem.usage("\(name(of: value, setting)): \(error.message)", hint: error.hint)
        }
    }
}

extension Settings {
    /// The market to talk to.
    ///
    /// - Throws: ``Problem`` with the exit code 64 for what is none.
    func choice(_ flag: String?, default usual: MarketChoice = .local) throws -> MarketChoice {
        guard let value = value(.market, flag: flag) else { return usual }
        return try MarketChoice(value.text, from: name(of: value, .market))
    }

    /// Where the local market is kept.
    ///
    /// - Throws: ``Problem`` with the exit code 64 for a location that can't be read.
    func place(_ flag: String?) throws -> MarketPlace {
        guard let value = value(.store, flag: flag) else {
            return MarketPlace(location: .sqlite(path: "\(project.storeFolder)/market.db"), isOfProject: true)
        }
        do {
            return MarketPlace(
                location: try StoreLocation(value.text).seen(from: value.origin.folder),
                isOfProject: false
            )
        } catch {
            throw Problem.usage("\(name(of: value, .store)): \(error.message)", hint: error.hint)
        }
    }

    /// The folder that a run's documents go into, by the run's id.
    func outputFolder(_ flag: String?) -> @Sendable (_ run: String) -> String {
        guard let value = value(.output, flag: flag) else {
            let folder = "\(project.storeFolder)/out"
            return { "\(folder)/\($0)" }
        }
        let folder = value.text.seen(from: value.origin.folder)
        return { _ in folder }
    }

    /// Where the interactive session remembers what was entered, its folder made; nil where there is no place for it.
    func historyFile() -> String? {
        if let path = environment["COMPRA_HISTORY"] { return path.isEmpty ? nil : path }
        guard let state = userFolder("XDG_STATE_HOME", usual: ".local/state") else { return nil }
        let folder = "\(state)/compra"
        try? FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        return "\(folder)/history"
    }

    /// A variable of the environment. An empty one counts as not set.
    func variable(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A folder of the user's, by its variable or below `HOME`; nil where neither is an absolute path.
    func userFolder(_ name: String, usual: String) -> String? {
        let folder = variable(name).flatMap { $0.hasPrefix("/") ? $0 : nil }
        return folder ?? variable("HOME").flatMap { $0.hasPrefix("/") ? "\($0)/\(usual)" : nil }
    }

    /// Whether colours are welcome: `NO_COLOR` is not set, or empty.
    func mayColour(_ noColorFlag: Bool) -> Bool {
        !noColorFlag && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }
}

extension StoreLocation {
    fileprivate func seen(from folder: String?) -> StoreLocation {
        guard case .sqlite(let path) = self else { return self }
        return .sqlite(path: path.seen(from: folder))
    }
}

extension String {
    /// A relative path from another folder than the current one.
    fileprivate func seen(from folder: String?) -> String {
        guard let folder, !hasPrefix("/") else { return self }
        return "\(folder)/\(self)"
    }
}
