public import Commerce
internal import TOMLKit

/// A TOML document, or a part of it, as data: what `compra.toml` and `trust.toml` are read through.
public enum TOML: Sendable, Equatable {
    case text(String)
    case integer(Int)
    case boolean(Bool)
    case list([TOML])
    case table([String: TOML])
    /// A kind of value that no setting of Compra has: a float, a date, a time.
    case other(String)

    /// Reads a document.
    ///
    /// - Parameter file: How errors name it.
    /// - Throws: ``BundleError`` with line and column.
    public init(_ text: String, file: String) throws(BundleError) {
        do {
            self = Self(try TOMLTable(string: text))
        } catch let error as TOMLParseError {
            let place = error.source.begin
            throw BundleError(
                .malformed,
                "\(file):\(place.line):\(place.column): \(error.description)",
                hint: "the file is TOML: name = \"value\" under [table]"
            )
        } catch {
            throw BundleError(.malformed, "\(file): \(error)")
        }
    }

    private init(_ value: any TOMLValueConvertible) {
        switch value.type {
        case .string: self = .text(value.string ?? "")
        case .int: self = .integer(value.int ?? 0)
        case .bool: self = .boolean(value.bool ?? false)
        case .array: self = .list((value.array ?? []).map { TOML($0) })
        case .table:
            self = .table(
                Dictionary(
                    (value.table.map(Array.init) ?? []).map { ($0.0, TOML($0.1)) },
                    uniquingKeysWith: { first, _ in first }
                )
            )
        case let type: self = .other("\(type)")
        }
    }
}

/// A table of a document whose names are known: each is read once, and one that is not known is an error.
public struct TOMLTableReader {
    private let entries: [String: TOML]
    private let place: String

    /// - Parameter place: How errors name the table: `compra.toml: [bundle]`.
    public init(_ value: TOML?, _ place: String, names: [String]? = nil) throws(BundleError) {
        guard case .table(let entries) = value ?? .table([:]) else {
            throw BundleError(
                .malformed,
                "\(place) is not a table",
                hint: "write \(place.split(separator: " ").last ?? "")"
            )
        }
        self.entries = entries
        self.place = place
        guard let names, let unknown = entries.keys.sorted().first(where: { !names.contains($0) }) else { return }
        throw BundleError(
            .malformed,
            "\(place) has no setting \"\(unknown)\"",
            hint: Suggestion.hint(for: unknown, among: names) ?? "it takes \(names.joined(separator: ", "))"
        )
    }

    public subscript(name: String) -> TOML? { entries[name] }

    /// The names that are there, in order.
    public var names: [String] { entries.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

    public func text(_ name: String) throws(BundleError) -> String? {
        guard let value = entries[name] else { return nil }
        guard case .text(let text) = value else { throw wrong(name, "a text in quotes") }
        return text
    }

    public func required(_ name: String) throws(BundleError) -> String {
        guard let text = try text(name) else {
            throw BundleError(.malformed, "\(place) has no \(name)", hint: "add \(name) = \"…\"")
        }
        return text
    }

    public func texts(_ name: String) throws(BundleError) -> [String] {
        guard let value = entries[name] else { return [] }
        guard case .list(let items) = value else { throw wrong(name, "a list of texts, [\"…\", \"…\"]") }
        var texts: [String] = []
        for item in items {
            guard case .text(let text) = item else { throw wrong(name, "a list of texts, [\"…\", \"…\"]") }
            texts.append(text)
        }
        return texts
    }

    public func capabilities(_ name: String) throws(BundleError) -> Set<Capability> {
        var capabilities: Set<Capability> = []
        for text in try texts(name) { capabilities.insert(try Capability(named: text, in: place)) }
        return capabilities
    }

    private func wrong(_ name: String, _ expected: String) -> BundleError {
        BundleError(.malformed, "\(place): \(name) is not what it should be", hint: "it takes \(expected)")
    }
}

extension Capability {
    /// A capability by its name, as manifests and options write it.
    ///
    /// - Parameter place: How errors name where it stands.
    /// - Throws: ``BundleError``, which suggests the likely spelling.
    public init(named text: String, in place: String) throws(BundleError) {
        guard let capability = Capability(rawValue: text) else {
            let names = Capability.allCases.map(\.rawValue)
            throw BundleError(
                .malformed,
                "\(place): \"\(text)\" is no capability",
                hint: Suggestion.hint(for: text, among: names) ?? "there are \(names.joined(separator: ", "))"
            )
        }
        self = capability
    }
}
