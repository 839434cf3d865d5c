import FoundationEssentials

/// The folder that a command works for: the nearest one upwards that holds `.compra` or `compra.toml`, else the current
/// one.
struct Project: Sendable {
    let folder: String

    init(around start: String = FileManager.default.currentDirectoryPath) {
        var folder = start
        while !Self.marks.contains(where: { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }) {
            guard let slash = folder.lastIndex(of: "/"), folder != "/" else {
                self.folder = start
                return
            }
            folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
        }
        self.folder = folder
    }

    /// The nearest folder with a `compra.toml`, from that of a file upwards; nil where there is none.
    static func manifestFolder(above file: String) -> String? {
        let here = FileManager.default.currentDirectoryPath
        var path = URL(filePath: file.hasPrefix("/") ? file : "\(here)/\(file)").standardized.path
        while let slash = path.lastIndex(of: "/") {
            let folder = String(path[..<slash])
            if FileManager.default.fileExists(atPath: "\(folder)/compra.toml") { return folder.isEmpty ? "/" : folder }
            path = folder
        }
        return nil
    }

    /// Where Compra keeps its things.
    var storeFolder: String { folder == "/" ? "/.compra" : "\(folder)/.compra" }

    /// The project's settings; there may be none.
    var settingsFile: String { folder == "/" ? "/compra.toml" : "\(folder)/compra.toml" }

    private static let marks = [".compra", "compra.toml"]
}
