import Testing

@testable import Database

@Suite struct PostgreSQLAddressTests {
    @Test(arguments: [
        ("postgres://", [:]),
        ("postgresql://db", ["host": "db"]),
        ("postgres://ann@db:5433/market", ["user": "ann", "host": "db", "port": "5433", "dbname": "market"]),
        ("postgres://ann:s%40fe@db/market", ["user": "ann", "password": "s@fe", "host": "db", "dbname": "market"]),
        ("postgres://ann:p@ss:w@db", ["user": "ann", "password": "p@ss:w", "host": "db"]),
        ("postgres://[::1]:5433/m", ["host": "::1", "port": "5433", "dbname": "m"]),
        ("postgres://a:1,b/m", ["host": "a,b", "port": "1,", "dbname": "m"]),
        ("postgres:///m?host=%2Frun%2Fpg&sslmode=require", ["host": "/run/pg", "dbname": "m", "sslmode": "require"]),
    ])
    func `an address is read as libpq reads it`(url: String, parameters: [String: String]) throws {
        #expect(try PostgreSQLAddress(url).parameters == parameters)
    }

    @Test func `the schema is ours, not libpq's`() throws {
        let address = try PostgreSQLAddress("postgres://db/m?schema=shop&sslmode=require")
        #expect(address.schema == "shop")
        #expect(address.parameters["schema"] == nil)
        #expect(address.description.hasSuffix("?schema=shop&sslmode=require"))
    }

    @Test(arguments: [
        ("postgres://ann:hunter2@db/m", "postgres://ann@db/m"),
        (
            "postgres://ann:hunter2@db/m?password=hunter2&sslmode=require&sslpassword=hunter2",
            "postgres://ann@db/m?sslmode=require"
        ),
        ("postgres://ann@db/m?p%61ssword=hunter2", "postgres://ann@db/m"),
        ("postgres://:hunter2@db", "postgres://@db"),
    ])
    func `a password is never shown`(url: String, shown: String) throws {
        let location = try StoreLocation(url)
        var dumped = ""
        dump(location, to: &dumped)
        #expect(location.description == shown)
        for text in ["\(location)", String(reflecting: location), dumped] { #expect(!text.contains("hunter2")) }
        #expect(try PostgreSQLAddress(url).redacted("it was hunter2") == "it was ***")
    }

    @Test(arguments: [
        "postgres://ann:hun/ter2@db/m", "postgres://ann:hun?ter2@db/m", "postgres://ann:hun?te=r2@db/m",
        "postgres://ann:hunter2@db:port/m", "postgres://ann:hunter2%zz@db/m", "postgres://ann:hunter2%00@db/m",
        "postgres://ann:hunter2%ff@db/m",
    ])
    func `what is not understood is refused without repeating any of it`(url: String) async {
        await expectRefusal(.location, naming: "the PostgreSQL address") { _ = try StoreLocation(url) }
        let error = #expect(throws: StoreError.self) { try StoreLocation(url) }
        for part in ["hun", "ter2", "te=", "port/"] { #expect(error?.debugDescription.contains(part) == false) }
    }
}
