import Synchronization

/// A connection that reads.
protocol Reader: AnyObject, Sendable {
    /// Ends the body that is using the connection with `CancellationError`. Called from any thread.
    func cancel()

    /// Makes the connection fit for its next user.
    func forgetCancellation()

    func close() throws
}

/// The connections that read beside the writer, made as they are needed and lent to one body each.
final class Readers<Connection: Reader>: Sendable {
    private typealias Waiter = CheckedContinuation<Connection, any Error>

    private struct State {
        var idle: [Connection] = []
        var count = 0
        var waiting: [Waiter] = []
    }

    private let limit: Int
    private let make: @Sendable () throws -> Connection
    private let state = Mutex(State())

    init(limit: Int, make: @escaping @Sendable () throws -> Connection) {
        self.limit = limit
        self.make = make
    }

    /// Lends a connection to a body, in line where all are lent, and ends the body when the task is cancelled.
    func use<Result: Sendable>(_ body: (Connection) async throws -> Result) async throws -> Result {
        let connection = try await take()
        defer { giveBack(connection) }
        return try await withTaskCancellationHandler {
            try Task.checkCancellation()
            return try await body(connection)
        } onCancel: {
            connection.cancel()
        }
    }

    /// Closes the connections, waiting for bodies that use them.
    func close() async throws {
        while state.withLock({ $0.count > 0 }) {
            let connection = try await take()
            state.withLock { $0.count -= 1 }
            try connection.close()
        }
    }

    private func take() async throws -> Connection {
        let (idle, mayMake) = state.withLock { state in
            if let idle = state.idle.popLast() { return (Connection?.some(idle), false) }
            guard state.count < limit else { return (nil, false) }
            state.count += 1
            return (nil, true)
        }
        if let idle { return idle }
        return mayMake ? try makeOne() : try await waitForOne()
    }

    private func makeOne() throws -> Connection {
        do {
            return try make()
        } catch {
            // Whoever waits for the connection that could not be made hears so too.
            let waiter = state.withLock { state in
                state.count -= 1
                return state.count == 0 ? state.waiting.popLast() : nil
            }
            waiter?.resume(throwing: error)
            throw error
        }
    }

    private func waitForOne() async throws -> Connection {
        try await withCheckedThrowingContinuation { waiter in
            // One may have come back since.
            let idle = state.withLock { state in
                let idle = state.idle.popLast()
                if idle == nil { state.waiting.append(waiter) }
                return idle
            }
            if let idle { waiter.resume(returning: idle) }
        }
    }

    private func giveBack(_ connection: Connection) {
        connection.forgetCancellation()
        let waiter = state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.idle.append(connection)
                return Waiter?.none
            }
            return state.waiting.removeFirst()
        }
        waiter?.resume(returning: connection)
    }
}
