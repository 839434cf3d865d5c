import Compra
import Foundation

/// Imports of a price list into markets on a PostgreSQL server that syncs every commit, and `psql`, which copies the same
/// rows into the same tables.
final class ServerCatalogue {
    /// How many rows the list has.
    static let size = min(LargeMarket.size, 100_000)

    private static let tables = [
        "products", "skus", "availabilities", "listings", "prices", "sku_search (rowid, words, product_id, sku_id)",
    ]

    private let cluster: PostgreSQLCluster
    private var markets = 0
    private var list: String { "\(cluster.folder)/list.csv" }

    init() throws {
        cluster = try PostgreSQLCluster(isDurable: true)
        try PriceList(rows: Self.size).write(to: list)
        _ = try importList()
        for (number, table) in Self.tables.enumerated() {
            let columns = table.split(separator: " ", maxSplits: 1).last.flatMap { $0.first == "(" ? $0 : nil }
            let query = "SELECT \(columns?.dropFirst().dropLast() ?? "*") FROM \(table.prefix { $0 != " " })"
            _ = try Launch(psql(["\\copy (\(query)) TO '\(file(number))'"]))
        }
    }

    /// Nanoseconds of a row of an import, into a market of its own.
    func importList() throws -> Double {
        let store = try emptyMarket()
        return try Launch([Launch.compra, "market", "import", "--store", store, "--retail", list]).time
            / Double(Self.size)
    }

    /// Nanoseconds of a row of the list, copied into all the tables that it has rows in.
    func copy() throws -> Double {
        _ = try emptyMarket()
        let copies = Self.tables.enumerated().map { "\\copy \($0.element) FROM '\(file($0.offset))'" }
        return try Launch(psql(copies)).time / Double(Self.size)
    }

    /// Makes a market, in a schema that is the newest then, and answers where.
    private func emptyMarket() throws -> String {
        markets += 1
        let store = "\(cluster.address)&schema=market\(markets)"
        _ = try Launch([Launch.compra, "market", "init", "--empty", "--store", store])
        return store
    }

    private func psql(_ commands: [String]) -> [String] {
        ["\(cluster.programs)psql", "-h", cluster.folder, "-p", "\(cluster.port)", "-U", "compra", "-Xq"]
            + (["SET search_path TO market\(markets)"] + commands).flatMap { ["-c", $0] }
            + ["compra"]
    }

    private func file(_ table: Int) -> String { "\(cluster.folder)/table\(table)" }
}
