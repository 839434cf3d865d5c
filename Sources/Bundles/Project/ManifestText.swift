internal import Commerce

/// Changes to the text of `compra.toml` that leave everything else in it as it was: comments, order, blanks.
public struct ManifestText: Sendable {
    public private(set) var text: String

    public init(_ text: String) {
        self.text = text
    }

    /// Puts a dependency in, in the place of one that is there.
    public mutating func add(_ name: BundleName, _ dependency: Manifest.Dependency) {
        let range = TOMLText.quoted(dependency.range.description)
        let grant = TOMLText.list(dependency.grant.sorted().map(\.rawValue))
        set(
            "\"\(name)\"",
            to: dependency.grant.isEmpty ? range : "{ version = \(range), grant = \(grant) }",
            under: "bundle.dependencies"
        )
    }

    /// Says where the bundles of a namespace come from.
    public mutating func add(source location: SourceLocation, of namespace: String) {
        let value =
            switch location {
            case .folder(let path): "{ folder = \(TOMLText.quoted(path)) }"
            case .git(let address): "{ git = \(TOMLText.quoted(address)) }"
            case .registry(let path), .remoteRegistry(let path): "{ registry = \(TOMLText.quoted(path)) }"
            }
        set(namespace, to: value, under: "bundle.sources")
    }

    /// Takes a dependency out.
    ///
    /// - Returns: Whether a line of it was there.
    public mutating func remove(_ name: BundleName) -> Bool {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let range = Self.table("bundle.dependencies", in: lines),
            let line = range.first(where: { Self.key(of: lines[$0]) == name.description })
        else { return false }
        lines.remove(at: line)
        text = lines.joined(separator: "\n")
        return true
    }

    private mutating func set(_ key: String, to value: String, under table: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let entry = "\(key) = \(value)"
        guard let range = Self.table(table, in: lines) else {
            while lines.last?.isEmpty ?? false { lines.removeLast() }
            text = (lines + ["", "[\(table)]", entry, ""]).joined(separator: "\n")
            return
        }
        if let line = range.first(where: { Self.key(of: lines[$0]) == key.filter { $0 != "\"" } }) {
            lines[line] = entry
        } else {
            let last = range.last { !lines[$0].isEmpty } ?? range.lowerBound - 1
            lines.insert(entry, at: last + 1)
        }
        text = lines.joined(separator: "\n")
    }

    /// The lines of a table behind its heading.
    private static func table(_ name: String, in lines: [String]) -> Range<Int>? {
        guard let heading = lines.firstIndex(where: { $0.filter { $0 != " " }.hasPrefix("[\(name)]") }) else {
            return nil
        }
        let rest = lines[(heading + 1)...]
        let end = rest.firstIndex { $0.drop { $0 == " " }.first == "[" } ?? lines.endIndex
        return heading + 1..<end
    }

    private static func key(of line: String) -> String? {
        guard let equals = line.firstIndex(of: "=") else { return nil }
        return line[..<equals].filter { $0 != " " && $0 != "\"" && $0 != "'" }
    }
}
