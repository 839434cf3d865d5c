import Testing

@testable import Database

@Suite struct PostgreSQLDialectTests {
    @Test(arguments: [
        ("SELECT a FROM t WHERE b = ? AND c > ?", "SELECT a FROM t WHERE b = $1 AND c > $2", 2),
        ("SELECT '?', \"a?\", 'it''s ?', ? -- why?\n, ?", "SELECT '?', \"a?\", 'it''s ?', $1 -- why?\n, $2", 2),
        ("SELECT 'TEXT' AS BLOB", "SELECT 'TEXT' AS BLOB", 0),
        (
            "CREATE TABLE t (text TEXT NOT NULL, price DECIMAL TEXT, data BLOB, n BIGINT)",
            "CREATE TABLE t (text TEXT COLLATE \"C\" NOT NULL, price NUMERIC, data BYTEA, n BIGINT)", 0
        ),
        ("ALTER TABLE t ADD COLUMN b TEXT", "ALTER TABLE t ADD COLUMN b TEXT COLLATE \"C\"", 0),
        ("SELECT 'open", "SELECT 'open", 0),
    ])
    func `a statement is said in PostgreSQL's words`(sql: String, said: String, places: Int) {
        let dialect = PostgreSQLDialect(sql)
        #expect(dialect.statements == [said])
        #expect(dialect.places == places)
    }
}
