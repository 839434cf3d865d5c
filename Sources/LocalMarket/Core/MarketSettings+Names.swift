import Commerce

extension MarketSettings {
    /// The settings that have one value each, by the names that they are kept under, and how each is written at present.
    ///
    /// ```swift
    /// var settings = MarketSettings()
    /// try settings.set("cart_lifetime", to: "PT20M")
    /// ```
    public var values: [String: String] {
        Self.entries.compactMapValues { $0.isTable ? nil : $0.write(self)[""] }
    }

    /// Sets one of ``values`` from text.
    ///
    /// - Throws: ``MarketError`` with 400/800002 for an unknown name or a value that can't be read.
    public mutating func set(_ name: String, to text: String) throws {
        guard let entry = Self.entries[name], !entry.isTable else {
            let names = values.keys.sorted()
            throw MarketError(
                .invalidInput,
                "\"\(name)\" is no setting",
                hint: Suggestion.hint(for: name, among: names) ?? "one of \(names.joined(separator: ", "))"
            )
        }
        do {
            try entry.read(&self, "", text)
        } catch {
            let cause = MarketError(of: error)
            throw MarketError(.invalidInput, "\(name): \(cause.message)", hint: cause.hint)
        }
    }
}
