import Bundles
import Commerce
import FoundationEssentials

/// A file of settings: `compra.toml` of the project, or the user's own `config.toml`.
///
/// ```toml
/// store = "sqlite:market.db"    # a path is seen from the file's folder
/// time_limit = "30s"
/// ```
struct SettingsFile: Sendable {
    let path: String
    let values: [Setting: String]

    /// Where the file is, and what its paths are seen from.
    var folder: String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }

    /// Reads a file; nil where there is none.
    ///
    /// - Throws: ``Problem`` with the exit code 64 for what can't be read, is no TOML, or has a setting that there is not.
    init?(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        self.path = path
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw Problem.usage(
                "can't read the settings \(path): \(error.reason)",
                hint: "make it readable, or remove it"
            )
        }
        do {
            values = try Self.values(of: TOML(String(decoding: data, as: UTF8.self), file: path), in: path)
        } catch let error as BundleError {
            throw Problem.usage(error.message, hint: "settings are TOML: store = \"sqlite:market.db\"")
        }
    }

    private static func values(of document: TOML, in path: String) throws -> [Setting: String] {
        guard case .table(let entries) = document else { return [:] }
        var values: [Setting: String] = [:]
        // What bundles are made of stands beside the settings.
        for (name, value) in entries.sorted(by: { $0.key < $1.key }) where name != "bundle" {
            let names = Setting.allCases.map(\.rawValue)
            guard let setting = Setting(rawValue: name) else {
                throw Problem.usage(
                    "\(path) has no setting \"\(name)\"",
                    hint: Suggestion.hint(for: name, among: names) ?? "there are \(names.joined(separator: ", "))"
                )
            }
            switch value {
            case .text(let text): values[setting] = text
            case .integer(let number): values[setting] = String(number)
            default:
                throw Problem.usage("\(path): \(name) is not what it should be", hint: "write \(name) = \"…\"")
            }
        }
        return values
    }
}
