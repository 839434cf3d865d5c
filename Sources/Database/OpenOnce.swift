import Synchronization

/// A value that is opened by its first use and shared by all that come while it is being opened. A failure is told to all
/// of those and then forgotten.
final class OpenOnce<Value: Sendable>: Sendable {
    private let open: @Sendable () async throws -> Value
    private let opening = Mutex<Task<Value, any Error>?>(nil)

    init(_ open: @escaping @Sendable () async throws -> Value) {
        self.open = open
    }

    /// The value, opened where it is not.
    var value: Value {
        get async throws {
            let task = opening.withLock { opening in
                if let opening { return opening }
                // Detached, so that cancelling the first user fails none of the others.
                let task = Task.detached(operation: open)
                opening = task
                return task
            }
            do {
                return try await task.value
            } catch {
                opening.withLock { opening in
                    if opening == task { opening = nil }
                }
                throw error
            }
        }
    }

    /// Takes the value out, waiting for it where it is being opened; the next use opens another.
    func take() async throws -> Value? {
        let task = opening.withLock { opening in
            defer { opening = nil }
            return opening
        }
        return try await task?.value
    }
}
