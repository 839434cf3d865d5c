import Database
import TestStores
import Testing

@Suite struct ConnectionTests {
    let store = Store(TestStores.fresh(), schema: .first)

    @Test func `every kind of value comes back as it went in`() async throws {
        let values: [SQLValue] = [
            .null, .integer(.min), .integer(.max), .text(""), .text("Zürich\u{1F980}"), .blob([]), .blob([0, 255]),
        ]
        let returned = try await store.write { connection throws in
            try connection.execute(
                "CREATE TABLE kinds (a BLOB, b BIGINT, c BIGINT, d TEXT, e TEXT, f BLOB, g BLOB)"
            )
            try connection.execute("INSERT INTO kinds VALUES (?, ?, ?, ?, ?, ?, ?)", values)
            return try connection.row("SELECT * FROM kinds")?.values
        }
        #expect(returned == values)
    }

    @Test func `texts of any length take turns in a statement, and rows nearly alike stay apart`() async throws {
        let long = String(repeating: "lang ", count: 100_000)
        let texts = ["", "0123456789abcdef", long, "", "0123456789abcdeF", "0123456789abcdeF", long + "!", "x"]
        let answers = try await store.write { connection throws in
            let echo = try connection.prepare("SELECT CAST(? AS TEXT), CAST(? AS TEXT)")
            return try texts.map { text in
                try echo.rows([.text(text), .text(text)]).map { [try $0.text(0), try $0.text(1)] }
            }
        }
        #expect(answers == texts.map { [[$0, $0]] })
        let rows = try await store.read { connection throws in
            let all = texts.map { _ in "SELECT CAST(? AS TEXT)" }.joined(separator: " UNION ALL ")
            return try connection.rows(all, texts.map(SQLValue.text)).map { try $0.text(0) }
        }
        #expect(rows == texts)
    }

    @Test func `execute counts the rows that it changed`() async throws {
        try await store.write { connection throws in
            #expect(try connection.execute("INSERT INTO notes (id) VALUES ('a'), ('b')") == 2)
            #expect(try connection.execute("UPDATE notes SET count = ? WHERE id = ?", [7, "a"]) == 1)
            #expect(try connection.execute("DELETE FROM notes WHERE id = ?", ["c"]) == 0)
            #expect(try connection.execute("INSERT INTO notes (id) VALUES ('a') ON CONFLICT (id) DO NOTHING") == 0)
        }
    }

    @Test func `RETURNING answers with rows, and changes all of them even if one is read`() async throws {
        try await store.write { connection throws in
            let row = try connection.row("INSERT INTO notes (id) VALUES ('a'), ('b') RETURNING id")
            #expect(try row?.text("id") == "a")
            #expect(try connection.rows("SELECT id FROM notes").map { try $0.text(0) } == ["a", "b"])
        }
    }

    @Test func `row is the first or nil, exists says whether there is one`() async throws {
        try await store.add("a", count: 3)
        try await store.read { connection throws in
            #expect(try connection.row("SELECT count FROM notes WHERE id = ?", ["a"])?.integer("count") == 3)
            #expect(try connection.row("SELECT count FROM notes WHERE id = ?", ["b"]) == nil)
            #expect(try connection.exists("SELECT 1 FROM notes WHERE id = ?", ["a"]))
            #expect(try !connection.exists("SELECT 1 FROM notes WHERE id = ?", ["b"]))
        }
    }

    @Test func `the same query may run inside of itself`() async throws {
        try await store.write { try $0.execute("INSERT INTO notes (id) VALUES ('a'), ('b'), ('c')") }
        let pairs = try await store.read { connection throws in
            try connection.rows("SELECT id FROM notes ORDER BY id").map { outer in
                try connection.rows("SELECT id FROM notes ORDER BY id").map { try outer.text(0) + $0.text(0) }
            }
        }
        #expect(pairs == [["aa", "ab", "ac"], ["ba", "bb", "bc"], ["ca", "cb", "cc"]])
    }

