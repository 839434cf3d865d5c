internal import CLuaShim
internal import Synchronization

/// One Lua state as C keeps it, and what Swift keeps beside it. Entered by one thread at a time.
@safe final class LuaCore: @unchecked Sendable {
    /// References of functions that Swift no longer holds: given back when there is occasion.
    let released = Mutex<[Int32]>([])
    private let gate: OpaquePointer

    // The rest is touched by the thread inside only.
    private var host: OpaquePointer?
    private var configuration: LuaConfiguration
    /// What the running function wants to wait for, on its way to the drive loop.
    var operation: (@Sendable () async throws -> [LuaValue])?
    private(set) var limits: LuaLimits
    private var compartments: [LuaCompartment] = []
    /// What a closed state holds: nothing, unless something leaks.
    private(set) var left = LuaStatistics()

    init(_ configuration: LuaConfiguration) throws(LuaError) {
        self.configuration = configuration
        limits = configuration.limits
        guard let gate = unsafe shim_gate_new() else { throw LuaError(.memory, "not enough memory for a Lua state") }
        unsafe self.gate = gate
        var raw = limits.raw
        var callbacks = unsafe hostCallbacks
        unsafe callbacks.context = Unmanaged.passUnretained(self).toOpaque()
        guard let host = unsafe shim_open(gate, &raw, &callbacks, configuration.seed) else {
            throw LuaError(.memory, "not enough memory for a Lua state: the limit is \(limits.memory) bytes")
        }
        unsafe self.host = host
        try unsafe openPrelude(host)
    }

    deinit {
        close()
        unsafe shim_gate_free(gate)
    }

    func close() {
        guard unsafe shim_enter(gate) else { return }
        defer { unsafe shim_leave(gate) }
        guard let open = unsafe host else { return }
        unsafe host = nil
        operation = nil
        left = unsafe LuaStatistics(shim_close(open))
        compartments = []
        configuration = LuaConfiguration()
    }

    static func of(_ thread: OpaquePointer) -> LuaCore {
        unsafe Unmanaged<LuaCore>.fromOpaque(shim_context(thread)).takeUnretainedValue()
    }

    private func openPrelude(_ host: OpaquePointer) throws(LuaError) {
        let prelude = configuration.prelude
        var trusted = prelude.trustedEntries
        trusted.append(("raise", .function { call in throw try LuaRaisedError(fields: call.value(at: 1)) }))
        let inbox = unsafe Inbox(shim_main(host))
        try inbox.put([LuaPrelude.values(prelude.entries), LuaPrelude.values(trusted), prelude.moduleNames])
        guard unsafe shim_prelude(host) == SHIM_OK else {
            throw LuaError(.memory, "not enough memory for the prelude: the limit is \(limits.memory) bytes")
        }
    }

    /// A global that reads as nil instead of failing while it has no value.
    func declare(_ name: String) throws(LuaError) {
        try unsafe inside { host throws(LuaError) in
            try unsafe Inbox(shim_main(host)).put([.text(name)])
            guard unsafe shim_declare(host) == SHIM_OK else {
                throw LuaError(.memory, "not enough memory to declare '\(name)'")
            }
        }
    }

    // MARK: Entering

    /// Enters the state, unless it is closed, or runs further up this thread.
    func inside<Result>(_ body: (OpaquePointer) throws(LuaError) -> Result) throws(LuaError) -> Result {
        guard unsafe shim_enter(gate) else {
            throw LuaError(.busy, "the Lua state is running further up this thread; call through the call's `invoke`")
        }
        defer { unsafe shim_leave(gate) }
        guard let host = unsafe host else { throw LuaError(.closed, "the Lua state was closed") }
        unsafe giveBackReferences(host)
        return try unsafe body(host)
    }

    /// Lets go of the functions that Swift no longer holds: at every entry, and before a running function gets more.
    func giveBackReferences(_ host: OpaquePointer) {
        let references = released.withLock { references in
            defer { references.removeAll(keepingCapacity: true) }
            return references
        }
        for reference in references { unsafe shim_release(host, reference) }
    }

    var openHost: OpaquePointer? { unsafe host }

