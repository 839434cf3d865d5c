internal import FoundationEssentials

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Files of a bundle on disk.
enum FileTree {
    /// A file's bytes; nil where there is none.
    ///
    /// - Throws: ``BundleError`` where it is there and can't be read, is no plain file, or is larger than any of a bundle.
    static func bytes(_ path: String) throws(BundleError) -> [UInt8]? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw BundleError(.unreadable, "\(path) is no plain file", hint: "name a file")
        }
        guard status.st_size <= 2 * Package.largest else {
            throw BundleError(
                .unreadable,
                "\(path) has \(status.st_size) bytes, and \(2 * Package.largest) are read at most"
            )
        }
        do {
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw BundleError(.unreadable, "\(path) can't be read", hint: "check that it is a file and who may read it")
        }
    }

    static func text(_ path: String) throws(BundleError) -> String? {
        guard let bytes = try bytes(path) else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw BundleError(.malformed, "\(path) is not UTF-8 text", hint: "save it as UTF-8")
        }
        return text
    }

    /// Writes a file whole or not at all, and the folders above it where they are missing.
    static func write(_ bytes: [UInt8], to path: String) throws(BundleError) {
        do {
            let folder = URL(filePath: path).deletingLastPathComponent().path
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw BundleError(.unreadable, "\(path) can't be written", hint: "check the folder and who may write to it")
        }
    }

    /// The content of a bundle's file, which must be a plain file inside the bundle's folder: no link on the way to it.
    static func content(of path: String, in folder: String) throws(BundleError) -> [UInt8] {
        try BundlePath.check(path)
        var place = folder
        for part in path.split(separator: "/") {
            place += "/\(part)"
            if (try? FileManager.default.destinationOfSymbolicLink(atPath: place)) != nil {
                throw BundleError(
                    .forbiddenPath,
                    "\(place) is a link, and a bundle holds plain files",
                    hint: "put the file itself there"
                )
            }
        }
        guard let bytes = try bytes(place) else {
            throw BundleError(
                .notFound,
                "there is no file \(place)",
                hint: "compra.toml names it: add it, or take it out"
            )
        }
        return bytes
    }

    /// The folders right below one, in order.
    static func folders(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().filter { !$0.hasPrefix(".") }.map { "\(folder)/\($0)" }
    }
}

extension Package {
    /// The package of a folder with a `compra.toml`; nil where that says nothing of a bundle.
    ///
    /// - Throws: ``BundleError``.
    public init?(folder: String) throws(BundleError) {
        guard let manifest = try ProjectManifest(folder: folder)?.bundle else { return nil }
        var files: [String: [UInt8]] = [:]
        for path in manifest.paths { files[path] = try FileTree.content(of: path, in: folder) }
        try self.init(manifest, files: files)
    }
}
