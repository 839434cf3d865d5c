import Foundation

/// `bench [--json] [--filter TEXT,…] [--size COUNT]`: prints what was measured. It judges nothing: the exit code is 0 whatever
/// the numbers. The size is that of the ``LargeMarket``.
@main struct Bench {
    /// All rows. A room adds its own in a file of `Rows`, and names them here.
    static let rows = [
        Row.calls, Row.strings, Row.objects, Row.records, Row.coroutines, Row.programs, Row.states, Row.memory,
        Row.stops,
        Row.command, Row.session, Row.statements, Row.bundles, Row.emulator, Row.catalogue, Row.checkouts, Row.billing,
    ].flatMap { $0 }

    static func main() async throws {
        var arguments = CommandLine.arguments.dropFirst()
        if let child = arguments.first.flatMap(Child.init(rawValue:)) {
            try await child.run()
            return
        }
        var filter: String?
        var asJSON = false
        while let argument = arguments.popFirst() {
            switch argument {
            case "--json": asJSON = true
            case "--filter": filter = arguments.popFirst()
            case "--size": _ = arguments.popFirst()
            default:
                FileHandle.standardError.write(Data("usage: bench [--json] [--filter TEXT,…] [--size COUNT]\n".utf8))
                return
            }
        }
        let texts = filter?.split(separator: ",").map(String.init)
        let chosen = rows.filter { row in
            texts?.contains { row.what.localizedCaseInsensitiveContains($0) } ?? true
        }
        defer { LargeMarket.shared.remove() }
        try await run(chosen, asJSON: asJSON)
    }

    private static func run(_ rows: [Row], asJSON: Bool) async throws {
        let table = Table(of: rows)
        var records: [Record] = []
        if !asJSON { table.writeHead() }
        for row in rows {
            let result = await measure(row)
            if asJSON { records.append(Record(row, result)) } else { table.write(row, result) }
        }
        if asJSON { try Record.write(records) }
    }

    /// What goes wrong in one row does not end the others.
    private static func measure(_ row: Row) async -> Result<Outcome, Unavailable> {
        do {
            return .success(try await row.measure())
        } catch let error as Unavailable {
            return .failure(error)
        } catch {
            return .failure(Unavailable("\(error)"))
        }
    }
}