    func renew(_ limits: LuaLimits) throws(LuaError) {
        var raw = limits.raw
        try unsafe inside { host in
            self.limits = limits
            unsafe shim_renew(host, &raw)
        }
    }

    /// What was read last from Lua. Empties the outbox.
    func takeOutbox() -> [LuaValue] {
        guard let host = unsafe host else { return [] }
        let batch = unsafe shim_outbox(host)
        var outbox = unsafe Outbox(batch, core: self)
        return outbox.values()
    }

    /// The source of a module as the asker sees it: the script, or a compartment by its number.
    func source(of name: String, kind: Int32, asker: Int32) throws -> LuaSource? {
        let compartment = compartment(asker)
        return switch Int(kind) {
        case SHIM_REQUIRED_MODULE: try (compartment?.modules ?? configuration.modules)(name)
        case SHIM_TRUSTED_MODULE: configuration.prelude.module(named: name, trusted: true)
        default: (compartment?.prelude ?? configuration.prelude).module(named: name, trusted: false)
        }
    }

    func compartment(_ number: Int32) -> LuaCompartment? {
        compartments.indices.contains(Int(number) - 1) ? compartments[Int(number) - 1] : nil
    }

    /// The number of a compartment in this state, which makes it when it is met first.
    func number(of compartment: LuaCompartment?, on thread: OpaquePointer) throws(LuaError) -> Int32 {
        guard let compartment else { return Int32(SHIM_SCRIPT) }
        if let index = compartments.firstIndex(where: { $0 === compartment }) { return Int32(index + 1) }
        let prelude = compartment.prelude
        try unsafe Inbox(thread).put([LuaPrelude.values(prelude.entries), prelude.moduleNames])
        var number: Int32 = 0
        guard unsafe shim_compartment(thread, compartment.name, &number) == SHIM_OK else {
            throw LuaError(.memory, "not enough memory for \(compartment.name): the limit is \(limits.memory) bytes")
        }
        compartments.append(compartment)
        return number
    }

    func write(_ bytes: [UInt8]) { configuration.output(bytes) }

    func now() -> Int64 { configuration.now() }
}

/// What C calls; the context names the core.
nonisolated(unsafe) private let hostCallbacks = unsafe shim_callbacks(
    context: UnsafeMutableRawPointer(bitPattern: 1).unsafelyUnwrapped,
    module: { thread, context, kind, asker, name, count in
        let core = unsafe Unmanaged<LuaCore>.fromOpaque(context).takeUnretainedValue()
        do {
            let name = unsafe String(decoding: UnsafeRawBufferPointer(start: name, count: count), as: UTF8.self)
            guard let source = try core.source(of: name, kind: kind, asker: asker) else { return 0 }
            let isRequired = Int(kind) == SHIM_REQUIRED_MODULE
            let owner = isRequired ? try unsafe core.number(of: source.compartment, on: thread) : asker
            try unsafe Inbox(thread).put([
                .text(source.chunkName), .bytes(source.bytes), .boolean(source.isTrusted), .integer(Int64(owner)),
            ])
            return 1
        } catch {
            return unsafe raise(error, thread: thread)
        }
    },
    malformed: { thread, context, chunk, bytes, count, reach, message in
        let text = unsafe [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
        let source = unsafe LuaSource(name: String(cString: chunk + 1), bytes: text)
        let error = unsafe LuaError(.syntax, String(cString: message)).locating(in: source, reach: reach)
        unsafe Inbox(thread).put(raising: error, at: error.where)
    },
    output: { context, bytes, count in
        let core = unsafe Unmanaged<LuaCore>.fromOpaque(context).takeUnretainedValue()
        unsafe core.write([UInt8](UnsafeRawBufferPointer(start: bytes, count: count)))
    },
    now: { context in unsafe Unmanaged<LuaCore>.fromOpaque(context).takeUnretainedValue().now() },
    release: { object in unsafe Unmanaged<AnyObject>.fromOpaque(object).release() },
    forget: { context in unsafe Unmanaged<LuaCore>.fromOpaque(context).takeUnretainedValue().operation = nil }
)
