/// One kind of database behind ``Store``, opened.
protocol Driver: Sendable {
    /// Runs a short body on a snapshot of the database, on the caller's thread where the driver can.
    func read<Result: Sendable>(_ body: @escaping @Sendable (ReadConnection) throws -> Result) async throws -> Result

    /// Runs a long body on a snapshot of the database, on a thread of its own where it would hold one up.
    func scan<Result: Sendable>(
        _ body: @escaping @Sendable (ReadConnection) throws -> Result
    ) async throws -> Result

    /// Runs a body in a transaction and returns when that is on disk.
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (WriteConnection) throws -> Result
    ) async throws -> Result

    /// Looks through the whole database for damage.
    func check() async throws -> [StoreProblem]

    /// Gives the connections back. Bodies that run are waited for.
    func close() async throws
}

/// A driver's connection while a body uses it.
protocol Session: AnyObject {
    /// Prepares a statement, or takes it from the connection's cache. `?` marks the place of an argument.
    func statement(_ sql: String) throws -> any SessionStatement
}

/// A statement prepared by a driver.
protocol SessionStatement: AnyObject {
    /// Runs the statement to its end and returns how many rows it changed.
    func execute(_ arguments: [SQLValue]) throws -> Int

    /// Runs the statement, perhaps later, together with what is waited for next; then a refusal comes with that, too.
    func send(_ arguments: [SQLValue]) throws

    /// Starts the statement; rows follow by ``next()``.
    func start(_ arguments: [SQLValue]) throws

    /// The next row, nil after the last.
    func next() throws -> Row?

    /// Lets go of the result; the statement may be started again.
    func finish()

    /// Gives the statement back to the cache.
    func giveBack()
}
