import CPostgreSQL

/// A connection to a PostgreSQL server: commands go out in order, and their results come back in that order.
///
/// It is always in libpq's pipeline mode, so that what needs no answer (the beginning of a transaction, a savepoint, an
/// insert) goes out together with what does: waiting for the server is what costs.
///
/// Used on one thread at a time.
@safe
final class PostgreSQLLink {
    /// The most commands that go out before anybody looks at their results, and the most statements that are kept.
    private static let limit = 256

    /// A command whose result has not been read.
    private enum Awaited {
        case command
        case preparation(PostgreSQLPrepared)
        case rows
        case sync
    }

    /// What errors call the store.
    let store: String
    private let connection: OpaquePointer
    private var awaited: [Awaited] = []
    private var statements: [String: PostgreSQLPrepared] = [:]
    private var namesGiven = 0
    /// Commands that go out before the next one.
    private var ahead: [String] = []
    /// Whether rows that were sent by `COPY` are being put in.
    private var isCopying = false
    /// The statement whose rows are on their way.
    private weak var stream: PostgreSQLStatement?

    /// - Parameter connection: Connected; the link finishes it.
    init(_ connection: OpaquePointer, store: String) {
        unsafe self.connection = connection
        self.store = store
        unsafe pq_enterPipelineMode(connection)
    }

    deinit {
        unsafe pq_finish(connection)
    }

    /// Whether the server still holds the other end, as far as can be seen without asking it.
    var isAlive: Bool {
        unsafe pq_consumeInput(connection) == 1 && isUp
    }

    /// Whether a transaction is open, even if it can only be rolled back.
    var isInTransaction: Bool {
        unsafe Int(pq_transactionStatus(connection)) != PQTRANS_IDLE && isAlive
    }

    /// A handle by which another thread can end the statement that runs.
    var cancelHandle: OpaquePointer? {
        unsafe pq_getCancel(connection)
    }
}

// MARK: Sending

extension PostgreSQLLink {
    /// Sends a command with the next one that is waited for.
    func sendAhead(_ sql: String) {
        ahead.append(sql)
    }

    /// Takes back what was to be sent ahead; false where there was nothing.
    func forgetAhead() -> Bool {
        defer { ahead = [] }
        return !ahead.isEmpty
    }

    /// Runs a command that answers with nothing.
    func run(_ sql: String) throws {
        sendAhead(sql)
        try settle()
    }

    /// The statement of this text, from the cache where it is there.
    func prepared(_ sql: String) throws -> PostgreSQLPrepared {
        if let kept = statements[sql] { return kept }
        // A program has fewer, unless it puts values into its SQL.
        if statements.count == Self.limit {
            sendAhead("DEALLOCATE ALL")
            for statement in statements.values { statement.isPrepared = false }
            statements = [:]
        }
        let prepared = try PostgreSQLPrepared(sql)
        statements[sql] = prepared
        return prepared
    }

    /// Sends a statement and waits for its first row; others follow by ``nextResult()``.
    func start(_ statement: PostgreSQLStatement, _ arguments: PostgreSQLArguments) throws {
        try send(statement.prepared, arguments, as: .rows)
        try sync()
        try receive(through: .rows)
        unsafe pq_setSingleRowMode(connection)
        stream = statement
    }

    /// Sends a statement whose refusal, if any, is thrown later: by the next one that is waited for, or ``settle()``.
    func sendAhead(_ prepared: PostgreSQLPrepared, _ arguments: PostgreSQLArguments) throws {
        try send(prepared, arguments, as: .command)
        if awaited.count >= Self.limit { try settle() }
    }

    private func send(_ prepared: PostgreSQLPrepared, _ arguments: PostgreSQLArguments, as kind: Awaited) throws {
        try flushAhead()
        if !prepared.isPrepared {
            namesGiven += 1
            prepared.name = "s\(namesGiven)"
            try check(unsafe pq_sendPrepare(connection, prepared.name, prepared.text, 0, nil))
            awaited.append(.preparation(prepared))
            prepared.isPrepared = true
        }
        try check(
            unsafe arguments.withPointers { values, lengths, formats in
                unsafe pq_sendQueryPrepared(connection, prepared.name, arguments.count, values, lengths, formats, 0)
            }
        )
        awaited.append(kind)
    }

