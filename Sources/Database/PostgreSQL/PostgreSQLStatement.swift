/// A statement's text, kept by the server under a name once it was sent there.
final class PostgreSQLPrepared {
    /// A new one each time that it is sent.
    var name = ""
    let text: String
    /// How many arguments it takes.
    let places: Int
    let words: StatementWords
    var isPrepared = false
    private var rows: PostgreSQLRows?

    init(_ sql: String) throws {
        let dialect = PostgreSQLDialect(sql)
        guard let text = dialect.statements.first, dialect.statements.count == 1 else {
            throw StoreError(
                .statement,
                "a search table is made by a migration, not by a body: \(sql)",
                hint: "put it into the schema"
            )
        }
        (self.text, places, words) = (text, dialect.places, StatementWords(text))
    }

    /// The row of a result; nil where there is none in it.
    func row(of result: PostgreSQLResult) throws -> Row? {
        guard result.hasRow else { return nil }
        let rows = rows ?? PostgreSQLRows(of: result)
        self.rows = rows
        return try rows.row(of: result)
    }
}

/// One use of a prepared statement.
final class PostgreSQLStatement: SessionStatement {
    let prepared: PostgreSQLPrepared
    private let session: PostgreSQLSession
    private var isStreaming = false
    /// Rows that were read because the connection was needed otherwise, last first.
    private var kept: [Row] = []

    init(_ prepared: PostgreSQLPrepared, of session: PostgreSQLSession) {
        self.prepared = prepared
        self.session = session
    }

    var controlsTransaction: Bool { prepared.words.controlsTransaction }

    func execute(_ arguments: [SQLValue]) throws -> Int {
        try start(arguments)
        var changed = 0
        while let result = try nextResult() { changed += result.changed }
        return changed
    }

    func send(_ arguments: [SQLValue]) throws {
        try session.link.sendAhead(prepared, try readied(arguments))
    }

    func start(_ arguments: [SQLValue]) throws {
        try session.link.start(self, try readied(arguments))
        isStreaming = true
    }

    private func readied(_ arguments: [SQLValue]) throws -> PostgreSQLArguments {
        finish()
        if !prepared.words.isQuery { session.noteWrite(to: prepared.words.writtenTable) }
        return try session.checked(arguments, for: prepared)
    }

    func next() throws -> Row? {
        if let row = kept.popLast() { return row }
        while let result = try nextResult() {
            if let row = try prepared.row(of: result) { return row }
        }
        return nil
    }

    func finish() {
        kept = []
        // A refusal of the rest is the transaction's, and its next command says so.
        while (try? nextResult()) != nil {}
    }

    func giveBack() {
        finish()
    }

    /// Reads the rows that are left into memory, for the connection is needed otherwise.
    func keepRest() throws {
        var rows: [Row] = []
        while let row = try next() { rows.append(row) }
        kept = rows.reversed()
    }

    private func nextResult() throws -> PostgreSQLResult? {
        guard isStreaming else { return nil }
        isStreaming = false
        let result = try session.link.nextResult()
        isStreaming = result != nil
        return result
    }
}
