import Bundles
import Commerce
import FoundationEssentials
import Testing

/// A folder that is gone with its holder.
final class Workshop {
    let folder: String

    init() {
        let number = UInt64.random(in: .min ... .max)
        folder = FileManager.default.temporaryDirectory.path + "/compra-bundles-\(number)"
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ path: String) -> String { "\(folder)/\(path)" }

    func write(_ text: String, to path: String) throws {
        try write(Array(text.utf8), to: path)
    }

    func write(_ bytes: [UInt8], to path: String) throws {
        let url = URL(filePath: self.path(path))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: self.path(path)))) }
    func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }
    func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: self.path(path)) }

    /// A bundle in a folder of the workshop, with one module that requires others.
    func makeBundle(
        _ name: String,
        _ version: String = "1.0.0",
        in folder: String,
        needs: [String: String] = [:],
        sources: String = "",
        source: String = "return {}"
    ) throws {
        let module = name
        let dependencies = needs.sorted { $0.key < $1.key }.map { "\"\($0.key)\" = \"\($0.value)\"" }
        try write(
            """
            [bundle]
            name = "\(name)"
            version = "\(version)"
            license = "MIT"
            [bundle.modules]
            "\(module)" = "main.lua"
            [bundle.dependencies]
            \(dependencies.joined(separator: "\n"))
            [bundle.sources]
            \(sources)
            """,
            to: "\(folder)/compra.toml"
        )
        try write(source, to: "\(folder)/main.lua")
    }
}

/// A package of one module.
func package(
    _ name: String,
    _ version: String = "1.0.0",
    needs: [String: String] = [:],
    capabilities: Set<Capability> = [],
    source: String = "return {}"
) throws -> Package {
    var manifest = Manifest(
        name: try BundleName(name),
        version: try Version(version),
        license: "MIT",
        modules: [name: "main.lua"],
        capabilities: capabilities
    )
    for (other, range) in needs {
        manifest.dependencies[try BundleName(other)] = Manifest.Dependency(try VersionRange(range))
    }
    return try Package(manifest, files: ["main.lua": Array(source.utf8)])
}

/// What a body refuses: its code, with message and hint there.
func refusal(_ body: () throws -> Void, sourceLocation: Testing.SourceLocation = #_sourceLocation) -> BundleError? {
    do {
        try body()
        Issue.record("nothing was refused", sourceLocation: sourceLocation)
    } catch let error as BundleError {
        return error
    } catch {
        Issue.record("\(error)", sourceLocation: sourceLocation)
    }
    return nil
}

func refusal(
    _ body: () async throws -> Void,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
) async -> BundleError? {
    do {
        try await body()
        Issue.record("nothing was refused", sourceLocation: sourceLocation)
    } catch let error as BundleError {
        return error
    } catch {
        Issue.record("\(error)", sourceLocation: sourceLocation)
    }
    return nil
}
