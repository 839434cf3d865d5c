import Scripting

/// Tells entries that hold a secret, which must not reach the history's file.
///
/// A false alarm costs a line of history, a miss costs a credential: in doubt it is a secret. What stands where an action
/// takes an id, as in `c:order "…"`, is one: orders have ids that look like keys.
enum Secrets {
    /// Whether an entry begins with a blank (the writer's own wish), gives a value to something that is called like a
    /// secret, or holds a text that looks like a token or key.
    static func mayBe(in entry: String) -> Bool {
        if entry.first == " " { return true }
        let text = LuaText(entry)
        var bytes = text.bytes
        var isNamed = false
        for (index, token) in text.tokens.enumerated() {
            switch token.kind {
            case .name:
                isNamed = isName(text.text(of: token))
            case .string, .unfinishedString:
                let content = text.bytes[token.range]
                if text.isID(at: index) {
                    for place in token.range { bytes[place] = 0x20 }
                    continue
                }
                if isNamed || looksLikeCredential(content) { return true }
                isNamed = namesSecret(content)
            case .operator, .opening, .closing, .comment: break
            default: isNamed = false
            }
        }
        return looksLikeCredential(bytes)
    }

    /// Whether something of this name may be a secret.
    static func isName(_ name: String) -> Bool {
        let name = name.lowercased()
        return names.contains { name.contains($0) }
    }

    private static let names = [
        "secret", "password", "passwd", "passphrase", "token", "apikey", "api_key", "private_key", "credential",
        "authorization",
        "bearer",
    ]

    private static func namesSecret(_ content: ArraySlice<UInt8>) -> Bool {
        content.count < 40 && isName(String(decoding: content, as: UTF8.self))
    }

    /// A JSON Web Token, a PEM block, or a run of 32 characters and more in which upper case, lower case and digits are
    /// mixed: ids of this market are hexadecimal or upper case throughout.
    static func looksLikeCredential(_ bytes: some Collection<UInt8>) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        if text.contains("eyJ") || text.contains("-----BEGIN") { return true }
        let runs = text.utf8.split { !($0.isKeyMaterial) }
        return runs.contains { run in
            run.count >= 32 && run.contains { 0x41...0x5A ~= $0 } && run.contains { 0x61...0x7A ~= $0 }
                && run.contains { 0x30...0x39 ~= $0 }
        }
    }
}

extension LuaText {
    /// Whether a string is the id that an action takes: `:order "…"`, `:order("…"`.
    fileprivate func isID(at index: Int) -> Bool {
        var name = index - 1
        if name >= 0, self.is(tokens[name], "(") { name -= 1 }
        return name > 0 && self.is(tokens[name - 1], ":") && Self.takesID.contains(text(of: tokens[name]))
    }

    private static let takesID = Set(
        ScriptReference.descriptions.filter { $0.parameters.contains { $0.isPositional && $0.name == "id" } }.map(
            \.name
        )
    )
}

extension UInt8 {
    /// Letters, digits and what base 64, its kind for addresses, and client secrets use besides.
    fileprivate var isKeyMaterial: Bool {
        (self | 0x20) &- 0x61 < 26 || self &- 0x30 < 10 || "+/=-_~.".utf8.contains(self)
    }
}
