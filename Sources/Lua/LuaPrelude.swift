/// Names that scripts see and cannot assign.
///
/// ```swift
/// var prelude = LuaPrelude()
/// prelude["market"] = .value(.object(market))
/// prelude["today"] = .function { _ in .value(.text(clock.today)) }
/// prelude["json"] = .module(LuaSource(name: "json", text: source, isTrusted: true))
/// ```
public struct LuaPrelude: Sendable {
    public enum Entry: Sendable {
        case value(LuaValue)
        /// A function with this body, called by the name.
        case body(LuaFunctionBody)
        /// Compiled and run when a script first reads the name; what it returns is the value.
        case module(LuaSource)

        /// A function that reads its arguments from the call.
        public static func function(_ body: @escaping LuaFunctionBody) -> Entry { .body(body) }
    }

    /// Names in the order in which they were first given.
    private(set) var entries: [(name: String, entry: Entry)] = []
    private(set) var trustedEntries: [(name: String, entry: Entry)] = []

    public init() {}

    /// The entry under a name; `nil` takes the name away.
    public subscript(name: String) -> Entry? {
        get { entries.first { $0.name == name }?.entry }
        set { Self.set(&entries, name, newValue) }
    }

    /// Names that only trusted modules see, besides `raise`, which raises an error object with the fields of its argument,
    /// and `entry`, which makes the function that a script gets of one of the module's: with it an error still names the
    /// script's line where that line is `return f(…)`.
    public subscript(trusted name: String) -> Entry? {
        get { trustedEntries.first { $0.name == name }?.entry }
        set { Self.set(&trustedEntries, name, newValue) }
    }

    private static func set(_ entries: inout [(name: String, entry: Entry)], _ name: String, _ entry: Entry?) {
        let index = entries.firstIndex { $0.name == name }
        switch (index, entry) {
        case (let index?, let entry?): entries[index].entry = entry
        case (let index?, nil): entries.remove(at: index)
        case (nil, let entry?): entries.append((name, entry))
        case (nil, nil): break
        }
    }
}

extension LuaPrelude {
    /// The names with their values: what of the prelude is there before a script reads it.
    static func values(_ entries: [(name: String, entry: Entry)]) -> LuaValue {
        .record(
            entries.compactMap { name, entry in
                switch entry {
                case .value(let value): (key: .text(name), value: value)
                case .body(let body): (key: .text(name), value: .function(LuaFunction(named: name, body)))
                case .module: nil
                }
            }
        )
    }

    /// The names whose modules are compiled later, and whether scripts see them.
    var moduleNames: LuaValue {
        .record(Self.moduleNames(entries, visible: true) + Self.moduleNames(trustedEntries, visible: false))
    }

    private static func moduleNames(
        _ entries: [(name: String, entry: Entry)],
        visible: Bool
    ) -> [(key: LuaValue, value: LuaValue)] {
        entries.compactMap { name, entry in
            if case .module = entry { (key: .text(name), value: .boolean(visible)) } else { nil }
        }
    }

    func module(named name: String, trusted: Bool) -> LuaSource? {
        for case (name, .module(let source)) in trusted ? trustedEntries : entries { return source }
        return nil
    }
}
