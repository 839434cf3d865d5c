internal import CLuaShim
internal import Synchronization

/// A function: one of Lua's, kept alive for as long as Swift holds it, or one of Swift's on its way to Lua.
///
/// A function of Lua's belongs to its state. Once the state is closed, calling the function is an error.
public final class LuaFunction: Sendable {
    enum Storage: Sendable {
        case lua(core: LuaCore, reference: Int32)
        case host(HostFunction)
    }

    let storage: Storage

    init(core: LuaCore, reference: Int32) { storage = .lua(core: core, reference: reference) }

    /// A Swift function that reads its arguments from the call. Errors call it by its name.
    public convenience init(named name: String, _ body: @escaping LuaFunctionBody) {
        self.init(named: name, body: body)
    }

    @usableFromInline init(named name: String, body: @escaping LuaFunctionBody) {
        storage = .host(HostFunction(name, body: body))
    }

    /// Calls the function from an operation that a script waits for, or between runs.
    public func call(_ arguments: [LuaValue] = []) async throws(LuaError) -> [LuaValue] {
        guard case .lua(let core, _) = storage else {
            throw LuaError(.unsupported, "a Swift function has no state of its own; call it through one")
        }
        return try await core.run(self, arguments)
    }

    deinit {
        if case .lua(let core, let reference) = storage { core.released.withLock { $0.append(reference) } }
    }
}
