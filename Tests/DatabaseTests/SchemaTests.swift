import Database
import TestStores
import Testing

/// What the schema's words mean in every database.
@Suite struct SchemaTests {
    private func store(_ statements: String...) -> Store {
        Store(TestStores.fresh(), schema: Schema([Migration(version: 1, statements)]))
    }

    @Test(arguments: ["0", "12.50", "-0.0000000001", "123456789012345678901234567.10"])
    func `money comes back as the text that it was`(amount: String) async throws {
        let store = store("CREATE TABLE prices (amount DECIMAL TEXT NOT NULL)")
        try await store.write { try $0.execute("INSERT INTO prices VALUES (?)", [.text(amount)]) }
        #expect(try await store.read { try $0.row("SELECT amount FROM prices")?.text(0) } == amount)
    }

    @Test func `text is ordered by its bytes`() async throws {
        let store = store("CREATE TABLE names (name TEXT NOT NULL PRIMARY KEY)")
        let names = ["a", "B", "ä", "_", "Z", "z", "-a", "ab", "a b", "\u{1F980}"]
        try await store.write { connection throws in
            for name in names { try connection.execute("INSERT INTO names VALUES (?)", [.text(name)]) }
        }
        let sorted = try await store.read { try $0.rows("SELECT name FROM names ORDER BY name").map { try $0.text(0) } }
        #expect(sorted == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    @Test(arguments: [
        (#""red""#, [1, 2]), (#""red" AND "wine""#, [1]), (#"("wine" OR "beer") AND "x·1""#, [1, 3]), (#""win"*"#, [1]),
        (#""wi""#, []),
    ])
    func `a search table finds rows by their words`(question: String, rows: [Int64]) async throws {
        let store = store("CREATE VIRTUAL TABLE pages USING fts5 (words, tokenize = 'ascii', detail = none)")
        try await store.write { connection throws in
            for (number, text) in zip(Int64(1)..., ["red wine x·1", "red   shoe", "beer x·1"]) {
                try connection.execute(
                    "INSERT INTO pages (rowid, words) VALUES (?, ?)",
                    [.integer(number), .text(text)]
                )
            }
        }
        let found = try await store.read { connection throws in
            try connection.rows(
                "SELECT pages.rowid FROM pages WHERE pages MATCH ? AND pages.rowid < ? ORDER BY pages.rowid",
                [.text(question), 100]
            ).map { try $0.integer(0) }
        }
        #expect(found == rows)
    }
}
