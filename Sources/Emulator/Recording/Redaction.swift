import PartnerCenterWire

/// What nobody may see of calls that are recorded or logged: dots stand in the place of every secret.
enum Redaction {
    private static let dots = "•••"

    /// Whose values are secret, members as well as parameters, in any spelling of their names.
    private static let secrets: Set = [
        "accesstoken", "assertion", "clientassertion", "clientsecret", "devicecode", "idtoken", "password",
        "refreshtoken", "sig", "token",
    ]

    /// The target of a call, or a place that an answer names: its query without secrets, everything else as it came.
    static func target(_ target: String) -> String {
        guard let start = target.firstIndex(of: "?") else { return target }
        return target[..<start] + fields(target[start...])
    }

    /// A body without secrets. Of one that can't be looked through, neither JSON nor a form, nothing is left but the word
    /// that it is so.
    ///
    /// - Parameter isDocument: Whether it is a file for people, which passes as it is.
    static func body(_ body: [UInt8], isDocument: Bool = false) -> [UInt8] {
        if body.isEmpty { return body }
        if let json = try? JSON(body) {
            let redacted = members(json)
            return redacted == json ? body : redacted.bytes
        }
        if isDocument { return body }
        if let text = String(validating: body, as: UTF8.self), isForm(text) { return Array(fields(text[...]).utf8) }
        return Array("\(dots) (left out: neither JSON nor a form)".utf8)
    }

    private static func members(_ json: JSON) -> JSON {
        switch json {
        case .list(let values): .list(values.map(members))
        case .object(let own):
            .object(own.map { JSON.Member($0.name, isSecret($0.name) ? .text(dots) : members($0.value)) })
        default: json
        }
    }

    private static func isSecret(_ name: String) -> Bool {
        secrets.contains(name.lowercased().filter { $0 != "_" && $0 != "-" })
    }

    /// A query or a form, with every field in its place.
    private static func fields(_ text: Substring) -> String {
        text.split(omittingEmptySubsequences: false) { "&?;".contains($0) }.map { field in
            let separator = text[field.endIndex...].prefix(1)
            guard let equals = field.firstIndex(of: "="), let name = WireQuery(field[..<equals]).items.first?.name,
                // An authorization's; in a body of JSON it is a refusal's number.
                isSecret(name) || name.lowercased() == "code"
            else { return field + separator }
            return field[...equals] + dots + separator
        }.joined()
    }

    /// Whether a text is `name=value&…` as browsers write it, and nothing else that happens to have such signs in it.
    private static func isForm(_ text: String) -> Bool {
        text.utf8.allSatisfy { letters.contains($0) || others.contains($0) }
            && text.split(separator: "&", omittingEmptySubsequences: false).allSatisfy { field in
                guard let equals = field.firstIndex(of: "="), equals > field.startIndex else { return false }
                return field[..<equals].utf8.allSatisfy(letters.contains)
            }
    }

    /// Of names; and what values and the signs between them have beside these.
    private static let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%".utf8)
    private static let others = Set("=&+*:/,@!$()'".utf8)
}
