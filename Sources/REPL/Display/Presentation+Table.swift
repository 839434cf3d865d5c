import Commerce
import Lua
import Scripting

/// Things of one kind, ready to be shown in columns.
struct Rows {
    var columns: [String]
    var cells: [[Outline]]
    /// Rows that are left out.
    var hidden = 0
}

extension Presentation {
    /// The table as rows: a list of objects of one type, or of tables with the same names; nil for any other.
    func rows(of table: Outline.Table) -> Rows? {
        guard table.fields.isEmpty, !table.list.isEmpty else { return nil }
        let records = table.list.map { record(of: $0) }
        guard let first = records[0]?.map(\.name), !first.isEmpty else { return nil }
        var columns = first
        for case let record? in records.dropFirst() {
            for (name, _) in record where !columns.contains(name) { columns.append(name) }
        }
        guard records.allSatisfy({ $0 != nil }), columns.count <= max(12, 2 * first.count) else { return nil }
        let cells = records.map { record in
            let values = Dictionary(record ?? [], uniquingKeysWith: { first, _ in first })
            return columns.map { values[$0] ?? .nil }
        }
        return Rows(columns: columns, cells: cells, hidden: table.hidden)
    }

    private func record(of value: Outline) -> [(name: String, value: Outline)]? {
        switch value {
        case .object(let object, _):
            guard ScriptReference.money(object) == nil else { return nil }
            return ScriptReference.fields(of: object)?.map { ($0.description.name, outline($0.value)) }
        case .table(let table) where table.list.isEmpty:
            var record: [(String, Outline)] = []
            for (key, value) in table.fields {
                guard let name = key.text else { return nil }
                record.append((name, value))
            }
            return record
        default: return nil
        }
    }

    /// Rows in columns as wide as their content. Where the width is too small, long texts are cut, then columns go
    /// (``leastTelling(of:within:)``). What is hidden is named below.
    func table(_ rows: Rows) -> [StyledText] {
        let numbers = String(rows.cells.count).count
        var columns = rows.columns.indices.map { Column(rows, $0, self) }
        var hidden = columns.filter(\.isNested).map(\.name)
        columns.removeAll { $0.isBlank || $0.isNested }
        let room = width - numbers
        while columns.count > 1, columns.reduce(0, { $0 + 2 + $1.least }) > room {
            let index = leastTelling(of: columns, within: room)
            hidden.append(columns.remove(at: index).name)
        }
        fit(&columns, within: room)
        var lines = [header(columns, indent: numbers)]
        for index in rows.cells.indices {
            var line = StyledText()
            let number = String(index + 1)
            line.append(String(repeating: " ", count: numbers - number.count) + number, .faint)
            for column in columns {
                line.append("  ")
                line.append(column.placed(column.cells[index]))
            }
            lines.append(line)
        }
        if rows.hidden > 0 { lines.append(StyledText("… \(rows.hidden) more", .faint)) }
        hidden = rows.columns.filter { name in hidden.contains(name) }
        if !hidden.isEmpty {
            lines += wrapped(
                StyledText(hidden.joined(separator: ", "), .faint),
                behind: StyledText("also: ", .faint)
            )
        }
        return lines
    }

    /// The column to leave out first: very long texts, ids of something else, an own id beside a name that would take most
    /// of the room, and then whatever comes last and is no money.
    private func leastTelling(of columns: [Column], within room: Int) -> Int {
        if let text = columns.lastIndex(where: { $0.natural > 60 }) { return text }
        if let id = columns.dropFirst().lastIndex(where: { $0.name.hasSuffix("_id") }) { return id }
        let isNamed = columns.contains { $0.name == "title" || $0.name.hasSuffix("name") }
        if isNamed, columns[0].name == "id", columns[0].least > room / 2 { return 0 }
        return columns.dropFirst().lastIndex { !$0.isMoney } ?? columns.count - 1
    }

    private func header(_ columns: [Column], indent: Int) -> StyledText {
        var line = StyledText(String(repeating: " ", count: indent))
        for column in columns {
            line.append("  ")
            line.append(column.placed(StyledText(column.name, .heading)))
        }
        return line
    }

    /// Takes from the widest column until all fit.
    private func fit(_ columns: inout [Column], within room: Int) {
        var excess = columns.reduce(0) { $0 + 2 + $1.width } - room
        while excess > 0, let widest = columns.indices.max(by: { columns[$0].give < columns[$1].give }),
            columns[widest].give > 0
        {
            columns[widest].width -= 1
            excess -= 1
        }
    }

    /// A column of a table: its cells, and how wide it is.
    struct Column {
        let name: String
        let cells: [StyledText]
        let isBlank: Bool
        let isNested: Bool
        let isNumber: Bool
        let isMoney: Bool
        let natural: Int
        /// Numbers and ids are shown whole or not at all.
        let least: Int
        var width: Int

        /// How far it is over what it needs at least.
        var give: Int { width - least }

        init(_ rows: Rows, _ index: Int, _ presentation: Presentation) {
            name = rows.columns[index]
            let values = rows.cells.map { $0[index] }
            cells = values.map { presentation.cell($0) }
            isBlank = values.allSatisfy(\.isBlank)
            isMoney = values.contains { $0.amount != nil }
            isNested = values.contains { $0.isList(of: \.isTableOrObject) || $0.isRecord && $0.amount == nil }
            isNumber = values.allSatisfy { $0.isNumeric }
            let title = CharacterWidth.columns(of: name)
            natural = max(title, cells.map(\.width).max() ?? 0)
            let isText = values.contains { ($0.text ?? "").contains(" ") } || natural > 40
            least = isNumber || !isText ? natural : max(title, min(natural, max(12, presentation.width / 5)))
            width = min(natural, 60)
        }

        func placed(_ cell: StyledText) -> StyledText {
            let cut = cell.cut(to: width)
            var placed = StyledText()
            if isNumber { placed.pad(to: width - cut.width) }
            placed.append(cut)
            placed.pad(to: width)
            return placed
        }
    }

    private func cell(_ value: Outline) -> StyledText {
        if let time = value.time { return StyledText(String("\(time)".prefix(16)).replacing("T", with: " ")) }
        if let amount = value.amount { return StyledText(amount.display, .money) }
        return plain(value)
    }
}

extension Outline {
    fileprivate var isNumeric: Bool {
        switch self {
        case .integer, .number, .nil: true
        default: amount != nil
        }
    }

    /// Whether a cell has nothing to show.
    fileprivate var isBlank: Bool {
        switch self {
        case .nil: true
        case .table(let table): table.list.isEmpty && table.fields.isEmpty && table.hidden == 0
        default: false
        }
    }

    fileprivate var isRecord: Bool {
        switch self {
        case .table(let table): !table.fields.isEmpty
        case .object(let object, _): ScriptReference.isRecord(object)
        default: false
        }
    }

    /// The money that the value is, or that it comes to: a price's `total`.
    fileprivate var amount: Money? {
        if case .object(let object, _) = self, ScriptReference.isRecord(object),
            case .object(let total)? = ScriptReference.fields(of: object)?.first(where: {
                $0.description.name == "total"
            })?
            .value
        {
            return ScriptReference.money(total)
        }
        return money
    }
}
