internal import CLuaShim

/// Code of others beside the script's: a library, with globals, libraries and modules of its own.
///
/// The modules that a compartment requires of itself are loaded once. Another compartment that requires one of them should
/// be given a compartment of its own, so that what one does to a module reaches no other. A host function can ask
/// ``LuaCall/callers`` whose code calls it.
public final class LuaCompartment: Sendable {
    /// What the names of its chunks begin with, as tracebacks show them: `acme.buying@1.2.0`. No other compartment of the
    /// state has it.
    public let name: String
    /// The names that its code sees and cannot assign. Names for trusted modules are the configuration's.
    public let prelude: LuaPrelude
    let modules: @Sendable (_ name: String) throws -> LuaSource?

    /// - Parameter modules: The source that its `require(name)` runs; nil when there is none.
    public init(
        name: String,
        prelude: LuaPrelude,
        modules: @escaping @Sendable (_ name: String) throws -> LuaSource?
    ) {
        self.name = name
        self.prelude = prelude
        self.modules = modules
    }
}

/// Whose code calls a host function.
public enum LuaCaller: Sendable {
    case script
    case compartment(LuaCompartment)
    /// No Lua function leads to the call, as when a bound function is the body of a coroutine.
    case unknown
}

extension LuaCall {
    /// Whose code calls, and whose code took the method from its object, where that is another. In a state without
    /// compartments it is the script.
    public var callers: [LuaCaller] {
        let core = unsafe LuaCore.of(thread)
        var taker: Int32 = 0
        let caller = unsafe shim_caller(thread, &taker)
        return caller == taker || taker == Int32(SHIM_SCRIPT)
            ? [core.caller(caller)] : [core.caller(caller), core.caller(taker)]
    }
}

extension LuaCore {
    fileprivate func caller(_ number: Int32) -> LuaCaller {
        if number == Int32(SHIM_SCRIPT) { return .script }
        return compartment(number).map { .compartment($0) } ?? .unknown
    }
}
