import Commerce

extension JSON {
    /// Whether two values are the same however a client spells them: names in any case, null for what is missing (3.3),
    /// numbers and truth as text, times in any zone (3.5), values of enumerations in any case (3.6).
    func means(_ other: JSON?) -> Bool { meaning == (other ?? .null).meaning }

    private var meaning: JSON {
        switch self {
        case .null: .null
        case .boolean(let value): .text(value ? "true" : "false")
        case .text(let text), .number(let text): .text(Self.meaning(of: text))
        case .list(let values): .list(values.map(\.meaning))
        case .object(let members):
            // A name that stands there twice stays twice: who reads it may take either.
            .object(
                members.filter { $0.value != .null }.map { Member($0.name.lowercased(), $0.value.meaning) }
                    .sorted { $0.name < $1.name }
            )
        }
    }

    private static func meaning(of text: String) -> String {
        if let number = try? FixedPoint(jsonNumber: text) { return number.description }
        if let time = try? Timestamp(text) { return time.description }
        return text.lowercased().replacing("_", with: "")
    }
}
