/// The one connection through which a process writes to a store.
protocol Writer: AnyObject, Sendable {
    /// Gives `turn` the connection, on a thread of the connection's own, after whoever is using it.
    func later(_ turn: @escaping @Sendable (any WriterSession) -> Void)

    /// Gives `turn` the connection on this thread; false where somebody is using it, or that can't be.
    func now(_ turn: (any WriterSession) -> Void) -> Bool
}

/// A connection while it is given to ``GroupCommit``.
protocol WriterSession: Session {
    /// Begins a transaction, beside which no other process writes, on tables of the schema's version.
    ///
    /// - Parameter patiently: Whether another process that writes is waited for; else it is refused as busy at once.
    func begin(patiently: Bool) throws

    /// Remembers what the transaction has done so far.
    ///
    /// - Parameter firmly: Whether ``release(undoing:)`` must be able to undo writes, which may be dear.
    func mark(firmly: Bool) throws

    /// Begins to put rows into a table.
    func load(_ columns: TableColumns) throws -> any SessionLoad

    /// Waits for what was sent ahead, and throws where it was refused.
    func settle() throws

    /// Forgets the mark, and before that, where `undoing`, what the transaction did since.
    ///
    /// - Throws: ``LooseMark`` where it has written since a mark that was not made firmly, another error where the
    ///   transaction is lost.
    func release(undoing: Bool) throws

    /// Ends the transaction and returns when it is on disk.
    func commit() throws

    /// Ends the transaction, where there is one, as if it had never been.
    func rollBack()
}

/// A table that rows are put into by a driver.
protocol SessionLoad: AnyObject {
    /// Puts a row in, perhaps later, but before another statement runs.
    func add(_ values: [SQLValue]) throws
}

/// A transaction has to be undone whole, because what is to be undone was written after a loose mark.
struct LooseMark: Error {}
