import Lua

/// A table of functions that scripts call with a dot: `clock.now()`.
///
/// The table is the script's own: what it changes there nobody else sees, neither Compra's Lua side nor another run.
final class Library: Sendable {
    let name: String
    let summary: String
    let functions: [Function]

    /// One function of a library.
    struct Function: Sendable {
        let name: String
        let parameters: [Parameter]
        let type: String
        let summary: String
        let example: String?
        let body: @Sendable (Arguments) throws -> LuaReturn

        init(
            _ name: String,
            _ parameters: [Parameter] = [],
            returns type: String,
            _ summary: String,
            example: String? = nil,
            _ body: @escaping @Sendable (Arguments) throws -> LuaReturn
        ) {
            self.name = name
            self.parameters = parameters
            self.type = type
            self.summary = summary
            self.example = example
            self.body = body
        }
    }

    init(_ name: String, _ summary: String, _ functions: [Function]) {
        self.name = name
        self.summary = summary
        self.functions = functions
    }
}

extension Library {
    /// The library as the prelude holds it: a table of functions.
    var luaValue: LuaValue {
        .fields(functions.map { (LuaString($0.name), .function(luaFunction($0))) })
    }

    /// One function by its name.
    func function(_ name: String) -> LuaValue? {
        functions.first { $0.name == name }.map { .function(luaFunction($0)) }
    }

    var descriptions: [Description] {
        functions.map { function in
            Description(
                owner: name,
                name: function.name,
                kind: .function,
                parameters: function.parameters,
                type: function.type,
                summary: function.summary,
                example: function.example
            )
        }
    }

    private func luaFunction(_ function: Function) -> LuaFunction {
        let title = "\(name).\(function.name)"
        return LuaFunction(named: title) { call in
            try function.body(Arguments(call.arguments(), for: function.parameters, of: title))
        }
    }
}
