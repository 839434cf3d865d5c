/// Why Lua, or the way to it, failed.
public struct LuaError: Error, Sendable {
    /// What kind of failure: an open set.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The text is not Lua.
        public static let syntax = Code(rawValue: "syntax")
        /// The script raised an error, or an operation of Lua's failed.
        public static let runtime = Code(rawValue: "runtime")
        /// A host function was called with the wrong arguments.
        public static let argument = Code(rawValue: "argument")
        /// The memory limit was reached.
        public static let memory = Code(rawValue: "memory")
        /// A budget ended: nothing in the script could catch it.
        public static let instructions = Code(rawValue: "instructions")
        public static let time = Code(rawValue: "time")
        public static let wall = Code(rawValue: "wall")
        public static let output = Code(rawValue: "output")
        /// The Swift task was cancelled.
        public static let cancelled = Code(rawValue: "cancelled")
        /// The value cannot cross.
        public static let unsupported = Code(rawValue: "unsupported")
        /// The state was closed.
        public static let closed = Code(rawValue: "closed")
        /// The state is running a function further up this thread.
        public static let busy = Code(rawValue: "busy")
    }

    public var code: Code
    /// What went wrong, without the place.
    public var message: String
    /// "file:line" of the script's line, when there is one.
    public var `where`: String?
    /// How the script got there, one call a line, through coroutines.
    public var traceback: String?
    /// The error object, when the script raised one.
    public var value: LuaValue?
    /// For a syntax error: where in the source, and the line.
    public var syntax: Position?

    public struct Position: Sendable, Hashable {
        /// From 1.
        public var line: Int
        /// From 1, in bytes; `nil` when Lua does not tell enough to know it.
        public var column: Int?
        /// The line of the source.
        public var text: String

        public init(line: Int, column: Int?, text: String) {
            self.line = line
            self.column = column
            self.text = text
        }
    }

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The Swift error that a host function threw, the very same.
    public var underlying: (any Error)? { value?.object(as: LuaErrorObject.self)?.error }

    /// A budget ended or the task was cancelled; the script did not fail by itself.
    public var isStop: Bool { [.instructions, .time, .wall, .output, .cancelled].contains(code) }
}

extension LuaError: CustomStringConvertible {
    /// "scripts/reserve.lua:3: what went wrong".
    public var description: String { `where`.map { "\($0): \(message)" } ?? message }
}

extension LuaError: LuaErrorConvertible {
    public var luaMessage: String { message }

    /// The fields of the table that the script raised, where it raised one; a code in any case.
    public var luaFields: [(String, LuaValue)] {
        guard case .record(let entries)? = value else { return [("code", .text(code.rawValue))] }
        let raised = entries.compactMap { key, value in key.text.map { ($0, value) } }.filter { $0.0 != "message" }
        return raised + (raised.contains { $0.0 == "code" } ? [] : [("code", .text(code.rawValue))])
    }
}
