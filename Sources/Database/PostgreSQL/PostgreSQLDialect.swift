/// A statement of the rooms above, in PostgreSQL's words.
///
/// 1. `?` becomes `$1`, `$2`, …
/// 2. In `CREATE TABLE` and `ALTER TABLE`, `TEXT` becomes `TEXT COLLATE "C"`, which compares bytes as SQLite does,
///    `DECIMAL TEXT` becomes `NUMERIC`, and `BLOB` becomes `BYTEA`.
/// 3. `CREATE VIRTUAL TABLE … USING fts5 (WORDS, …)` becomes a table whose `lexemes` are the words of its first column,
///    and their index.
/// 4. `TABLE MATCH ?` becomes a search of that index. The question is FTS5's: quoted words, `AND`, `OR`, parentheses, and
///    `*` behind a word for all that begin with it.
struct PostgreSQLDialect {
    /// The statement; a search table takes two.
    let statements: [String]
    /// How many arguments the statement takes.
    let places: Int

    init(_ sql: String) {
        var tokens = SQLTokens(sql)
        let start = tokens.meaningful.prefix(3).map { $0.uppercased() }
        if start == ["CREATE", "VIRTUAL", "TABLE"] {
            (statements, places) = (Self.searchTable(tokens.meaningful), 0)
            return
        }
        let isDefinition = [["CREATE", "TABLE"], ["ALTER", "TABLE"]].contains(Array(start.prefix(2)))
        var written: [Substring] = []
        var places = 0
        while let token = tokens.next() {
            switch token {
            case "?":
                places += 1
                written.append("$\(places)")
            case "MATCH":
                while let blank = written.last, SQLTokens.isBlank(blank) { written.removeLast() }
                let table = written.popLast() ?? ""
                while let skipped = tokens.next(), skipped != "?" {}
                places += 1
                written.append("\(table).lexemes @@ \(Self.question("$\(places)"))")
            case "DECIMAL" where isDefinition:
                while let skipped = tokens.next(), skipped != "TEXT" {}
                written.append("NUMERIC")
            case "TEXT" where isDefinition: written.append("TEXT COLLATE \"C\"")
            case "BLOB" where isDefinition: written.append("BYTEA")
            default: written.append(token)
            }
        }
        statements = [written.joined()]
        self.places = places
    }

    /// An FTS5 question as a `tsquery`. A word has neither blanks nor quotes, so what is replaced is never inside of one.
    private static func question(_ place: String) -> String {
        let replaced = [("\" *", "'':*"), ("\"*", "'':*"), ("\"", "''"), (" AND ", " & "), (" OR ", " | ")].reduce(
            place
        ) {
            "replace(\($0), '\($1.0)', '\($1.1)')"
        }
        return "CAST(\(replaced) AS tsquery)"
    }

    private static func searchTable(_ tokens: [Substring]) -> [String] {
        let name = tokens[3]
        // The table's columns end where its options, which have an =, begin.
        let parts = tokens.drop { $0 != "(" }.dropFirst().split(separator: ",")
        let columns = parts.prefix { !$0.contains("=") }.compactMap { $0.first { $0 != ")" } }
        let words = columns.first ?? "words"
        let definitions = ["rowid BIGINT NOT NULL PRIMARY KEY"] + columns.map { "\($0) TEXT COLLATE \"C\"" }
        return [
            """
            CREATE TABLE \(name) (\(definitions.joined(separator: ", ")), lexemes tsvector GENERATED ALWAYS AS \
            (array_to_tsvector(array_remove(string_to_array(\(words), ' '), ''))) STORED)
            """,
            "CREATE INDEX \(name)_by_lexeme ON \(name) USING gin (lexemes)",
        ]
    }
}

/// The words, quoted texts, comments and signs of a statement, in order; blanks too.
private struct SQLTokens: IteratorProtocol {
    private var rest: Substring.UTF8View

    init(_ sql: String) {
        rest = sql[...].utf8
    }

    /// The tokens that are left, without blanks and comments.
    var meaningful: [Substring] {
        var tokens = self
        var found: [Substring] = []
        while let token = tokens.next() {
            if !Self.isBlank(token), !token.hasPrefix("--") { found.append(token) }
        }
        return found
    }

    static func isBlank(_ token: Substring) -> Bool {
        token.utf8.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t") }
    }

    mutating func next() -> Substring? {
        guard let first = rest.first else { return nil }
        let end: Substring.UTF8View.Index
        switch first {
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            // A doubled quote ends one text and begins the next.
            let close = rest.dropFirst().firstIndex(of: first)
            end = close.map { rest.index(after: $0) } ?? rest.endIndex
        case UInt8(ascii: "-") where rest.dropFirst().first == first:
            end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
        case _ where Self.isOfWord(first):
            end = rest.firstIndex { !Self.isOfWord($0) } ?? rest.endIndex
        default:
            end = rest.index(after: rest.startIndex)
        }
        defer { rest = rest[end...] }
        return Substring(rest[..<end])
    }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...: true
        default: false
        }
    }
}
