/// The script language as LuaCATS definitions, for editors with a Lua language server.
///
/// `stdlib/meta/compra.lua` holds this text; `make definitions` writes it.
public enum EditorDefinitions {
    public static var text: String {
        let types = ScriptReference.typeSummaries.map { type(name: $0.name, summary: $0.summary) }
        let globals = ScriptReference.descriptions.filter { $0.owner == nil }.map(global)
        return ([heading, error] + records + types + globals).joined(separator: "\n\n") + "\n"
    }

    private static let heading = """
        ---@meta compra
        -- Made from the table that binds each name to Lua: `make definitions` writes it, a test compares the two.
        """

    private static let error = """
        ---What is raised: `pcall` gives it back whole.
        ---@class error
        ---@field code string|integer
        ---@field message string
        ---@field hint string?
        ---@field retryable boolean
        ---@field status integer?
        ---@field correlation_id string?
        ---@field where string?
        """

    private static func type(name: String, summary: String) -> String {
        let members = ScriptReference.descriptions.filter { $0.owner == name }
        let fields = members.filter { $0.kind == .field }.map {
            "---@field \($0.name) \($0.type) \(oneLine($0.summary))"
        }
        let isGeneric = members.contains { $0.type.hasPrefix("T") }
        let head = [comment(summary), "---@class \(name)\(isGeneric ? "<T>" : "")"] + fields + ["local \(name) = {}"]
        let functions = members.filter { $0.kind != .field }.flatMap { member in
            [function(member, named: member.name, returns: member.type)]
                + (member.asksMarket
                    ? [function(member, named: "try_\(member.name)", returns: optional(member.type) + ", error?")] : [])
        }
        return ([head.joined(separator: "\n")] + functions).joined(separator: "\n\n")
    }

    private static func function(_ description: Description, named name: String, returns type: String) -> String {
        let named = description.parameters.filter { !$0.isPositional }
        var lines = [comment(description.summary)]
        if let example = description.example { lines.append("---\n---    \(oneLine(example))") }
        for parameter in description.parameters where parameter.isPositional {
            let mark = parameter.isRequired ? "" : "?"
            lines.append("---@param \(parameter.name)\(mark) \(parameter.kind.luaType) \(oneLine(parameter.summary))")
        }
        var names = description.parameters.filter(\.isPositional).map(\.name)
        if !named.isEmpty {
            let fields = named.map { "\($0.name)\($0.isRequired ? "" : "?"): \($0.kind.luaType)" }.joined(
                separator: ", "
            )
            let mark = named.contains(where: \.isRequired) ? "" : "?"
            lines.append("---@param arguments\(mark) { \(fields) }")
            names.append("arguments")
        }
        lines.append("---@return \(type)")
        let separator = description.kind == .action ? ":" : "."
        lines.append("function \(description.owner ?? "")\(separator)\(name)(\(names.joined(separator: ", "))) end")
        return lines.joined(separator: "\n")
    }

    private static func global(_ description: Description) -> String {
        var lines = [comment(description.summary)]
        if let example = description.example { lines.append("---\n---    \(oneLine(example))") }
        return (lines + ["---@type \(description.type)", "\(description.name) = nil"]).joined(separator: "\n")
    }

    /// Types that descriptions name and that are plain tables.
    private static var records: [String] {
        let known = Set(ScriptReference.typeSummaries.map(\.name) + builtIn)
        let named = ScriptReference.descriptions.flatMap { words(of: $0.type) }
        return Set(named).subtracting(known).sorted().map { "---@alias \($0) table" }
    }

    private static let builtIn = [
        "any", "boolean", "error", "fun", "function", "integer", "name", "amount", "nil", "number", "purchase",
        "string", "table", "T",
    ]

    private static func words(of type: String) -> [String] {
        type.split { !($0.isLetter || $0 == "_") }.map(String.init)
    }

    private static func optional(_ type: String) -> String { type.hasSuffix("?") ? type : type + "?" }

    private static func comment(_ text: String) -> String { "---" + oneLine(text) }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
