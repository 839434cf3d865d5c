import Scripting

extension Completing {
    /// Names of the prelude, of Lua, of the session, of this text, and keywords.
    var globals: [Completion.Candidate] {
        var candidates = ScriptReference.descriptions.filter { $0.owner == nil }.map { candidate($0.name, $0.summary) }
        if case .table(let names) = world.look([]) {
            candidates += names.map { Completion.Candidate(text: $0.name, note: $0.type) }
        }
        candidates += ScriptReference.namesOfLua.map { candidate($0, "Lua's own") }
        candidates += ownNames.map { candidate($0, "in this input") }
        candidates += Lexer.keywordNames.map { candidate($0, "") }
        return candidates
    }

    /// Names in this text that are neither fields nor keys of a table.
    private var ownNames: [String] {
        lua.tokens.indices.prefix(count).compactMap { index in
            guard lua.tokens[index].kind == .name else { return nil }
            let name = lua.text(of: lua.tokens[index])
            guard name.hasPrefix(word) else { return nil }
            if index > 0, lua.is(lua.tokens[index - 1], ".") || lua.is(lua.tokens[index - 1], ":") { return nil }
            let isGiven = index + 1 < lua.tokens.count && lua.is(lua.tokens[index + 1], "=")
            let isKey = isGiven && lua.openBracket(before: index).map { lua.is(lua.tokens[$0], "{") } ?? false
            return isKey ? nil : name
        }
    }

    /// The members of what a chain is, behind a dot or a colon.
    func members(of chain: Chain, _ kind: Description.Kind) -> [Completion.Candidate] {
        switch found(chain) {
        case .type(let type):
            if type.base == "string" { return kind == .action ? stringMethods : [] }
            let members = type.members.filter { ($0.kind == .action) == (kind == .action) }
            let trying =
                word.hasPrefix("t")
                ? members.filter(\.asksMarket).map {
                    candidate("try_" + $0.name, "nil, error instead of raising. \($0.summary)")
                } : []
            let currencies =
                type.base == "money_library" ? ["USD", "EUR", "GBP", "JPY"].map { candidate($0, "a currency") } : []
            return members.map { candidate($0.name, $0.summary) } + trying + currencies
        case .names(let names):
            return kind == .action ? [] : names.map { Completion.Candidate(text: $0.name, note: $0.type) }
        case nil: return []
        }
    }

    private var stringMethods: [Completion.Candidate] {
        guard case .table(let names) = world.look(["string"]) else { return [] }
        return names.map { candidate($0.name, "Lua's own") }
    }

    /// What a chain is.
    enum Meaning {
        case type(TypeName)
        case names([(name: String, type: String)])
    }

    func found(_ chain: Chain) -> Meaning? {
        guard case .name(let root) = chain.root else { return .type(TypeName("string")) }
        var steps = chain.steps[...]
        var type: TypeName
        if let assigned = assignedType(root) {
            type = assigned
        } else if let global = ScriptReference.descriptions.first(where: { $0.owner == nil && $0.name == root }) {
            type = TypeName(global.type)
        } else {
            var path = [root]
            while case .field(let name)? = steps.first, case .table = world.look(path) {
                path.append(name)
                steps.removeFirst()
            }
            switch world.look(path) {
            case .object(let name): type = TypeName(name)
            case .string: type = TypeName("string")
            case .table(let names): return steps.isEmpty ? .names(names) : nil
            case .nothing: return nil
            }
        }
        while let step = steps.popFirst() {
            guard let next = self.type(of: step, on: type, isCalled: steps.first == .call) else { return nil }
            if case .method = step { steps.removeFirst() }
            type = next
        }
        return .type(type)
    }

    private func type(of step: Chain.Step, on type: TypeName, isCalled: Bool) -> TypeName? {
        // A function of a library is described by what it gives, so that calling it changes nothing.
        switch step {
        case .field(let name): type.member(name).map { type.type(of: $0) }
        case .method(let name): isCalled ? type.member(name).map { type.type(of: $0) } : nil
        case .call: type.result ?? (type.base == "money_library" ? TypeName("money") : type)
        case .index: type.element
        }
    }

    /// What a name was last given in this very text: `local name = chain`, or `for name in query do`.
    private func assignedType(_ name: String) -> TypeName? {
        for index in lua.tokens.indices.prefix(max(0, count - 1)).reversed() {
            guard lua.tokens[index].kind == .name, lua.text(of: lua.tokens[index]) == name, index + 1 < lua.tokens.count
            else { continue }
            let next = lua.tokens[index + 1]
            guard lua.is(next, "=") || lua.is(next, "in") else { continue }
            guard let chain = lua.chain(startingAt: index + 2), chain.root != .name(name) else { return nil }
            guard case .type(let type)? = found(chain) else { return nil }
            return lua.is(next, "in") ? type.element : type
        }
        return nil
    }
}
