import CPostgreSQL
import Dispatch
import Synchronization

/// Asks a body to end, and the server to end the statement that runs for it.
final class PostgreSQLCancellation: Sendable {
    private let body = Cancellation()
    private let target = Mutex<Target?>(nil)

    var isRequested: Bool {
        body.isRequested
    }

    /// Says whose statements are to be ended.
    func aim(at link: PostgreSQLLink?) {
        let target = link.flatMap { Target($0) }
        self.target.withLock { $0 = target }
    }

    func request() {
        body.request()
        // It takes a connection of its own to ask, and so a thread that may wait.
        DispatchQueue(label: "compra.postgresql.cancel").async { [self] in
            target.withLock { $0 }?.cancel()
        }
    }

    func clear() {
        body.clear()
    }

    /// libpq's handle, which may be used on any thread and outlives its connection.
    @safe
    private final class Target: @unchecked Sendable {
        private let handle: OpaquePointer

        init?(_ link: PostgreSQLLink) {
            guard let handle = unsafe link.cancelHandle else { return nil }
            unsafe self.handle = handle
        }

        deinit {
            unsafe pq_freeCancel(handle)
        }

        func cancel() {
            var problem: CChar = 0
            // Where the server can't be asked, the body ends before its next statement.
            unsafe _ = pq_cancel(handle, &problem, 1)
        }
    }
}
