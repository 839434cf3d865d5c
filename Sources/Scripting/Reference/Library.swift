import Lua

/// A table of functions that scripts call with a dot: `clock.now()`.
///
/// The table is the script's own: what it changes there nobody else sees, neither Compra's Lua side nor another run.
final class Library: Sendable {
    let name: String

    /// What the functions' descriptions name as their owner, where that isn't the library's name.
    let typeName: String
    let summary: String
    let functions: [Function]

    /// One function of a library.
    struct Function: Sendable {
        let name: String
        let parameters: [Parameter]
        let type: String
        let summary: String
        let example: String?
        let body: @Sendable (Arguments, Session) throws -> LuaReturn

        init(
            _ name: String,
            _ parameters: [Parameter] = [],
            returns type: String,
            _ summary: String,
            example: String? = nil,
            _ body: @escaping @Sendable (Arguments, Session) throws -> LuaReturn
        ) {
            self.name = name
            self.parameters = parameters
            self.type = type
            self.summary = summary
            self.example = example
            self.body = body
        }
    }

    init(_ name: String, type typeName: String? = nil, _ summary: String, _ functions: [Function]) {
        self.name = name
        self.typeName = typeName ?? name
        self.summary = summary
        self.functions = functions
    }
}

extension Library {
    /// The library as the prelude holds it: a table of functions.
    func luaValue(in session: Session) -> LuaValue {
        .fields(functions.map { (LuaString($0.name), .function(luaFunction($0, in: session))) })
    }

    /// One function by its name.
    func function(_ name: String, in session: Session) -> LuaValue? {
        functions.first { $0.name == name }.map { .function(luaFunction($0, in: session)) }
    }

    var descriptions: [Description] {
        functions.map { function in
            Description(
                owner: typeName,
                name: function.name,
                kind: .function,
                parameters: function.parameters,
                type: function.type,
                summary: function.summary,
                example: function.example
            )
        }
    }

    private func luaFunction(_ function: Function, in session: Session) -> LuaFunction {
        let title = "\(name).\(function.name)"
        return LuaFunction(named: title) { call in
            try function.body(Arguments(call.arguments(), for: function.parameters, of: title), session)
        }
    }
}
