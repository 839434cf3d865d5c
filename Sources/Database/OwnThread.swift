import Dispatch

/// Runs what waits for disks and locks outside of Swift's own few threads. A serial queue has a thread of its own, where
/// the global ones share Swift's on Linux.
func onOwnThread<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue(label: "compra.database").async {
            continuation.resume(with: Swift.Result { try work() })
        }
    }
}
