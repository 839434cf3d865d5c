import Commerce

/// The public retail price list, as a CSV file or as the JSON pages of its API.
///
/// It tells what anyone pays, without the partner's discount: an estimate (section 12).
struct RetailList: Sendable {
    let source: ListSource

    /// The columns that are read; the list has more.
    enum Column: Int, ListColumn {
        case currencyCode, tierMinimumUnits, retailPrice, armRegionName, location, effectiveStartDate, meterId
        case productId, productName, skuId, skuName, armSkuName, serviceName, type, reservationTerm

        static let required: [Column] = [
            .currencyCode, .retailPrice, .armRegionName, .effectiveStartDate, .meterId, .productId, .productName,
            .skuId, .skuName, .type,
        ]
        static let listTitle = "public retail price list"

        var name: String { "\(self)" }
    }

    typealias Row = any ListRow<Column>

    /// Calls `body` with every row, and `fault` with the number and reason of every one that is none, or that `body`
    /// throws a ``RowFault`` for.
    ///
    /// - Throws: ``ImportError`` where the file can't be read or is no such list.
    func read(
        _ watch: ImportWatch,
        _ body: (Row) throws -> Void,
        fault: (ImportProblem) -> Void
    ) throws {
        func attempt(_ number: Int, _ work: () throws -> Void) throws {
            watch.sawRow()
            do {
                try work()
            } catch let found as RowFault {
                fault(ImportProblem(file: source.name, number: number, reason: found.reason))
            }
        }
        var stream = try source.open(watch)
        if try Self.isJSON(&stream) {
            var number = 0
            try RetailPages(stream, name: source.name).read { item in
                number += 1
                try attempt(number) { try body(item) }
            }
        } else {
            let rows = try CSVRows<Column>(stream, name: source.name)
            while try rows.next() {
                try attempt(rows.number) {
                    try rows.check()
                    try body(rows)
                }
            }
        }
    }

    /// Whether the first character is a brace. CSV starts with the name of a column.
    private static func isJSON(_ stream: inout ByteStream) throws -> Bool {
        while true {
            if let first = stream.bytes.first(where: { $0 > 0x20 }) { return first == UInt8(ascii: "{") }
            guard try stream.more(keepingFrom: 0) else { return false }
        }
    }
}

/// The items of the API's pages: `{"Items": [{…}, …], …}`, one page or several one after another.
private struct RetailPages {
    private var reader: JSONReader
    private let name: String

    init(_ stream: ByteStream, name: String) {
        reader = JSONReader(stream)
        self.name = name
    }

    func read(_ body: (RetailItem) throws -> Void) throws {
        var reader = reader
        var hasItems = false
        do {
            while try reader.peek() != nil {
                try reader.object { member, reader in
                    guard member.lowercased() == "items" else { return try reader.skip() }
                    hasItems = true
                    try reader.array { reader in
                        let item = try RetailItem(&reader)
                        try item.requireColumns(of: name)
                        try body(item)
                    }
                }
            }
        } catch let fault as JSONFault {
            throw ImportError(.notAList, "\(name) is broken JSON: \(fault)", hint: "download it again")
        }
        guard hasItems else { throw ImportError.missing(["Items"], in: name, RetailList.Column.listTitle) }
    }
}

/// One item of a page.
private struct RetailItem: ListRow {
    private var texts = [String?](repeating: nil, count: RetailList.Column.allCases.count)
    private var columns: Set<RetailList.Column> = []

    private static let columnsByName = Dictionary(
        uniqueKeysWithValues: RetailList.Column.allCases.map { ($0.name.lowercased(), $0) }
    )

    init(_ reader: inout JSONReader) throws {
        var item = self
        try reader.object { member, reader in
            guard let column = Self.columnsByName[member.lowercased()] else { return try reader.skip() }
            item.columns.insert(column)
            if let text = try reader.scalar(), !text.isEmpty { item.texts[column.rawValue] = text }
        }
        self = item
    }

    /// - Throws: ``ImportError`` where the item lacks columns: what an API page has, each of its items has.
    func requireColumns(of name: String) throws {
        let missing = RetailList.Column.required.filter { !columns.contains($0) }.map(\.name)
        guard missing.isEmpty else { throw ImportError.missing(missing, in: name, RetailList.Column.listTitle) }
    }

    subscript(column: RetailList.Column) -> String? { texts[column.rawValue] }
}
