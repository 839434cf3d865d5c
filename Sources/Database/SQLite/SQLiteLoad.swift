/// Rows that go into a table one by one, which in SQLite costs no waiting.
final class SQLiteLoad: SessionLoad {
    private let insert: any SessionStatement

    /// - Parameter insert: Lent to this alone.
    init(_ insert: any SessionStatement) {
        self.insert = insert
    }

    deinit {
        insert.giveBack()
    }

    func add(_ values: [SQLValue]) throws {
        try insert.send(values)
    }
}
