import Database
import TestStores
import Testing

@Suite struct RowTests {
    private func row() async throws -> Row {
        let row = try await Store(TestStores.fresh(), schema: .first).write { connection throws in
            try connection.execute(
                """
                CREATE TABLE kinds (name TEXT, number BIGINT, yes BIGINT, no BIGINT, absent TEXT, bytes BLOB)
                """
            )
            try connection.execute("INSERT INTO kinds VALUES ('x', 5, 1, 0, NULL, ?)", [.blob([1])])
            return try connection.row("SELECT * FROM kinds")
        }
        return try #require(row)
    }

    @Test func `a column is read by name and by position as what it holds`() async throws {
        let row = try await row()
        #expect(try row.text("name") == "x")
        #expect(try row.text(0) == "x")
        #expect(try row.integer("number") == 5)
        #expect(try row.boolean("yes"))
        #expect(try !row.boolean("no"))
        #expect(try row.blob("bytes") == [1])
        #expect(try row["absent"] == .null)
    }

    @Test func `of columns with one name the first is meant, however often it is asked for`() async throws {
        let store = Store(TestStores.fresh(), schema: .first)
        let row = try await store.read { connection throws in
            try connection.row("SELECT 'a' AS id, 1 AS number, 'b' AS id")
        }
        let found = try #require(row)
        #expect(try found.text("id") == "a" && found.integer("number") == 1)
        #expect(try found.text("id") == "a")
    }

    @Test func `an optional column is nil for NULL and the value otherwise`() async throws {
        let row = try await row()
        #expect(try row.optionalText("absent") == nil)
        #expect(try row.optionalInteger("absent") == nil)
        #expect(try row.optionalBlob("absent") == nil)
        #expect(try row.optionalText("name") == "x")
        #expect(try row.optionalInteger("number") == 5)
        #expect(try row.optionalBlob("bytes") == [1])
    }

    @Test func `a column that holds something else is refused by its name`() async throws {
        let row = try await row()
        await expectRefusal(.value, naming: "\"number\" holds an integer where text") { _ = try row.text("number") }
        await expectRefusal(.value, naming: "\"name\" holds text where an integer") { _ = try row.integer(0) }
        await expectRefusal(.value, naming: "\"absent\" holds NULL") { _ = try row.text("absent") }
        await expectRefusal(.value, naming: "0 or 1") { _ = try row.boolean("number") }
        await expectRefusal(.value, naming: "\"name\" holds text where a blob") { _ = try row.blob("name") }
    }

    @Test func `a column that is not there is refused`() async throws {
        let row = try await row()
        await expectRefusal(.value, naming: "no column \"Name\"") { _ = try row.text("Name") }
        await expectRefusal(.value, naming: "no column 6") { _ = try row[6] }
    }
}
