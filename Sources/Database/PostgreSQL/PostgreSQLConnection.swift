import Dispatch

/// One connection to a PostgreSQL server with a thread of its own, on which bodies wait for the server.
///
/// It may be shared, for its session is touched on that thread only.
final class PostgreSQLConnection: Reader, Writer, @unchecked Sendable {
    private let queue = DispatchQueue(label: "compra.postgresql")
    private let session: PostgreSQLSession
    private let cancellation = PostgreSQLCancellation()

    init(_ server: PostgreSQLServer, schema: Schema) {
        session = PostgreSQLSession(server, schema: schema, cancellation: cancellation)
    }

    /// Uses the connection after whoever is using it.
    func use<Result: Sendable>(_ body: @escaping @Sendable (PostgreSQLSession) throws -> Result) async throws -> Result
    {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [self] in continuation.resume(with: Swift.Result { try body(session) }) }
        }
    }

    /// Runs a body on a snapshot.
    func read<Result: Sendable>(
        isLong: Bool,
        _ body: @escaping @Sendable (ReadConnection) throws -> Result
    ) async throws -> Result {
        try await use { session in
            do {
                return try session.read(isLong: isLong, body)
            } catch {
                throw session.reason(error)
            }
        }
    }

    func later(_ turn: @escaping @Sendable (any WriterSession) -> Void) {
        queue.async { [self] in turn(session) }
    }

    /// A server is waited for on the connection's own thread only.
    func now(_ turn: (any WriterSession) -> Void) -> Bool { false }

    func cancel() {
        cancellation.request()
    }

    func forgetCancellation() {
        guard cancellation.isRequested else { return }
        // The server may still be about to end a statement, which would be that of the next user.
        queue.async { [self] in session.disconnect() }
        cancellation.clear()
    }

    /// Closes the connection after what is waiting for it.
    func close() {
        queue.async { [self] in session.close() }
    }
}
