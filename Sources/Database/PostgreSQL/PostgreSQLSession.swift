/// A connection as bodies see it: its transactions, on a ``PostgreSQLLink`` that is made anew where it broke.
final class PostgreSQLSession {
    /// What errors call the store.
    let store: String
    private let server: PostgreSQLServer
    private let schema: Schema
    private let cancellation: PostgreSQLCancellation
    private var opened: PostgreSQLLink?
    /// The number of the transaction that writes, by which the server knows what became of it.
    private var transaction = ""
    /// What rows are being put into, in the order in which they go.
    private var loads: [PostgreSQLLoad] = []
    /// What the transaction that writes has read: nobody else changes tables until it ends. Nil outside of one, for then
    /// others change them without a word.
    private var known: Memory?
    private var isClosed = false

    /// - Parameters:
    ///   - schema: The tables that writes expect.
    ///   - cancellation: Ends the body that is using the session.
    init(_ server: PostgreSQLServer, schema: Schema, cancellation: PostgreSQLCancellation) {
        store = server.store
        self.server = server
        self.schema = schema
        self.cancellation = cancellation
    }

    /// The connection, of which a transaction has just one.
    var link: PostgreSQLLink {
        get throws {
            guard let opened else { throw StoreError.postgreSQL("08003", "it is closed", store: store) }
            return opened
        }
    }

    /// The connection, made where there is none that works.
    func connect() throws -> PostgreSQLLink {
        if let opened, opened.isAlive { return opened }
        guard !isClosed else { return try link }
        disconnect()
        let link = try server.connect { [cancellation] in cancellation.isRequested }
        opened = link
        cancellation.aim(at: link)
        return link
    }

    func disconnect() {
        cancellation.aim(at: nil)
        opened = nil
    }

    /// Disconnects, and connects no more.
    func close() {
        isClosed = true
        disconnect()
    }

    /// The arguments of a statement that is about to run, unless the body that runs it was cancelled.
    func checked(_ arguments: [SQLValue], for prepared: PostgreSQLPrepared) throws -> PostgreSQLArguments {
        if cancellation.isRequested { throw CancellationError() }
        try sendLoads()
        guard arguments.count == prepared.places else {
            throw StoreError.arguments(arguments.count, for: prepared.places, of: prepared.text)
        }
        return try PostgreSQLArguments(arguments)
    }

    /// Takes note of rows of a table that are changed; nil = of any.
    func noteWrite(to table: String?) {
        if let table { known?.note(writeTo: table) } else { known?.forget() }
    }

    /// A refusal as the body's caller should see it.
    func reason(_ error: any Error) -> any Error {
        guard cancellation.isRequested, (error as? StoreError)?.code == .timeout else { return error }
        return CancellationError()
    }
}

extension PostgreSQLSession: Session {
    var memory: Memory? { known }

    func statement(_ sql: String) throws -> any SessionStatement {
        PostgreSQLStatement(try link.prepared(sql), of: self)
    }

    /// The first row of a result that has one at most.
    func row(_ sql: String, _ arguments: [SQLValue] = []) throws -> Row? {
        let statement = try statement(sql)
        defer { statement.finish() }
        try statement.start(arguments)
        return try statement.next()
    }

    /// Runs a body on a snapshot.
    ///
    /// - Parameter isLong: Whether statements may take as long as they do.
    func read<Result>(isLong: Bool, _ body: (ReadConnection) throws -> Result) throws -> Result {
        let link = try connect()
        link.sendAhead("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        if isLong { link.sendAhead("SET LOCAL statement_timeout = 0") }
        defer { endRead(on: link) }
        return try body(ReadConnection(self))
    }

    private func endRead(on link: PostgreSQLLink) {
        if link.forgetAhead() { return }
        do {
            link.sendAhead("ROLLBACK")
            try link.leave()
        } catch {
            disconnect()
        }
    }
}

extension PostgreSQLSession: WriterSession {
    /// The one row of the store's mark is what writers wait for: under its lock each sees what those before it have
    /// committed, so none of their statements is ever refused for what another one did.
    func begin(patiently: Bool) throws {
        let link = try connect()
        link.sendAhead("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
        let mark = try row("SELECT version, CAST(pg_current_xact_id() AS text) FROM \(PostgreSQLMark.table) FOR UPDATE")
        guard let row = mark else { throw StoreError.foreign(store) }
        transaction = try row.text(1)
        let version = try row.integer(0)
        guard version == schema.version else {
            throw StoreError.newer(store, version: version, known: schema.version)
        }
        known = Memory()
    }

    /// Firmly in any case: the savepoint travels with the next statement.
    func mark(firmly: Bool) throws {
        try link.sendAhead("SAVEPOINT body")
    }

    func load(_ columns: TableColumns) throws -> any SessionLoad {
        if let begun = loads.first(where: { $0.columns.insertion == columns.insertion }) { return begun }
        let load = PostgreSQLLoad(columns, of: self)
        loads.append(load)
        return load
    }

    /// Sends the rows that were gathered.
    func sendLoads() throws {
        for load in loads { try load.send(over: link) }
    }

    func settle() throws {
        try sendLoads()
        try link.settle()
    }

    func release(undoing: Bool) throws {
        loads = []
        let link = try link
        guard link.isInTransaction else { throw StoreError.transactionEnded(store) }
        if undoing {
            known?.forget()
            // A refusal is undone with the rest.
            try? link.endCopy()
            link.sendAhead("ROLLBACK TO body")
        }
        link.sendAhead("RELEASE body")
    }

    func commit() throws {
        known = nil
        do {
            try link.run("COMMIT")
        } catch let error as StoreError where error.code == .connection {
            guard try wasCommitted() else { throw error }
        }
    }

    func rollBack() {
        (loads, known) = ([], nil)
        guard let opened else { return }
        _ = opened.forgetAhead()
        do {
            guard opened.isAlive else { return disconnect() }
            try? opened.endCopy()
            if opened.isInTransaction { try opened.run("ROLLBACK") }
        } catch {
            disconnect()
        }
    }

    /// Asks over a new connection what became of a transaction whose commit was not answered.
    private func wasCommitted() throws -> Bool {
        do {
            disconnect()
            _ = try connect()
            // The other end may not have noticed yet that the connection is gone.
            for _ in 0..<100 {
                let status = try row("SELECT pg_xact_status(CAST(? AS xid8))", [.text(transaction)])?.text(0)
                if status != "in progress" { return status == "committed" }
                PostgreSQLServer.pause()
            }
        } catch {}
        throw StoreError.unknownOutcome(store)
    }
}
