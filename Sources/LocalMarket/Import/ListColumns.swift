/// The columns of a list, numbered in any order: a row is asked for a dozen of them, which numbers make cheap.
protocol ListColumn: RawRepresentable<Int>, CaseIterable, Sendable {
    /// What the header calls the column, in any case.
    var name: String { get }

    /// The columns without which a file is no such list.
    static var required: [Self] { get }

    /// What the list is, in words.
    static var listTitle: String { get }
}

/// One row of a list, from a CSV line or a JSON item.
protocol ListRow<Column> {
    associatedtype Column: ListColumn

    /// The text of a column without blanks around it; nil where it has none.
    subscript(column: Column) -> String? { get }
}

/// Why a row can't be taken.
struct RowFault: Error, Hashable, CustomStringConvertible {
    let reason: String

    var description: String { reason }

    init(_ reason: String) {
        self.reason = reason
    }
}

extension ListRow {
    /// - Throws: ``RowFault`` where the row has no text in the column.
    func require(_ column: Column) throws -> String {
        guard let text = self[column] else { throw RowFault("\(column.name) is empty") }
        return text
    }

    /// What `read` makes of a column that must have a text.
    ///
    /// - Throws: ``RowFault`` that names the column, with what `read` threw as the reason.
    func read<Value>(_ column: Column, _ read: (String) throws -> Value) throws -> Value {
        let text = try require(column)
        do {
            return try read(text)
        } catch {
            throw RowFault("\(column.name): \(error)")
        }
    }
}

/// The rows of a CSV list, whose first line names the columns.
final class CSVRows<Column: ListColumn>: ListRow {
    private let reader: CSVReader
    /// Where each column is, by its number; nil where the list hasn't it.
    private let positions: [Int?]
    private let width: Int
    private var event = CSVReader.Event.record

    /// - Throws: ``ImportError`` with ``ImportError/Code/notAList`` where the file has no header or lacks columns.
    init(_ stream: ByteStream, name: String) throws {
        let reader = CSVReader(stream)
        guard try reader.next() == .record else { throw ImportError.noHeader(name, Column.listTitle) }
        let header = (0..<reader.count).map { reader[$0].trimmed.lowercased() }
        let positions = Column.allCases.map { header.firstIndex(of: $0.name.lowercased()) }
        let missing = Column.required.filter { positions[$0.rawValue] == nil }.map(\.name)
        guard missing.isEmpty else { throw ImportError.missing(missing, in: name, Column.listTitle) }
        self.reader = reader
        self.positions = positions
        width = header.count
    }

    /// The line of the current row.
    var number: Int { reader.line }

    /// Goes to the next line; false at the end.
    func next() throws -> Bool {
        event = try reader.next()
        return event != .end
    }

    /// - Throws: ``RowFault`` where the line is no row of this list.
    func check() throws {
        if case .fault(let reason) = event { throw RowFault(reason) }
        guard reader.count == width else {
            throw RowFault("\(reader.count) fields where the header has \(width)")
        }
    }

    subscript(column: Column) -> String? {
        guard let position = positions[column.rawValue] else { return nil }
        let text = reader[position].trimmed
        return text.isEmpty ? nil : text
    }
}

extension ImportError {
    static func missing(_ columns: [String], in name: String, _ title: String) -> ImportError {
        ImportError(
            .notAList,
            "\(name) is no \(title): it lacks \(columns.joined(separator: ", "))",
            hint: "give the list as it was downloaded, with its header"
        )
    }

    static func noHeader(_ name: String, _ title: String) -> ImportError {
        ImportError(.notAList, "\(name) is no \(title): it has no header", hint: "give the list as it was downloaded")
    }
}

extension String {
    /// The text without blanks around it.
    fileprivate var trimmed: String {
        guard let first = utf8.first, let last = utf8.last, first <= 0x20 || last <= 0x20 else { return self }
        var rest = Substring(self).utf8
        while let byte = rest.first, byte <= 0x20 { rest.removeFirst() }
        while let byte = rest.last, byte <= 0x20 { rest.removeLast() }
        return String(Substring(rest))
    }
}
