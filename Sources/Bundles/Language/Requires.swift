/// The modules that a Lua text requires, found in its tokens.
///
/// A name counts when it is a literal: `require "a"`, `require 'a'`, `require [[a]]`, `require("a")`, `require(("a"))`,
/// `pcall(require, "a")`, `_G.require "a"`. Every other use of `require` computes the name, or hands the function on.
struct Requires {
    /// Module name to the line that first requires it.
    private(set) var modules: [String: Int] = [:]
    /// The line of the first use that names no literal.
    private(set) var computedLine: Int?

    private let tokens: [PlacedToken]

    /// - Throws: ``BundleError`` with file and line, where the text is not Lua.
    init(_ bytes: [UInt8], file: String) throws(BundleError) {
        tokens = try LuaLexer.tokens(of: bytes, file: file)
        for index in tokens.indices where isRequire(index) {
            if let module = literal(after: index + 1) ?? literalOfProtectedCall(index) {
                modules[module] = modules[module] ?? tokens[index].line
            } else {
                computedLine = computedLine ?? tokens[index].line
            }
        }
    }

    private func token(_ index: Int) -> LuaToken? { tokens.indices.contains(index) ? tokens[index].token : nil }

    /// Whether a token is the global `require`: no field of something else, no key of a table.
    private func isRequire(_ index: Int) -> Bool {
        if token(index) == .string(Array("require".utf8)) {
            // _ENV["require"], _G["require"], rawget(_G, "require")
            return isEnvironment(index - 2) && (token(index - 1) == .mark("[") || token(index - 1) == .mark(","))
        }
        guard token(index) == .name("require") else { return false }
        switch token(index - 1) {
        case .mark("."), .mark(":"): return isEnvironment(index - 2) && token(index - 3) != .mark(".")
        case .mark("{"), .mark(","), .mark(";"):
            // A key of a constructor, unless it is compared.
            return token(index + 1) != .mark("=")
        case .name("goto"), .mark("::"): return false
        default: return true
        }
    }

    private func isEnvironment(_ index: Int) -> Bool { token(index) == .name("_G") || token(index) == .name("_ENV") }

    /// The only argument of a call, where it is a literal: behind any number of parentheses.
    private func literal(after start: Int) -> String? {
        var index = start
        while token(index) == .mark("(") { index += 1 }
        guard case .string(let bytes) = token(index) else { return nil }
        let depth = index - start
        guard (0..<depth).allSatisfy({ token(index + 1 + $0) == .mark(")") }) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    /// `pcall(require, "a")`.
    private func literalOfProtectedCall(_ index: Int) -> String? {
        guard token(index - 2) == .name("pcall"), token(index - 1) == .mark("("), token(index + 1) == .mark(","),
            case .string(let bytes) = token(index + 2), token(index + 3) == .mark(")") || token(index + 3) == .mark(",")
        else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}
