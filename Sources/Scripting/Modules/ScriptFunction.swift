import Lua

/// A Swift function that scripts call: any number of arguments, throwing or not, asynchronous or not.
///
/// Arguments and results are `Codable`: numbers, text and booleans as themselves, ``Commerce/Money`` as money, arrays as
/// lists, other types as tables with their names. An optional argument may be left out, and a type of several fields gives
/// named ones: `stock.reserve{ sku = "00WR", quantity = 2 }`. A value of the wrong kind and a misspelt name are errors at
/// the script's line before the function is called; so is an error that the function throws.
///
/// While an asynchronous function waits, the script does, and no thread.
///
/// ```swift
/// struct Reservation: Codable { var sku: String; var quantity: Int }
///
/// ScriptFunction("reserve", ["reservation"], "Takes some off the shelf; answers how many are left.") {
///     (reservation: Reservation) async throws in try await shelf.take(reservation.quantity, of: reservation.sku)
/// }
/// ```
public struct ScriptFunction: Sendable {
    public let name: String
    let body: LuaFunctionBody
    private let parameters: [Parameter]
    private let type: String
    private let summary: String

    /// - Parameters:
    ///   - name: What scripts call it by.
    ///   - parameters: The arguments' names, for help and completion.
    ///   - summary: What it does, in one sentence.
    public init<each Argument: Decodable & Sendable, Result: Encodable & Sendable>(
        _ name: String,
        _ parameters: [String] = [],
        _ summary: String = "",
        _ body: @escaping @Sendable (repeat each Argument) throws -> Result
    ) {
        self.init(name, parameters, of: (repeat (each Argument).self), Result.self, summary) { call in
            var position = 0
            return try .value(LuaValue(encoding: body(repeat call.next((each Argument).self, &position))))
        }
    }

    /// A function without a result.
    public init<each Argument: Decodable & Sendable>(
        _ name: String,
        _ parameters: [String] = [],
        _ summary: String = "",
        _ body: @escaping @Sendable (repeat each Argument) throws -> Void
    ) {
        self.init(name, parameters, of: (repeat (each Argument).self), Void.self, summary) { call in
            var position = 0
            try body(repeat call.next((each Argument).self, &position))
            return .none
        }
    }

    /// A function that waits.
    public init<each Argument: Decodable & Sendable, Result: Encodable & Sendable>(
        _ name: String,
        _ parameters: [String] = [],
        _ summary: String = "",
        _ body: @escaping @Sendable (repeat each Argument) async throws -> Result
    ) {
        self.init(name, parameters, of: (repeat (each Argument).self), Result.self, summary) { call in
            var position = 0
            let arguments = try (repeat call.next((each Argument).self, &position))
            return .pending { try await [LuaValue(encoding: body(repeat each arguments))] }
        }
    }

    /// A function that waits and has no result.
    public init<each Argument: Decodable & Sendable>(
        _ name: String,
        _ parameters: [String] = [],
        _ summary: String = "",
        _ body: @escaping @Sendable (repeat each Argument) async throws -> Void
    ) {
        self.init(name, parameters, of: (repeat (each Argument).self), Void.self, summary) { call in
            var position = 0
            let arguments = try (repeat call.next((each Argument).self, &position))
            return .pending {
                try await body(repeat each arguments)
                return []
            }
        }
    }

    private init<each Argument>(
        _ name: String,
        _ names: [String],
        of types: (repeat (each Argument).Type),
        _ result: Any.Type,
        _ summary: String,
        _ body: @escaping LuaFunctionBody
    ) {
        var parameters: [Parameter] = []
        for type in repeat each types {
            let name = parameters.count < names.count ? names[parameters.count] : "argument\(parameters.count + 1)"
            parameters.append(Parameter(name, of: type))
        }
        precondition(names.count <= parameters.count, "'\(name)' has more names than arguments")
        self.name = name
        self.body = body
        self.parameters = parameters
        self.summary = summary
        type = CrossingType(result).luaType
    }

    func description(of module: String) -> Description {
        Description(
            owner: module,
            name: name,
            kind: .function,
            parameters: parameters,
            type: type,
            summary: summary,
            example: nil
        )
    }
}

extension LuaCall {
    /// The argument after the one at `position`.
    fileprivate func next<Argument: Decodable>(_ type: Argument.Type, _ position: inout Int) throws -> Argument {
        position += 1
        return try decode(type, at: position)
    }
}
