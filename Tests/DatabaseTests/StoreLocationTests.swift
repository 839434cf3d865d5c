import Database
import Testing

@Suite struct StoreLocationTests {
    @Test(arguments: [
        ("sqlite:.compra/market.db", StoreLocation.sqlite(path: ".compra/market.db")),
        ("market.db", .sqlite(path: "market.db")),
        ("/data/market.db", .sqlite(path: "/data/market.db")),
        ("a/b://c.db", .sqlite(path: "a/b://c.db")),
        (":memory:", .memory),
        ("sqlite::memory:", .memory),
    ])
    func `a location is read as a command line writes it`(text: String, location: StoreLocation) throws {
        #expect(try StoreLocation(text) == location)
    }

    @Test(arguments: [StoreLocation.sqlite(path: "a b.db"), .memory])
    func `a location is written as it is read`(location: StoreLocation) throws {
        #expect(try StoreLocation(location.description) == location)
    }

    @Test(arguments: ["mysql://db/market", "https://example.com/market"])
    func `another scheme is refused by its name`(text: String) async {
        await expectRefusal(.location, naming: String(text.prefix { $0 != ":" })) { _ = try StoreLocation(text) }
    }

    @Test(arguments: ["", "sqlite:"])
    func `an empty location is refused`(text: String) async {
        await expectRefusal(.location, naming: "empty") { _ = try StoreLocation(text) }
    }
}
