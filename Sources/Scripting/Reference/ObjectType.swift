import Commerce
import Lua

/// An object that scripts hold: a handle of a resource, a value such as money, or a part of the prelude.
protocol ScriptObject: LuaObject {
    static var type: ObjectType { get }
}

extension ScriptObject {
    static var luaType: LuaType { type.luaType }
}

/// A type of object in the script language: its members with their descriptions, and what the bridge needs of them.
struct ObjectType: Sendable {
    let name: String
    let summary: String
    let descriptions: [Description]

    /// Reads the fields, in the order of their descriptions, which come first; nil for an object of another type.
    let fields: @Sendable (any LuaObject) -> [LuaValue]?

    let luaType: LuaType

    init<Object: ScriptObject>(
        _ name: String,
        of: Object.Type = Object.self,
        _ summary: String,
        fields: [Field<Object>] = [],
        actions: [Action<Object>] = [],
        operators: [LuaMember<Object>] = []
    ) {
        self.name = name
        self.summary = summary
        self.descriptions = fields.map { $0.description(of: name) } + actions.map { $0.description(of: name) }
        self.fields = { object in (object as? Object).map { object in fields.map { (try? $0.value(object)) ?? .nil } } }
        self.luaType = LuaType(
            name,
            of: Object.self,
            members: fields.map(\.member) + actions.flatMap { $0.members(of: name) } + operators
        )
    }
}

/// A read-only field of an object.
struct Field<Object: ScriptObject>: Sendable {
    let name: String
    let type: String
    let summary: String
    let value: @Sendable (Object) throws -> LuaValue

    /// - Parameter type: The field's type in LuaCATS' spelling: `string`, `money?`, `term[]`.
    init(
        _ name: String,
        _ type: String,
        _ summary: String,
        _ value: @escaping @Sendable (Object) throws -> LuaValue
    ) {
        self.name = name
        self.type = type
        self.summary = summary
        self.value = value
    }

    var member: LuaMember<Object> { .field(name, value) }

    func description(of owner: String) -> Description {
        Description(
            owner: owner,
            name: name,
            kind: .field,
            parameters: [],
            type: type,
            summary: summary,
            example: nil
        )
    }
}

/// An action of an object: `object:verb(positional, { named = arguments })`.
///
/// An action that may have to wait for the market is asynchronous: the script stops there, and no thread does.
struct Action<Object: ScriptObject>: Sendable {
    let name: String
    let parameters: [Parameter]
    let type: String
    let summary: String
    let example: String?
    let body: Body

    enum Body: Sendable {
        case immediate(@Sendable (Object, Arguments) throws -> LuaValue)
        case waiting(@Sendable (Object, Arguments) async throws -> LuaValue)

        var isWaiting: Bool { if case .waiting = self { true } else { false } }
    }

    /// An action that answers from what it has.
    static func immediate(
        _ name: String,
        _ parameters: [Parameter] = [],
        returns type: String,
        _ summary: String,
        example: String? = nil,
        _ body: @escaping @Sendable (Object, Arguments) throws -> LuaValue
    ) -> Action {
        Action(
            name: name,
            parameters: parameters,
            type: type,
            summary: summary,
            example: example,
            body: .immediate(body)
        )
    }

    /// An action that asks the market. It also has a `try_` form, which returns `nil, error` for errors of the market.
    static func waiting(
        _ name: String,
        _ parameters: [Parameter] = [],
        returns type: String,
        _ summary: String,
        example: String? = nil,
        _ body: @escaping @Sendable (Object, Arguments) async throws -> LuaValue
    ) -> Action {
        Action(
            name: name,
            parameters: parameters,
            type: type,
            summary: summary,
            example: example,
            body: .waiting(body)
        )
    }

    func members(of owner: String) -> [LuaMember<Object>] {
        let parameters = parameters
        let action = "\(owner):\(name)"
        switch body {
        case .immediate(let body):
            return [
                .method(name) { object, call in
                    .value(try body(object, Arguments(try call.arguments(), for: parameters, of: action)))
                }
            ]
        case .waiting(let body):
            let trying = "\(owner):try_\(name)"
            return [
                .method(name) { object, call in
                    let arguments = try Arguments(try call.arguments(), for: parameters, of: action)
                    return call.answering { [try await body(object, arguments)] }
                },
                .method("try_\(name)") { object, call in
                    let arguments = try Arguments(try call.arguments(), for: parameters, of: trying)
                    let place = call.where
                    return call.answering {
                        do {
                            return [try await body(object, arguments)]
                        } catch let error as MarketError {
                            return [.nil, .error(error, at: place)]
                        }
                    }
                },
            ]
        }
    }

    func description(of owner: String) -> Description {
        Description(
            owner: owner,
            name: name,
            kind: .action,
            parameters: parameters,
            type: type,
            summary: summary,
            example: example,
            asksMarket: body.isWaiting
        )
    }
}

extension LuaCall {
    /// All arguments.
    func arguments() throws -> [LuaValue] {
        var values: [LuaValue] = []
        for position in 0..<argumentCount { values.append(try value(at: position + 1)) }
        return values
    }
}
