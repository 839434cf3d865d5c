import CPostgreSQL
import Dispatch

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Makes connections to the server of an address.
struct PostgreSQLServer: Sendable {
    /// The oldest version that knows `pg_current_xact_id`, as libpq counts.
    private static let oldest: CInt = 13_00_00

    let address: PostgreSQLAddress
    let options: Store.Options

    /// What errors call the store.
    var store: String { address.description }

    /// Connects, which may take seconds: never on one of Swift's own threads.
    ///
    /// - Parameter isCancelled: Asked from time to time whether to go on.
    func connect(_ isCancelled: () -> Bool = { false }) throws -> PostgreSQLLink {
        try PostgreSQLLibrary.open()
        let connection = unsafe try self.open()
        do {
            unsafe try finish(connection, isCancelled)
        } catch {
            unsafe pq_finish(connection)
            throw error
        }
        let link = unsafe PostgreSQLLink(connection, store: store)
        try prepare(link)
        return link
    }

    /// A name as SQL writes any.
    static func quoted(_ name: String) -> String {
        "\"\(name.replacing("\"", with: "\"\""))\""
    }

    /// Waits a little for what another process does.
    static func pause() {
        _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(50))
    }

    private func open() throws -> OpaquePointer {
        let parameters = address.parameters.merging(
            ["client_encoding": "UTF8", "fallback_application_name": "compra"],
            uniquingKeysWith: { given, _ in given }
        ).map { ($0.key, $0.value) }
        let keywords = unsafe parameters.map { unsafe strdup($0.0) } + [nil]
        let values = unsafe parameters.map { unsafe strdup($0.1) } + [nil]
        defer { _ = unsafe (keywords + values).map { unsafe free($0) } }
        let connection = unsafe keywords.map { unsafe UnsafePointer($0) }.withUnsafeBufferPointer { keywords in
            unsafe values.map { unsafe UnsafePointer($0) }.withUnsafeBufferPointer { values in
                unsafe pq_connectStartParams(keywords.baseAddress!, values.baseAddress!, 0)
            }
        }
        guard let connection = unsafe connection else {
            throw StoreError.unreachable(store, "there is no memory for a connection")
        }
        unsafe pq_setErrorVerbosity(connection, PGVerbosity(PQERRORS_VERBOSE))
        unsafe pq_setNoticeProcessor(connection, pq_ignore, nil)
        return unsafe connection
    }

    /// Goes through the server's questions and answers until the connection stands.
    private func finish(_ connection: OpaquePointer, _ isCancelled: () -> Bool) throws {
        let patience = address.parameters["connect_timeout"].flatMap(Int.init).map { Duration.seconds($0) }
        let deadline = ContinuousClock.now + (patience ?? .seconds(10))
        var state = PGRES_POLLING_WRITING
        while state != PGRES_POLLING_OK {
            guard state != PGRES_POLLING_FAILED, unsafe Int(pq_status(connection)) != CONNECTION_BAD else {
                let message = unsafe String(cString: pq_errorMessage(connection))
                throw StoreError.postgreSQLConnecting(address.redacted(message), store: store)
            }
            if isCancelled() { throw CancellationError() }
            guard .now < deadline else { throw StoreError.unreachable(store, "it takes too long to connect") }
            let events = state == PGRES_POLLING_READING ? POLLIN : POLLOUT
            var descriptor = unsafe pollfd(fd: pq_socket(connection), events: Int16(events), revents: 0)
            if unsafe poll(&descriptor, 1, 100) > 0 { state = unsafe Int(pq_connectPoll(connection)) }
        }
        let version = unsafe pq_serverVersion(connection)
        guard version >= Self.oldest else {
            throw StoreError(
                .cannotOpen,
                "\(store) runs PostgreSQL \(version / 1_00_00), which is too old",
                hint: "use PostgreSQL 13 or newer"
            )
        }
    }

    /// Settles what a connection's transactions rely on. What the address or the server's administrator limit further
    /// stays as it is.
    private func prepare(_ link: PostgreSQLLink) throws {
        if let schema = address.schema {
            link.sendAhead("SET search_path TO \(Self.quoted(schema))")
        }
        let patience = Int(options.patience / .milliseconds(1))
        // An answered write is on disk, whatever the user's default is.
        link.sendAhead(
            "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
        )
        for (limit, milliseconds) in [
            ("lock_timeout", patience), ("statement_timeout", 60_000 + patience),
            ("idle_in_transaction_session_timeout", 60_000),
        ] {
            link.sendAhead(
                "SELECT set_config('\(limit)', '\(milliseconds)', false) WHERE current_setting('\(limit)') = '0'"
            )
        }
        try link.settle()
    }
}