    @Test func `a prepared statement runs with other arguments each time, and a new run ends its old stream`()
        async throws
    {
        try await store.write { connection throws in
            let insert = try connection.prepare("INSERT INTO notes (id, count) VALUES (?, ?)")
            for number in 0..<100 { try insert.execute([.text("n\(number)"), SQLValue(number)]) }
            let query = try connection.prepare("SELECT id FROM notes WHERE count >= ? ORDER BY count")
            let old = try query.rows([10])
            #expect(try old.next()?.text("id") == "n10")
            let new = try query.rows([50])
            #expect(try old.next() == nil)
            #expect(try new.next()?.text("id") == "n50")
        }
    }

    @Test func `a stream that is left early hinders nothing`() async throws {
        try await store.write { connection throws in
            try connection.execute("INSERT INTO notes (id) VALUES ('a'), ('b')")
            _ = try connection.rows("SELECT id FROM notes").next()
        }
        #expect(try await store.notes == ["a", "b"])
    }

    @Test func `a body can't end its transaction by catching a refusal`() async throws {
        try await store.add("a")
        await expectRefusal(.unique, naming: "notes.id") {
            try await store.write { connection throws in
                try connection.execute("INSERT INTO notes (id) VALUES ('b')")
                _ = try? connection.execute("INSERT INTO notes (id) VALUES ('a')")
                _ = try? connection.execute("INSERT INTO notes (id) VALUES ('c')")
            }
        }
        #expect(try await store.notes == ["a"])
    }

    @Test(arguments: [
        ("INSERT INTO rules VALUES (1, 1, 1)", StoreError.Code.unique, "rules.id"),
        ("INSERT INTO rules VALUES (2, NULL, 1)", .notNull, "rules.amount"),
        ("INSERT INTO rules VALUES (2, -1, 1)", .check, "amount"),
        ("INSERT INTO rules VALUES (2, 1, 9)", .foreignKey, "FOREIGN KEY"),
        ("INSERT INTO nowhere VALUES (1)", .statement, "nowhere"),
        ("INSERT INTO rules VALUES (?, 1, 1)", .statement, "0 arguments"),
        ("SELEC 1", .statement, "SELEC"),
    ])
    func `each way to break a rule has its code`(sql: String, code: StoreError.Code, name: String) async throws {
        try await store.write { connection throws in
            try connection.execute(
                """
                CREATE TABLE rules (
                    id BIGINT PRIMARY KEY NOT NULL, amount BIGINT NOT NULL CHECK (amount > 0),
                    parent BIGINT NOT NULL REFERENCES rules (id))
                """
            )
            try connection.execute("INSERT INTO rules VALUES (1, 1, 1)")
        }
        await expectRefusal(code, naming: name) { try await store.write { _ = try $0.execute(sql) } }
    }

    @Test(arguments: ["BEGIN", " commit;", "End", "ROLLBACK", "SAVEPOINT x", "RELEASE x"])
    func `a body neither begins nor ends a transaction`(sql: String) async throws {
        await expectRefusal(.statement, naming: sql) {
            try await store.write { connection throws in
                try connection.execute("INSERT INTO notes (id) VALUES ('a')")
                try connection.execute(sql)
            }
        }
        #expect(try await store.notes == [])
    }

    @Test func `a read can't write`() async throws {
        let place = try Place()
        for store in [store, place.store()] {
            await expectRefusal(.readOnly, naming: "can't be written") {
                try await store.read { _ = try $0.row("INSERT INTO notes (id) VALUES ('a') RETURNING id") }
            }
            #expect(try await store.notes == [])
        }
    }

    @Test func `a floating-point number is refused, for money is text`() async {
        await expectRefusal(.value, naming: "\"price\"") {
            try await store.read { _ = try $0.row("SELECT CAST(1.5 AS REAL) AS price") }
        }
    }
}
