/// An expression that begins with a name and goes on with fields, methods and calls: `market.customers:get "x"`.
struct Chain: Equatable {
    var root: Root
    var steps: [Step] = []

    enum Root: Equatable {
        case name(String)
        /// A string, as in `("x"):rep(3)`.
        case string
    }

    enum Step: Equatable {
        case field(String)
        case method(String)
        case call
        case index
    }
}

extension LuaText {
    /// The chain that ends with a token.
    func chain(endingAt last: Int) -> Chain? {
        var steps: [Chain.Step] = []
        var index = last
        while tokens.indices.contains(index) {
            let token = tokens[index]
            switch token.kind {
            case .closing:
                guard let opening = partner(of: index) else { return nil }
                guard endsOperand(opening - 1) else {
                    let isString = opening + 2 == index && tokens[opening + 1].kind == .string
                    return isString ? Chain(root: .string, steps: steps.reversed()) : nil
                }
                steps.append(self.is(token, "]") ? indexStep(opening, index) : .call)
                index = opening - 1
            case .string:
                guard endsOperand(index - 1) else { return Chain(root: .string, steps: steps.reversed()) }
                steps.append(.call)
                index -= 1
            case .name:
                let name = text(of: token)
                if index > 0, self.is(tokens[index - 1], ".") {
                    steps.append(.field(name))
                } else if index > 0, self.is(tokens[index - 1], ":") {
                    steps.append(.method(name))
                } else {
                    return Chain(root: .name(name), steps: steps.reversed())
                }
                index -= 2
            default: return nil
            }
        }
        return nil
    }

    /// The chain that begins with a token.
    func chain(startingAt first: Int) -> Chain? {
        guard tokens.indices.contains(first), tokens[first].kind == .name else { return nil }
        var last = first
        while true {
            let next = last + 1
            guard tokens.indices.contains(next) else { break }
            if self.is(tokens[next], ".") || self.is(tokens[next], ":") {
                guard tokens.indices.contains(next + 1), tokens[next + 1].kind == .name else { break }
                last = next + 1
            } else if tokens[next].kind == .string {
                last = next
            } else if tokens[next].kind == .opening, let closing = partner(of: next) {
                last = closing
            } else {
                break
            }
        }
        return chain(endingAt: last)
    }

    private func indexStep(_ opening: Int, _ closing: Int) -> Chain.Step {
        guard closing == opening + 2, tokens[opening + 1].kind == .string else { return .index }
        return .field(String(text(of: tokens[opening + 1]).dropFirst().dropLast()))
    }

    /// Whether something can be called, or gone on from, that ends with this token.
    private func endsOperand(_ index: Int) -> Bool {
        guard tokens.indices.contains(index) else { return false }
        return [.name, .string, .closing].contains(tokens[index].kind)
    }

    /// The innermost bracket that is open before a token.
    func openBracket(before end: Int) -> Int? {
        var depth = 0
        for index in tokens.indices.prefix(end).reversed() {
            switch tokens[index].kind {
            case .closing: depth += 1
            case .opening:
                if depth == 0 { return index }
                depth -= 1
            case .keyword where depth == 0 && (startsBlock(tokens[index]) || endsBlock(tokens[index])): return nil
            default: break
            }
        }
        return nil
    }
}
