import Commerce
import Emulator
import FoundationEssentials

/// The app of a project's emulator, kept beside its market so that clients stay configured: mode 0600.
struct KeptApp {
    let folder: String

    /// Which emulator's: one that stands before another market has an app of its own.
    var name = "emulator"

    var path: String { "\(folder)/\(name).json" }

    /// The app that is kept for a tenant; a new one where there is none.
    ///
    /// - Throws: ``Problem`` where it can't be kept.
    func app(tenant: String) throws -> EmulatedApp {
        if let data = FileManager.default.contents(atPath: path),
            let app = try? JSONDecoder().decode(EmulatedApp.self, from: data), app.tenant == tenant
        {
            return app
        }
        var random = SystemRandomNumberGenerator()
        let app = EmulatedApp(tenant: tenant, using: &random)
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            // Made empty and private before anything is in it.
            _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            try JSONEncoder().encode(app).write(to: URL(filePath: path))
        } catch {
            throw Problem(
                "the emulator's app can't be kept in \(path): \(error.reason)",
                hint: "make its place writable, or use --seed",
                exitCode: .failed
            )
        }
        return app
    }
}
