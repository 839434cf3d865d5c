/// Where a PostgreSQL store is, as libpq writes it: `postgres://USER@HOST:PORT/DATABASE?PARAMETER=VALUE&…`.
///
/// What is left out comes from libpq's environment (`PGHOST`, `PGPASSWORD`, `PGSSLMODE`…) and files (`~/.pgpass`).
/// Parameters are libpq's (`sslmode`, `sslrootcert`, `connect_timeout`, `options`…), and one more, `schema`: the schema
/// whose tables the store is, made where it is missing. Without it that is the first one of the user's search path,
/// which is `public` unless somebody changed it.
///
/// A password is kept for the connection and never written: not by `description`, not by `dump`, not in an error.
public struct PostgreSQLAddress: Sendable, Hashable {
    /// What libpq is told, by its keywords.
    let parameters: [String: String]
    let schema: String?

    /// The address without its password.
    public let description: String

    /// - Throws: ``StoreError`` with ``StoreError/Code/location``. Nothing of the address is repeated, for what is not
    ///   understood may be a part of a password.
    public init(_ url: String) throws(StoreError) {
        guard let scheme = ["postgres://", "postgresql://"].first(where: url.hasPrefix) else {
            throw Self.refusal("doesn't begin with postgres://")
        }
        let rest = url.dropFirst(scheme.count)
        let query = rest.firstIndex(of: "?")
        let base = rest[..<(query ?? rest.endIndex)]
        let slash = base.firstIndex(of: "/")
        let authority = base[..<(slash ?? base.endIndex)]
        let database = slash.map { base[base.index(after: $0)...] } ?? ""
        guard !database.contains("@"), !database.contains("/") else {
            throw Self.refusal("has a / where none belongs; in a name or password it is written %2F")
        }

        var parameters: [String: String] = [:]
        var shown = scheme
        let at = authority.lastIndex(of: "@")
        if let at {
            let colon = authority[..<at].firstIndex(of: ":")
            parameters["user"] = try Self.decoded(authority[..<(colon ?? at)])
            if let colon { parameters["password"] = try Self.decoded(authority[authority.index(after: colon)..<at]) }
            shown += authority[..<(colon ?? at)] + "@"
        }
        let hosts = at.map { authority[authority.index(after: $0)...] } ?? authority
        if !hosts.isEmpty {
            var pairs: [(host: String, port: String)] = []
            for host in hosts.split(separator: ",", omittingEmptySubsequences: false) {
                pairs.append(try Self.hostAndPort(host))
            }
            parameters["host"] = pairs.map(\.host).joined(separator: ",")
            if pairs.contains(where: { !$0.port.isEmpty }) {
                parameters["port"] = pairs.map(\.port).joined(separator: ",")
            }
        }
        if !database.isEmpty { parameters["dbname"] = try Self.decoded(database) }
        shown += hosts + (slash.map { base[$0...] } ?? "")

        var separator = "?"
        for pair in query.map({ rest[rest.index(after: $0)...].split(separator: "&") }) ?? [] {
            guard let equals = pair.firstIndex(of: "="), !pair[..<equals].contains("@") else {
                throw Self.refusal("has a parameter that is not NAME=VALUE; a ? in a password is written %3F")
            }
            let name = try Self.decoded(pair[..<equals])
            parameters[name] = try Self.decoded(pair[pair.index(after: equals)...])
            guard !Self.secrets.contains(name) else { continue }
            shown += separator + pair
            separator = "&"
        }
        schema = parameters.removeValue(forKey: "schema")
        self.parameters = parameters
        description = shown
    }

    /// The parameters that are never shown.
    private static let secrets: Set<String> = ["password", "sslpassword"]

    /// A text of libpq's without what is secret.
    func redacted(_ text: String) -> String {
        parameters.filter { Self.secrets.contains($0.key) && !$0.value.isEmpty }.values.reduce(text) {
            $0.replacing($1, with: "***")
        }
    }
}

extension PostgreSQLAddress {
    private static func hostAndPort(_ text: Substring) throws(StoreError) -> (host: String, port: String) {
        let (host, rest): (Substring, Substring)
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            (host, rest) = (text[text.index(after: text.startIndex)..<end], text[text.index(after: end)...])
        } else {
            let colon = text.firstIndex(of: ":") ?? text.endIndex
            (host, rest) = (text[..<colon], text[colon...])
        }
        guard rest.isEmpty || (rest.hasPrefix(":") && rest.dropFirst().allSatisfy(\.isWholeNumber)) else {
            throw refusal("has a port that is no number; a : in a password is written %3A, a / is %2F, a ? is %3F")
        }
        return (try decoded(host), String(rest.dropFirst()))
    }

    /// Undoes `%2F`.
    private static func decoded(_ text: Substring) throws(StoreError) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = Substring(rest.prefix(2))
            guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16), value != 0 else {
                throw refusal("has a % that two hexadecimal digits don't follow; a % itself is written %25")
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else { throw refusal("is not UTF-8") }
        return decoded
    }

    private static func refusal(_ fault: String) -> StoreError {
        StoreError(
            .location,
            "the PostgreSQL address \(fault)",
            hint: "write postgres://USER@HOST:PORT/DATABASE, and leave the password to PGPASSWORD or ~/.pgpass"
        )
    }
}

extension PostgreSQLAddress: CustomStringConvertible, CustomReflectable {
    /// Keeps `dump` and debuggers from showing the password.
    public var customMirror: Mirror {
        Mirror(self, children: ["address": description])
    }
}
