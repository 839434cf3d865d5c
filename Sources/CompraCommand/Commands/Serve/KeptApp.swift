import Commerce
import Emulator
import FoundationEssentials
import PartnerCenter

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The app of a project's emulator, kept beside its market so that clients stay configured: mode 0600.
struct KeptApp {
    let folder: String

    /// Which emulator's: one that stands before another market has an app of its own.
    var name = "emulator"

    var path: String { "\(folder)/\(name).json" }

    /// The app that is kept for a tenant; a new one where there is none.
    ///
    /// - Throws: ``Problem`` where it can't be kept, with the exit code 64 where others can read it.
    func app(tenant: String) throws -> EmulatedApp {
        if let data = FileManager.default.contents(atPath: path) {
            guard TokenCache.isPrivate(path) else {
                throw Problem.usage(
                    "others can read the secrets in \(path)",
                    hint: "rm \(path) for a new app, or chmod 600 \(path)"
                )
            }
            if let app = try? JSONDecoder().decode(EmulatedApp.self, from: data), app.tenant == tenant { return app }
        }
        var random = SystemRandomNumberGenerator()
        let app = EmulatedApp(tenant: tenant, using: &random)
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try PrivateFile.open(path, O_TRUNC).append(JSONEncoder().encode(app))
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
