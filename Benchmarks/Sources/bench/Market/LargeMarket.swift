import Compra
import Foundation

/// A market of the size of a real catalogue: a million SKUs and orders, a hundred thousand customers, and at last an
/// invoice of a million lines; `--size` makes it smaller. It is made by the rows that measure its making, or when another
/// row first asks for it, and is the same each time.
actor LargeMarket {
    static let shared = LargeMarket()

    /// How many SKUs and how many orders.
    static let size = option("--size") ?? 1_000_000
    static let customers = max(size / 10, 100)

    /// Where it is kept while the program runs.
    nonisolated let folder = FileManager.default.temporaryDirectory.appending(path: "compra-bench-\(getpid())").path
    nonisolated var path: String { "\(folder)/market.db" }

    private var catalogue: Task<Launch, any Error>?
    private var books: Task<Void, any Error>?
    private var copying: Task<String, any Error>?
    private var closing: Task<Launch, any Error>?

    /// What `compra market import` took for all SKUs.
    func imported() async throws -> Launch {
        let task = catalogue ?? Task { try importList() }
        catalogue = task
        return try await task.value
    }

    /// The market with all customers and orders, the month still open.
    func furnished() async throws -> LocalMarket {
        let task =
            books
            ?? Task {
                _ = try await imported()
                try await Books(path: path).write()
            }
        books = task
        try await task.value
        return LocalMarket(store: .sqlite(path: path))
    }

    /// The path of a copy of the furnished market, for a bare database to write what a market writes, in trees as large.
    func copied() async throws -> String {
        let task =
            copying
            ?? Task {
                _ = try await furnished()
                let copy = "\(folder)/bare.db"
                try Database(path).run("VACUUM INTO '\(copy)'")
                return copy
            }
        copying = task
        return try await task.value
    }

    /// What `compra market close` took.
    func closed() async throws -> Launch {
        let task =
            closing
            ?? Task {
                _ = try await furnished()
                return try Launch([Launch.compra, "market", "close", "--store", "sqlite:\(path)"])
            }
        closing = task
        return try await task.value
    }

    private func importList() throws -> Launch {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let list = "\(folder)/list.csv"
        try PriceList(rows: Self.size).write(to: list)
        _ = try Launch([Launch.compra, "market", "init", "--store", "sqlite:\(path)"])
        return try Launch([Launch.compra, "market", "import", "--store", "sqlite:\(path)", "--retail", list])
    }

    /// Forgets all of it.
    nonisolated func remove() { try? FileManager.default.removeItem(atPath: folder) }

    private static func option(_ name: String) -> Int? {
        let arguments = CommandLine.arguments
        return arguments.firstIndex(of: name).flatMap { arguments.dropFirst($0 + 1).first }.flatMap { Int($0) }
    }
}
