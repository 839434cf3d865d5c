import ArgumentParser
import Commerce
import Compra
import FoundationEssentials

/// The bundles that a script may require, beside those of its project.
struct LibraryOptions: ParsableArguments {
    @Option(
        name: .customLong("with"),
        help: ArgumentHelp("A bundle whose modules the script may require.", valueName: "file.compra"),
        completion: .file(extensions: ["compra"])
    )
    var bundles: [String] = []

    @Option(
        name: .customLong("grant"),
        help: ArgumentHelp(
            "What bundles given by --with may ask of the market, of what they declare: \(Self.capabilities).",
            valueName: "capability"
        )
    )
    var grants: [String] = []

    @Flag(help: "Use only packages that are here already.")
    var offline = false

    @Flag(name: .customLong("allow-unsigned"), help: "Run bundles that no trusted key signed on a live market.")
    var allowUnsigned = false

    private static let capabilities = Capability.allCases.map(\.rawValue).joined(separator: ", ")
}

extension LibraryOptions {
    /// A script with what it may require: a bundle's main script, or a file with the libraries of the project that it
    /// lies in.
    ///
    /// - Throws: ``Problem`` or ``BundleError``.
    func read(_ path: String, for environment: MarketEnvironment) async throws -> (script: Script, libraries: Libraries)
    {
        guard path.hasSuffix(".compra") else {
            return (try Script(file: path), try await libraries(around: path, for: environment))
        }
        let bundle = try Bundle(file: path)
        var libraries = Libraries()
        try libraries.add(bundle, granting: try rights(of: bundle, for: environment, isMain: true))
        try add(to: &libraries, for: environment)
        return (try Script(mainOf: bundle), libraries)
    }

    /// The libraries of the project that a file lies in, and those that were given.
    ///
    /// - Throws: ``Problem`` or ``BundleError``.
    func libraries(around path: String, for environment: MarketEnvironment) async throws -> Libraries {
        var libraries = try await projectLibraries(around: path, for: environment)
        try add(to: &libraries, for: environment)
        return libraries
    }

    private func add(to libraries: inout Libraries, for environment: MarketEnvironment) throws {
        for file in bundles {
            let bundle = try Bundle(file: file)
            try libraries.add(bundle, granting: try rights(of: bundle, for: environment, isMain: false))
        }
    }

    private func projectLibraries(around path: String, for environment: MarketEnvironment) async throws -> Libraries {
        guard let folder = Project.manifestFolder(above: path),
            let project = try Settings().bundleProject(folder, isOffline: offline)
        else { return Libraries() }
        let dependencies = try await project.packages().map(\.package)
        if environment == .production, !allowUnsigned, let unsigned = dependencies.first {
            throw BundleError(
                .untrusted,
                "\(unsigned.manifest.title) is no signed bundle, and live markets run signed ones only",
                hint: "build, sign and give one with --with, or allow it with --allow-unsigned"
            )
        }
        return try Libraries(project: try project.package(), dependencies: dependencies)
    }

    /// What a bundle gets: what its signer is trusted with, and what was granted by hand. Running a bundle's own script
    /// grants what it declares, as running any file does; but never on a live market.
    func rights(of bundle: Bundle, for environment: MarketEnvironment, isMain: Bool) throws -> Set<Capability> {
        var rights: Set<Capability> = []
        for name in grants { rights.insert(try Capability(named: name, in: "--grant")) }
        do {
            rights.formUnion(try Settings().trust().store.capabilities(of: bundle))
        } catch let error as BundleError where error.code == .untrusted {
            if environment == .production, !allowUnsigned { throw error }
            if environment != .production, isMain { rights.formUnion(bundle.package.manifest.capabilities) }
        }
        return rights
    }
}

extension Bundle {
    /// - Throws: ``Problem`` where there is no such file, ``BundleError`` where it is refused.
    init(file path: String) throws {
        do throws(BundleError) {
            self = try Bundle(contentsOf: path)
        } catch {
            guard error.code == .unreadable else { throw error }
            throw Problem.usage("can't read the bundle: \(error)", hint: error.hint)
        }
    }
}

extension Script {
    /// - Throws: ``Problem`` with the exit code 64 where it can't be read.
    init(file path: String) throws {
        do {
            try self.init(contentsOf: path)
        } catch let error as ScriptFileError {
            throw Problem.usage("\(error)", hint: "check the path; scripts are Lua files")
        }
    }
}
