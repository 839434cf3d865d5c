import Database

/// Something that ``LocalMarket/check()`` found wrong.
public struct MarketFinding: Sendable, Hashable, Codable, CustomStringConvertible {
    public var kind: Kind

    /// The thing that is wrong, by kind and id: `invoice D000000012`.
    public var subject: String

    /// What is wrong with it.
    public var message: String

    /// What a finding is about.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// The file: pages, indexes, constraints, rows that point nowhere.
        case file
        /// A row that holds what can't be read.
        case unreadable
        case charge
        case invoice
        case account
        case order
        case cart
        case subscription
        case stock
        /// The market's own row: ids, months, settings.
        case market
    }

    public var description: String { "\(subject): \(message)" }
}

/// Gathers findings. Only so many are kept: a thousand say as much as a million, and a damaged store may be large.
struct Findings {
    static let limit = 1000

    private(set) var all: [MarketFinding] = []
    var isFull: Bool { all.count >= Self.limit }

    mutating func add(_ kind: MarketFinding.Kind, _ subject: String, _ message: String) {
        guard !isFull else { return }
        all.append(MarketFinding(kind: kind, subject: subject, message: message))
    }

    /// Does what reads a row; one that can't be read is a finding, and a page that can't is the store's error.
    mutating func read<Value>(_ subject: @autoclosure () -> String, _ body: (inout Findings) throws -> Value) throws
        -> Value?
    {
        do {
            return try body(&self)
        } catch let error as StoreError where error.code != .value {
            throw error
        } catch {
            add(.unreadable, subject(), "\(error)")
            return nil
        }
    }

    /// Adds each row of a query, whose first column is an id and whose others say more about what is wrong.
    mutating func add(
        _ kind: MarketFinding.Kind,
        _ message: String,
        where query: String,
        on connection: ReadConnection
    ) throws {
        let rows = try connection.rows(query)
        while !isFull, let row = try rows.next() {
            let id = try row.optionalText(0) ?? "?"
            add(kind, "\(kind) \(id)", message)
        }
    }
}
