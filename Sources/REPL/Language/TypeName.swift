import Scripting

/// A type in LuaCATS' spelling, as descriptions have it, and what follows from it.
struct TypeName: Equatable {
    let text: String

    init(_ text: String) {
        self.text = text.hasSuffix("?") ? String(text.dropLast()) : text
    }

    /// `query` of `query<sku>`.
    var base: String { String(text.prefix { $0 != "<" }) }

    /// `sku` of `query<sku>` and of `sku[]`.
    var element: TypeName? {
        if text.hasSuffix("[]") { return TypeName(String(text.dropLast(2))) }
        guard text.hasSuffix(">"), let start = text.firstIndex(of: "<") else { return nil }
        return TypeName(String(text[text.index(after: start)...].dropLast()))
    }

    /// What a call of a `fun(…): type` gives.
    var result: TypeName? {
        guard text.hasPrefix("fun("), let end = text.end(of: "): ") else { return nil }
        return TypeName(String(text[end...]))
    }

    /// The members that scripts reach by a name.
    var members: [Description] { ScriptReference.descriptions.filter { $0.owner == base } }

    func member(_ name: String) -> Description? {
        let plain = name.hasPrefix("try_") ? String(name.dropFirst(4)) : name
        return members.first { $0.name == plain }
    }

    /// What a member is or returns, with this type's element in the place of `T`.
    func type(of member: Description) -> TypeName {
        guard let element else { return TypeName(member.type) }
        switch member.type {
        case "T", "T?": return element
        case "T[]": return TypeName(element.text + "[]")
        default: return TypeName(member.type)
        }
    }
}

extension String {
    /// Where the first occurrence of a text ends.
    fileprivate func end(of text: String) -> Index? {
        indices.first { self[$0...].hasPrefix(text) }.map { index($0, offsetBy: text.count) }
    }
}