    private func flushAhead() throws {
        try endCopy()
        try stream?.keepRest()
        for sql in ahead {
            try check(unsafe pq_sendQueryParams(connection, sql, 0, nil, nil, nil, nil, 0))
            awaited.append(.command)
        }
        ahead = []
    }

    private func sync() throws {
        try check(unsafe pq_pipelineSync(connection))
        awaited.append(.sync)
    }

    private func check(_ succeeded: CInt) throws {
        if succeeded == 0 { throw lost() }
    }
}

// MARK: Receiving

extension PostgreSQLLink {
    /// Sends what is to go out, and waits for the results of all of it.
    func settle() throws {
        try flushAhead()
        guard !awaited.isEmpty else { return }
        try sync()
        try receive(through: .sync)
    }

    /// Sends what is to go out, and lets whoever comes next read the results.
    func leave() throws {
        try flushAhead()
        try sync()
    }

    /// The next result of the statement that was started: a row, or what says that there are no more; nil after that.
    func nextResult() throws -> PostgreSQLResult? {
        guard let result = read() else {
            awaited.removeFirst()
            stream = nil
            try receive(through: .sync)
            return nil
        }
        if case .done = result.status { return result }
        stream = nil
        throw recovered(from: result.refusal(by: store))
    }

    /// Reads results until that of the rows that are wanted is next, or all of them.
    private func receive(through last: Awaited) throws {
        while let next = awaited.first {
            if case .rows = next, case .rows = last { return }
            while let result = read() {
                if case .sync = result.status { break }
                guard case .done = result.status else { throw recovered(from: result.refusal(by: store)) }
            }
            guard isUp else { throw recovered(from: lost()) }
            awaited.removeFirst()
        }
    }

    /// Reads what the server still sends after a refusal, which is nothing but that it does nothing more, so that the
    /// next command begins anew.
    private func recovered(from refusal: StoreError) -> StoreError {
        // What was sent ahead of a refused sync has no end yet.
        if case .sync = awaited.last {} else if unsafe pq_pipelineSync(connection) == 1 { awaited.append(.sync) }
        var syncs = awaited.count { if case .sync = $0 { true } else { false } }
        for case .preparation(let prepared) in awaited { prepared.isPrepared = false }
        while syncs > 0, isUp {
            if case .sync = read()?.status { syncs -= 1 }
        }
        awaited = []
        return refusal
    }

    private func read() -> PostgreSQLResult? {
        unsafe pq_getResult(connection).map { unsafe PostgreSQLResult($0) }
    }

    private var isUp: Bool {
        unsafe Int(pq_status(connection)) == CONNECTION_OK
    }

    private func lost() -> StoreError {
        .postgreSQL("08006", unsafe String(cString: pq_errorMessage(connection)), store: store)
    }
}

// MARK: Copying

extension PostgreSQLLink {
    /// Sends rows in `COPY`'s text form, for which the pipeline is left. The server puts them in while the caller goes on; a
    /// refusal is thrown by what is sent or waited for next.
    func copy(_ sql: String, _ rows: [UInt8]) throws {
        try settle()
        try check(unsafe pq_exitPipelineMode(connection))
        isCopying = true
        let start = unsafe pq_exec(connection, sql).map { unsafe PostgreSQLResult($0) }
        guard case .copy = start?.status else {
            try endCopy()
            throw start?.refusal(by: store) ?? lost()
        }
        try check(
            unsafe rows.withUnsafeBytes { bytes in
                let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                return unsafe pq_putCopyData(connection, start, CInt(bytes.count))
            }
        )
        try check(unsafe pq_putCopyEnd(connection, nil))
    }

    /// Waits for the rows that the server is putting in.
    func endCopy() throws {
        guard isCopying else { return }
        isCopying = false
        var refusal: StoreError?
        while let result = read() {
            if case .refused = result.status { refusal = refusal ?? result.refusal(by: store) }
        }
        unsafe pq_enterPipelineMode(connection)
        if let refusal { throw refusal }
    }
}
