/// One kind of database behind ``Store``, opened.
protocol Driver: Sendable {
    /// Runs a short body on a snapshot of the database, on the caller's thread where the driver can.
    func read<Result: Sendable>(_ body: @escaping @Sendable (ReadConnection) throws -> Result) async throws -> Result

    /// Runs a long body on a snapshot of the database, on a thread of its own where it would hold one up.
    func scan<Result: Sendable>(
        _ body: @escaping @Sendable (ReadConnection) throws -> Result
    ) async throws -> Result

    /// Runs a body in a transaction and returns when that is on disk.
    ///
    /// - Parameter briefly: Whether it is short, and may run on the caller's thread.
    func write<Result: Sendable>(
        briefly: Bool,
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

    /// What was read before and still holds in this transaction; nil where the database can't tell.
    var memory: Memory? { get throws }
}

/// A statement prepared by a driver.
protocol SessionStatement: AnyObject {
    /// Whether it begins or ends a transaction.
    var controlsTransaction: Bool { get }

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

/// The words of a statement as far as drivers have to understand them.
struct StatementWords {
    /// Whether it begins or ends a transaction.
    let controlsTransaction: Bool

    /// Whether it only reads.
    let isQuery: Bool

    /// The table whose rows it inserts, updates or deletes; nil for other statements.
    let writtenTable: String?

    init(_ sql: String) {
        let words = sql.split(maxSplits: 6) { !($0.isLetter || $0.isNumber || $0 == "_") }.map { $0.uppercased() }
        controlsTransaction = [
            "BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE", "START", "ABORT",
        ].contains(words.first)
        isQuery = words.first == "SELECT"
        let place: Int? =
            switch words.first {
            case "UPDATE": 1
            case "INSERT", "REPLACE", "DELETE": words.firstIndex { $0 == "INTO" || $0 == "FROM" }.map { $0 + 1 }
            default: nil
            }
        writtenTable = place.flatMap { words.indices.contains($0) ? words[$0].lowercased() : nil }
    }
}
