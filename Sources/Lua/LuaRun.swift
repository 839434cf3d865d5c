internal import CLuaShim

/// One call of a state's, from its start to its end, waits included: what cancellation and the wall clock stop.
@safe final class LuaRun: @unchecked Sendable {
    let raw: OpaquePointer

    init() throws(LuaError) {
        guard let raw = unsafe shim_call_new() else { throw LuaError(.memory, "not enough memory for a call") }
        unsafe self.raw = raw
    }

    deinit { unsafe shim_call_free(raw) }

    func interrupt(_ reason: Int) { unsafe shim_interrupt(raw, Int32(reason)) }
}
