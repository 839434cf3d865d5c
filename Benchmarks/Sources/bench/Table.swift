import Foundation

/// How rows are written: as a table for people, a line each as soon as it is there, or as JSON for programs.
struct Table {
    private let widths: [Int]

    init(of rows: [Row]) {
        widths = [max(4, rows.map(\.what.count).max() ?? 0), 14, 22, 6, 9, 3]
    }

    func writeHead() { write(["what", "ours", "reference", "ratio", "bound", "ok"]) }

    func write(_ row: Row, _ result: Result<Outcome, Unavailable>) {
        switch result {
        case .success(let outcome):
            write([
                row.what, show(outcome.ours, row),
                outcome.reference.map { [row.reference, show($0, row)].joined(separator: " ") } ?? "",
                outcome.ratio.map { $0.digits(2) } ?? "", row.shownBound,
                row.bound.map { outcome.meets($0) ? "yes" : "NO" } ?? "",
            ])
        case .failure(let unavailable):
            write([row.what, "n/a", row.reference, "", row.shownBound, unavailable.reason])
        }
    }

    /// A spread is shown where it is large.
    private func show(_ reading: Reading, _ row: Row) -> String {
        let spread = reading.spread > 0.15 ? " +\((reading.spread * 100).digits(0))%" : ""
        return "\(Quantity(value: reading.best, unit: row.unit))\(spread)"
    }

    private func write(_ cells: [String]) {
        let line = zip(cells, widths).map { $0.padding(toLength: max($1, $0.count), withPad: " ", startingAt: 0) }
            .joined(separator: " | ")
        print(line.trimmingCharacters(in: .whitespaces))
        fflush(nil)
    }
}

extension Row {
    fileprivate var shownBound: String {
        switch bound {
        case .times(let times): "\(times.formatted()) ×"
        case .most(let most): "\(Quantity(value: most, unit: unit))"
        case .over(let more): "+ \(Quantity(value: more, unit: unit))"
        case nil: ""
        }
    }
}

/// A row as JSON: times in nanoseconds, memory in bytes.
struct Record: Encodable {
    var what: String
    var unit: Quantity.Unit
    var ours: Double?
    var spread: Double?
    var against: String?
    var reference: Double?
    var ratio: Double?
    var bound: Double?
    var ok: Bool?
    var unavailable: String?

    init(_ row: Row, _ result: Result<Outcome, Unavailable>) {
        what = row.what
        unit = row.unit
        against = row.reference.isEmpty ? nil : row.reference
        switch row.bound {
        case .times(let value), .most(let value), .over(let value): bound = value
        case nil: bound = nil
        }
        switch result {
        case .success(let outcome):
            ours = outcome.ours.best
            spread = outcome.ours.spread
            reference = outcome.reference?.best
            ratio = outcome.ratio
            ok = row.bound.map(outcome.meets)
        case .failure(let reason): unavailable = reason.reason
        }
    }

    static func write(_ records: [Record]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(records), as: UTF8.self))
    }
}
