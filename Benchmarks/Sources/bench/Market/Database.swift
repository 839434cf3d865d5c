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
    func write(_ statements: [String], rows: Int = 1, commits: Int, from first: Int) throws {
        let texts = statements.map { strdup($0) }
        defer { for text in texts { free(text) } }
        let code = texts.map { UnsafePointer($0!) }.withUnsafeBufferPointer {
            database_write(database, $0.baseAddress!, Int32($0.count), Int32(rows), Int32(commits), Int64(first))
        }
        guard code == 0 else { throw refusal(statements[0]) }
    }

    private func refusal(_ statement: String) -> Unavailable {
        Unavailable("\(String(cString: database_error(database))): \(statement.prefix(200))")
    }
}

extension Database {
    /// The columns of a table with a comma between them, some of them replaced by an expression.
    func columns(of table: String, replacing expressions: [String: String] = [:]) throws -> String {
        let names = try text("SELECT group_concat(name) FROM pragma_table_info('\(table)')").split(separator: ",")
        return names.map { expressions[String($0)] ?? "\($0)" }.joined(separator: ", ")
    }

    /// The statement that inserts a row as a query finds it, some of its columns replaced by an expression.
    func insertion(into table: String, like condition: String, replacing expressions: [String: String]) throws -> String
    {
        let names = try columns(of: table).components(separatedBy: ", ")
        let quoted = names.map { name in
            expressions[name].map { "'\($0.replacingOccurrences(of: "'", with: "''"))'" } ?? "quote(\(name))"
        }
        let values = try text("SELECT \(quoted.joined(separator: " || ', ' || ")) FROM \(table) WHERE \(condition)")
        return "INSERT INTO \(table) VALUES (\(values))"
    }
}
