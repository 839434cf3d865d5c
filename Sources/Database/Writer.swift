/// The one connection through which a process writes to a store.
protocol Writer: AnyObject, Sendable {
    /// Gives `turn` the connection, on a thread of the connection's own, after whoever is using it.
    func later(_ turn: @escaping @Sendable (any WriterSession) -> Void)
}

/// A connection while it is given to ``GroupCommit``.
protocol WriterSession: Session {
    /// Begins a transaction, beside which no other process writes, on tables of the schema's version.
    func begin() throws

    /// Remembers what the transaction has done so far.
    func mark() throws

    /// Puts rows into a table and returns how many there were.
    func load(_ table: String, _ columns: [String], _ next: () throws -> [SQLValue]?) throws -> Int

    /// Waits for what was sent ahead, and throws where it was refused.
    func settle() throws

    /// Forgets the mark, and before that, where `undoing`, what the transaction did since. Throws where the transaction
    /// is lost.
    func release(undoing: Bool) throws

    /// Ends the transaction and returns when it is on disk.
    func commit() throws

    /// Ends the transaction, where there is one, as if it had never been.
    func rollBack()
}
