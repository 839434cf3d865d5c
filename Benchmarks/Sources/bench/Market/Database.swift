import Foundation
import Reference

/// A database by SQLite's own functions.
final class Database {
    private let database: OpaquePointer

    init(_ path: String) throws {
        guard let database = database_open(path) else { throw Unavailable("\(path) can't be opened") }
        self.database = database
    }

    deinit { database_close(database) }

    func run(_ statements: String) throws {
        guard database_run(database, statements) == 0 else { throw refusal(statements) }
    }

    /// The first column of a query's first row.
    func text(_ query: String) throws -> String {
        guard let text = database_text(database, query) else { throw refusal(query) }
        defer { free(text) }
        return String(cString: text)
    }

    /// Reads and copies all that a query answers with.
    ///
    /// - Returns: How many rows there were.
    @discardableResult
    func read(_ query: String) throws -> Int {
        let rows = database_read(database, query)
        guard rows >= 0 else { throw refusal(query) }
        return rows
    }

    /// Commits after every `rows` times that all the statements ran; in them ?1 and ?2 are an id and a number, new each
    /// time, that follow from `first`.
    func write(_ statements: [BoundStatement], rows: Int = 1, commits: Int, from first: Int) throws {
        let given = statements.map(\.given)
        let code = database_write(database, given, Int32(given.count), Int32(rows), Int32(commits), Int64(first))
        guard code == 0 else { throw refusal(statements[0].text) }
    }

    private func refusal(_ statement: String) -> Unavailable {
        Unavailable("\(String(cString: database_error(database))): \(statement.prefix(200))")
    }
}

/// A statement with the values that it is given from ?3 on, in memory of its own.
final class BoundStatement {
    let text: String
    fileprivate let given: database_statement

    /// - Parameter values: Each with its type in SQLite's words before a blank.
    init(_ text: String, _ values: [String] = []) {
        self.text = text
        let copies = UnsafeMutablePointer<database_value>.allocate(capacity: max(1, values.count))
        for (index, value) in values.enumerated() {
            let parts = value.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            copies[index] =
                parts[0] == "integer"
                ? database_value(text: nil, number: Int64(parts[1]) ?? 0)
                : database_value(text: strdup(String(parts[1])), number: 0)
        }
        given = database_statement(text: strdup(text), values: copies, count: Int32(values.count))
    }

    deinit {
        for index in 0..<Int(given.count) { free(UnsafeMutablePointer(mutating: given.values[index].text)) }
        given.values.deallocate()
        free(UnsafeMutablePointer(mutating: given.text))
    }
}

extension Database {
    /// The columns of a table with a comma between them, some of them replaced by an expression.
    func columns(of table: String, replacing expressions: [String: String] = [:]) throws -> String {
        let names = try text("SELECT group_concat(name) FROM pragma_table_info('\(table)')").split(separator: ",")
        return names.map { expressions[String($0)] ?? "\($0)" }.joined(separator: ", ")
    }

    /// The statement that inserts a row as a query finds it, some of its columns replaced by an expression.
    func insertion(
        into table: String,
        like condition: String,
        replacing expressions: [String: String]
    ) throws -> BoundStatement {
        var values: [String] = []
        let places = try columns(of: table).components(separatedBy: ", ").map { name in
            if let expression = expressions[name] { return expression }
            let value = "SELECT typeof(\(name)) || ' ' || ifnull(\(name), '') FROM \(table) WHERE \(condition)"
            let found = try text(value)
            guard found != "null " else { return "NULL" }
            values.append(found)
            return "?\(values.count + 2)"
        }
        return BoundStatement("INSERT INTO \(table) VALUES (\(places.joined(separator: ", ")))", values)
    }
}
