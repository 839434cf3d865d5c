import ArgumentParser
import Compra
import FoundationEssentials

/// What every command for bundles takes.
struct BundleOptions: ParsableArguments {
    @Flag(help: "Use only packages that are here already.")
    var offline = false

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions
}

/// A command for bundles.
protocol BundleSubcommand: Subcommand {
    var options: BundleOptions { get }
}

extension BundleSubcommand {
    var consoleOptions: ConsoleOptions { options.consoleOptions }

    /// The bundle project of the current folder, or the nearest one upwards.
    ///
    /// - Throws: ``BundleError`` where there is none.
    func project() throws -> BundleProject {
        let here = FileManager.default.currentDirectoryPath
        if let folder = Project.manifestFolder(above: "\(here)/compra.toml"),
            let project = try Settings().bundleProject(folder, isOffline: options.offline)
        {
            return project
        }
        throw BundleError(
            .notFound,
            "there is no compra.toml with a [bundle] here or above",
            hint: "make one: compra bundle init NAMESPACE.NAME"
        )
    }

    /// The project's lock.
    ///
    /// - Throws: ``BundleError`` where there is none.
    func lock(of project: BundleProject) throws -> Lock {
        guard let lock = try project.lock() else {
            if project.manifest.dependencies.isEmpty { return Lock([]) }
            throw BundleError(.lock, "there is no compra.lock yet", hint: "run compra bundle lock")
        }
        return lock
    }

    /// Tells a result: as JSON where that is asked for, else as lines.
    func tell(_ result: some Encodable, _ lines: [String], on console: Console) throws {
        if options.json {
            console.output.write(try JSONText.bytes(of: result))
        } else {
            for line in lines { console.output.line(line.printable) }
        }
    }

    /// Changes `compra.toml`, and locks what follows; the file stays as it was where that fails.
    func change(
        _ project: BundleProject,
        updating names: Set<BundleName>,
        _ edit: (inout ManifestText) throws -> Void
    ) async throws -> LockResult {
        let path = URL(filePath: "\(project.folder)/compra.toml")
        let before = try Data(contentsOf: path)
        var text = ManifestText(String(decoding: before, as: UTF8.self))
        try edit(&text)
        try Data(text.text.utf8).write(to: path, options: .atomic)
        do {
            let project = try self.project()
            let lock = try await project.resolve(keeping: try project.lock(), updating: names)
            let result = LockResult(from: try project.lock(), to: lock)
            try project.write(lock)
            return result
        } catch {
            try before.write(to: path, options: .atomic)
            throw error
        }
    }
}

/// What a lock holds now, and what changed in it.
struct LockResult: Encodable {
    struct Entry: Encodable {
        let name: String
        let version: String
        let origin: String
        let sha256: String
    }

    let packages: [Entry]
    let changes: [String]

    init(from old: Lock?, to new: Lock) {
        packages = new.packages.map {
            Entry(name: "\($0.name)", version: "\($0.version)", origin: $0.origin, sha256: $0.digest.hex)
        }
        let names = Set((old?.packages ?? []).map(\.name) + new.packages.map(\.name))
        changes = names.sorted().compactMap { name in
            switch (old?[name], new[name]) {
            case (nil, let added?): "added \(name) \(added.version)"
            case (_?, nil): "removed \(name)"
            case (let before?, let after?) where before.version != after.version:
                "\(name) \(before.version) → \(after.version)"
            case (let before?, let after?) where before.digest != after.digest:
                "\(name) \(after.version) has other content"
            default: nil
            }
        }
    }

    var lines: [String] {
        guard changes.isEmpty else { return changes }
        return ["compra.lock is up to date: \(packages.count) \(packages.count == 1 ? "package" : "packages")"]
    }
}
