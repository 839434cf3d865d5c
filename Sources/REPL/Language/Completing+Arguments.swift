import Scripting

extension Completing {
    /// The call whose table of named arguments the cursor is in.
    var namedArguments: (description: Description, bracket: Int)? {
        guard let bracket = lua.openBracket(before: count) else { return nil }
        guard lua.is(lua.tokens[bracket], "{") else { return nil }
        if let description = description(calledAt: bracket) { return (description, bracket) }
        // `f(positional, { … })`, and a line of `purchase "name" { … }`.
        guard let outer = lua.openBracket(before: bracket), let description = description(calledAt: outer) else {
            return nil
        }
        return (description, bracket)
    }

    /// What is called with the arguments that begin with a bracket.
    func description(calledAt bracket: Int) -> Description? {
        guard bracket > 0 else { return nil }
        let callee = lua.tokens[bracket - 1]
        if callee.kind == .string, bracket > 1 { return description(named: bracket - 2) }
        return callee.kind == .name ? description(named: bracket - 1) : nil
    }

    private func description(named index: Int) -> Description? {
        let name = lua.text(of: lua.tokens[index])
        guard index > 1, let last = lua.chain(endingAt: index)?.steps.last, let owner = lua.chain(endingAt: index - 2)
        else {
            return ScriptReference.descriptions.first { $0.owner == nil && $0.name == name && !$0.parameters.isEmpty }
        }
        guard case .type(let type)? = found(owner) else { return nil }
        switch last {
        case .field, .method: return type.member(name)
        default: return nil
        }
    }

    /// The names that were not given yet, ready for their values.
    func argumentNames(of call: (description: Description, bracket: Int)) -> [Completion.Candidate] {
        var given: Set<String> = []
        for index in call.bracket..<count where index + 1 < lua.tokens.count && lua.is(lua.tokens[index + 1], "=") {
            given.insert(lua.text(of: lua.tokens[index]))
        }
        return call.description.parameters.filter { !$0.isPositional && !given.contains($0.name) }
            .map { candidate("\($0.name) = ", "\($0.kind.luaType). \($0.summary)") }
    }

    /// The parameter whose value comes next: `{ name = `.
    func argument(of call: (description: Description, bracket: Int)) -> Parameter? {
        guard count >= 2, lua.tokens[count - 2].kind == .name else { return nil }
        let name = lua.text(of: lua.tokens[count - 2])
        return call.description.parameters.first { $0.name == name }
    }

    func values(of parameter: Parameter) -> [String] {
        switch parameter.kind {
        case .name(let names): names
        default: []
        }
    }

    /// In a string: the names that a parameter takes, modules behind `require`, else ids that were seen.
    func string(_ token: Token) -> Completion? {
        let range = token.range.lowerBound + 1..<token.range.upperBound
        let start = String(decoding: lua.bytes[range], as: UTF8.self)
        let inner = Completing(String(decoding: lua.bytes[..<token.range.lowerBound], as: UTF8.self), world)
        let candidates: [Completion.Candidate]
        if inner.isBehindRequire {
            candidates = world.modules.map { candidate($0, "a module") }
        } else if let call = inner.namedArguments, let last = inner.lua.tokens.last, inner.lua.is(last, "="),
            let parameter = inner.argument(of: call), !values(of: parameter).isEmpty
        {
            candidates = values(of: parameter).map { candidate($0, parameter.summary) }
        } else if let called = inner.calledWithString,
            case .name(let names)? = called.parameters.first(where: \.isPositional)?.kind
        {
            candidates = names.map { candidate($0, called.summary) }
        } else {
            candidates = world.ids.map { candidate($0.id, $0.title) }
        }
        return Completion(range: range, candidates: candidates.filter { $0.text.hasPrefix(start) })
    }

    private var isBehindRequire: Bool {
        let last = lua.tokens.last { $0.kind != .opening }
        return last.map { lua.is($0, "require") } ?? false
    }

    /// What is called with the string that begins now.
    private var calledWithString: Description? {
        guard let last = lua.tokens.last else { return nil }
        return last.kind == .opening
            ? description(calledAt: lua.tokens.count - 1) : description(calledAt: lua.tokens.count)
    }
}
