internal import CLuaShim

/// Running a function: entries into Lua with waits between them.
extension LuaCore {
    /// What an entry into Lua ended with.
    private enum Step {
        case done([LuaValue])
        case failed(LuaError)
        case waiting(Waiting, @Sendable () async throws -> [LuaValue])
    }

    /// A coroutine that waits: Lua's until the next entry.
    @safe private struct Waiting: @unchecked Sendable {
        let thread: OpaquePointer
    }

    /// Runs a function to its end on the threads for Lua; the task's cancellation stops it.
    func run(_ function: LuaFunction, _ arguments: [LuaValue]) async throws(LuaError) -> [LuaValue] {
        let run = try LuaRun()
        let outcome = await withTaskExecutorPreference(LuaExecutor.shared) {
            await withTaskCancellationHandler {
                if let wall = limits.wall {
                    await drive(run, function, arguments, within: wall)
                } else {
                    await drive(run, function, arguments)
                }
            } onCancel: {
                run.interrupt(SHIM_CANCELLED)
            }
        }
        return try outcome.get()
    }

    private func drive(
        _ run: LuaRun,
        _ function: LuaFunction,
        _ arguments: [LuaValue]
    ) async -> Result<[LuaValue], LuaError> {
        var step = start(run, function, arguments)
        while true {
            switch step {
            case .done(let values): return .success(values)
            case .failed(let error): return .failure(error)
            case .waiting(let waiting, let operation):
                do {
                    step = resume(run, waiting, .success(try await operation()))
                } catch {
                    step = resume(run, waiting, .failure(error))
                }
            }
        }
    }

    /// The same with an alarm beside it, which rings while every thread for Lua computes.
    private func drive(
        _ run: LuaRun,
        _ function: LuaFunction,
        _ arguments: [LuaValue],
        within wall: Duration
    ) async -> Result<[LuaValue], LuaError> {
        await withTaskGroup(of: Result<[LuaValue], LuaError>?.self) { group in
            group.addTask { await self.drive(run, function, arguments) }
            group.addTask(executorPreference: globalConcurrentExecutor) {
                if (try? await Task.sleep(for: wall)) != nil { run.interrupt(SHIM_WALL) }
                return nil
            }
            var outcome: Result<[LuaValue], LuaError>?
            for await result in group {
                outcome = outcome ?? result
                group.cancelAll()
            }
            return outcome ?? .failure(LuaError(.cancelled, "the run was cancelled"))
        }
    }

    // MARK: Entries

    private func start(_ run: LuaRun, _ function: LuaFunction, _ arguments: [LuaValue]) -> Step {
        unsafe entry { host, thread throws(LuaError) in
            let main = unsafe shim_main(host)
            try unsafe Inbox(main).put([.function(function)] + arguments)
            return unsafe shim_start(main, run.raw, true, &thread)
        }
    }

    private func resume(
        _ run: LuaRun,
        _ waiting: Waiting,
        _ result: Result<[LuaValue], any Error>
    ) -> Step {
        unsafe entry { host, thread throws(LuaError) in
            let inbox = unsafe Inbox(shim_main(host))
            var raises = false
            do {
                try inbox.put(result.get())
            } catch {
                raises = true
                unsafe inbox.put(raising: error, at: LuaCall.location(of: waiting.thread))
            }
            unsafe thread = waiting.thread
            return unsafe shim_continue(host, run.raw, &thread, raises)
        }
    }

    private func entry(
        _ body: (_ host: OpaquePointer, _ thread: inout OpaquePointer?) throws(LuaError) -> Int32
    ) -> Step {
        do throws(LuaError) {
            return try unsafe inside { host throws(LuaError) in
                var thread: OpaquePointer?
                let status = try unsafe body(host, &thread)
                switch Int(status) {
                case SHIM_OK: return .done(takeOutbox())
                case SHIM_WAITING:
                    defer { operation = nil }
                    guard let operation, let thread = unsafe thread else {
                        return .failed(LuaError(.runtime, "a wait without an operation"))
                    }
                    return unsafe .waiting(Waiting(thread: thread), operation)
                case let status: return .failed(failure(status))
                }
            }
        } catch {
            return .failed(error)
        }
    }

    // MARK: At once

    /// Runs a function that cannot wait.
    func runNow(_ function: LuaFunction, _ arguments: [LuaValue]) throws(LuaError) -> [LuaValue] {
        try unsafe inside { host throws(LuaError) in try unsafe runNow(function, arguments, from: shim_main(host)) }
    }

    /// Runs a function inside a call from Lua, on the calling coroutine's account.
    func runNow(
        _ function: LuaFunction,
        _ arguments: [LuaValue],
        from thread: OpaquePointer
    ) throws(LuaError) -> [LuaValue] {
        try unsafe Inbox(thread).put([.function(function)] + arguments)
        var started: OpaquePointer?
        let status = unsafe shim_start(thread, nil, false, &started)
        guard status == SHIM_OK else { throw failure(Int(status)) }
        return takeOutbox()
    }

    /// Compiles on the calling thread, within the limits.
    func compile(_ source: LuaSource) throws(LuaError) -> LuaFunction {
        try unsafe inside { host throws(LuaError) in
            var reference: Int32 = 0
            var reach = 0
            let status = unsafe source.bytes.withUnsafeBytes { bytes in
                let text = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                return unsafe shim_load(
                    host,
                    source.chunkName,
                    text,
                    bytes.count,
                    source.isTrusted,
                    &reference,
                    &reach
                )
            }
            if status == SHIM_SYNTAX { throw failure(Int(status)).locating(in: source, reach: reach) }
            guard status == SHIM_OK else { throw failure(Int(status)) }
            return LuaFunction(core: self, reference: reference)
        }
    }
}
