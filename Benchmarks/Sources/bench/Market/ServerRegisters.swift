import Compra
import Foundation

/// Checkouts in a market on a PostgreSQL server that syncs every commit, and `pgbench`, which gives the server the same
/// statements.
final class ServerRegisters {
    private let cluster: PostgreSQLCluster
    private let shopper: Shopper
    private let script: String

    init() async throws {
        cluster = try PostgreSQLCluster(isDurable: true)
        let market = LocalMarket(store: try StoreLocation(cluster.address), founding: .demonstration())
        shopper = try await Shopper(market, searching: "virtual")
        _ = try await shopper.buy(1)
        script = "\(cluster.folder)/checkout.sql"
        try await statements().write(toFile: script, atomically: true, encoding: .utf8)
    }

    /// Nanoseconds of one of so many checkouts, the carts of which are made before.
    func checkOut(_ count: Int, clients: Int) async throws -> Double {
        var carts: [Cart] = []
        for _ in 0..<count { carts.append(try await shopper.cart(2)) }
        return try await shopper.checkOut(carts, clients: clients) / Double(count)
    }

    /// Nanoseconds of one of so many runs of the script, by so many clients at once. A limit of time would be a signal,
    /// which a process that is started by a thread of Swift's doesn't get.
    func pgbench(_ count: Int, clients: Int) throws -> Double {
        let report = try run([
            "\(cluster.programs)pgbench", "--no-vacuum", "--protocol=prepared", "--client=\(clients)",
            "--transactions=\(count / clients)", "--file=\(script)", "--host=\(cluster.folder)",
            "--port=\(cluster.port)", "--username=compra", "compra",
        ])
        let rate = report.split(separator: "\n").first { $0.hasPrefix("tps = ") }?.split(separator: " ")[2]
        guard let rate = rate.flatMap({ Double($0) }), report.contains("failed transactions: 0 ") else {
            throw Unavailable("pgbench failed: \(report)")
        }
        return 1e9 / rate
    }

    /// What the server was told to do for one checkout, with another number in the place of each id that is new.
    private func statements() async throws -> String {
        let cart = try await shopper.cart(2)
        let before = try log().count
        try cluster.psql("ALTER SYSTEM SET log_min_duration_statement = 0")
        try cluster.psql("SELECT pg_reload_conf()")
        try await Task.sleep(for: .seconds(1))
        let order = try await shopper.checkOut(cart)
        try cluster.psql("ALTER SYSTEM RESET log_min_duration_statement")
        try cluster.psql("SELECT pg_reload_conf()")
        let logged = LoggedStatements(try log().dropFirst(before)).texts
        guard let begin = logged.lastIndex(where: { $0.hasPrefix("BEGIN ISOLATION LEVEL READ COMMITTED") }),
            let end = logged[begin...].firstIndex(of: "COMMIT")
        else { throw Unavailable("the server logged no checkout: \(logged.suffix(3))") }
        let new = try await newIDs(of: order, in: Array(logged[begin...end]))
        // A group of a cart is ordered once, so each run orders another group of this one.
        let group = (before: "'\(cart.id)', '0'", after: "'\(cart.id)', :number")
        let lines = logged[begin...end].map { statement in
            new.reduce(statement.replacingOccurrences(of: group.before, with: group.after)) {
                $0.replacingOccurrences(of: "'\($1)'", with: ":number")
            } + ";"
        }
        return (["\\set number random(1000000000, 9000000000000000000)"] + lines).joined(separator: "\n")
    }

    /// The values of a checkout that no other has: ids, and the number of the charge.
    private func newIDs(of order: Order, in statements: [String]) async throws -> [String] {
        func value(_ number: Int, ofInsertInto table: String) throws -> String {
            let insert = statements.first { $0.hasPrefix("INSERT INTO \(table)") } ?? ""
            let values = insert.split(separator: "VALUES (").last?.split(separator: ", ") ?? []
            guard values.indices.contains(number) else { throw Unavailable("the server logged no \(table)") }
            return values[number].trimmingCharacters(in: CharacterSet(charactersIn: "')"))
        }
        return [
            order.id, order.alternateId, try value(0, ofInsertInto: "charges"),
            try value(0, ofInsertInto: "request_log"),
        ]
    }

    private func log() throws -> Substring {
        Substring(try String(contentsOfFile: "\(cluster.folder)/log", encoding: .utf8))
    }

    private func run(_ command: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        defer { process.waitUntilExit() }
        return String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }
}

/// What a server executed, as its log says, each with its parameters in their places.
private struct LoggedStatements {
    private(set) var texts: [String] = []

    init(_ log: Substring) {
        var isStatement = false
        for line in log.split(separator: "\n") {
            if let text = line.firstRange(of: #/execute [^:]*: /#).map({ line[$0.upperBound...] }) {
                texts.append(String(text))
                isStatement = true
            } else if let parameters = line.firstRange(of: "DETAIL:  parameters: ").map({ line[$0.upperBound...] }) {
                fill(parameters)
                isStatement = false
            } else if line.hasPrefix("\t"), isStatement {
                texts[texts.count - 1] += " " + line.trimmingCharacters(in: .whitespaces)
            } else {
                isStatement = false
            }
        }
    }

    /// Puts `$1 = 'a', $2 = NULL` into the last statement, the highest number first.
    private mutating func fill(_ parameters: Substring) {
        guard let statement = texts.popLast() else { return }
        let values = parameters.matches(of: #/\$(\d+) = (NULL|'(?:[^']|'')*')/#).map { ($0.1, Self.literal($0.2)) }
        texts.append(values.reversed().reduce(statement) { $0.replacingOccurrences(of: "$\($1.0)", with: $1.1) })
    }

    /// A text in which `pgbench` finds no variable: it takes the `:00` of a time for one, even between quotes.
    private static func literal(_ text: Substring) -> String {
        guard text.contains(":") else { return String(text) }
        let escaped = text.replacingOccurrences(of: #"\"#, with: #"\\"#)
        return "U&" + escaped.replacingOccurrences(of: ":", with: #"\003A"#)
    }
}
