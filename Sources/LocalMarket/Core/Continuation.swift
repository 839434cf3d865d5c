import Commerce
import Database

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Where a list goes on: the key of the last item of the page before, as opaque text that fits into a header.
struct Continuation: Sendable, Hashable {
    /// The columns that the list is sorted by, in their order.
    let key: [String]

    init(_ key: [String]) {
        self.key = key
    }

    /// Reads what an earlier page gave out.
    ///
    /// - Throws: ``MarketError`` with 400/800002 for a text that no page of such a list gave out.
    init(_ text: String, columns: Int) throws {
        guard let data = Data(base64Encoded: text),
            let key = try? JSONDecoder().decode([String].self, from: data),
            key.count == columns
        else {
            throw MarketError(
                .invalidInput,
                "\"\(text)\" continues no list of this kind",
                hint: "pass on the continuation of the page before, untouched, or none for the first page"
            )
        }
        self.key = key
    }

    /// The text that a page gives out.
    var text: String {
        get throws { try JSONEncoder().encode(key).base64EncodedString() }
    }

    /// A part of the key that is a number.
    func integer(_ index: Int) throws -> Int64 {
        guard let number = Int64(key[index]) else {
            throw MarketError(
                .invalidInput,
                "the continuation is not one of this list",
                hint: "start with the first page"
            )
        }
        return number
    }
}

extension Page {
    /// The first `limit` items, and the key of the last of them where more follow.
    ///
    /// - Parameter items: One more than the limit where there are so many.
    init(_ items: [Item], limit: Int, key: (Item) -> [String]) throws {
        try self.init(items, limit: limit, item: { $0 }, key: key)
    }

    /// The items of the next `limit` rows, and the key of the last of them where more follow. Each is made where it stays: a
    /// page of customers spends more time on copies than the database on its rows.
    init(_ rows: RowCursor, limit: Int, item: (Row) throws -> Item, key: (Row) throws -> [String]) throws {
        var items: [Item] = []
        items.reserveCapacity(limit)
        var last: Row?
        while items.count < limit, let row = try rows.next() {
            items.append(try item(row))
            last = row
        }
        let more = try last.flatMap { try rows.next() == nil ? nil : $0 }
        self.init(items: items, continuation: try more.map { try Continuation(key($0)).text })
    }

    /// The items of the first `limit` rows, and the key of the last of them where more follow.
    ///
    /// - Parameter rows: One more than the limit where there are so many.
    init<Row>(_ rows: [Row], limit: Int, item: (Row) throws -> Item, key: (Row) -> [String]) throws {
        let shown = rows.prefix(limit)
        let last = rows.count > limit ? shown.last : nil
        self.init(items: try shown.map(item), continuation: try last.map { try Continuation(key($0)).text })
    }
}
