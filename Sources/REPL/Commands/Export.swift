import Commerce
import FoundationEssentials
import Lua
import Scripting

/// A value as a file: rows as CSV (RFC 4180), anything as JSON. Amounts are text, exact.
struct Export {
    let bytes: [UInt8]
    /// Rows, or 1.
    let count: Int

    init(csv value: Outline) throws {
        let presentation = Presentation(width: .max, now: nil, mostLines: nil)
        let rows: Rows
        switch value {
        case .table(let table):
            guard let found = presentation.rows(of: table) else {
                throw CommandError("the value is no list of resources or records", hint: "write it as .json")
            }
            rows = found
        case .object:
            guard let found = presentation.rows(of: Outline.Table(list: [value])) else { fallthrough }
            rows = found
        default: throw CommandError("the value has no fields", hint: "write it as .json")
        }
        guard rows.hidden == 0 else {
            throw CommandError("the list is too long to be written from here", hint: "write it in parts")
        }
        var text = rows.columns.map(Self.cell).joined(separator: ",") + "\r\n"
        for row in rows.cells { text += row.map { Self.cell(Self.text(of: $0)) }.joined(separator: ",") + "\r\n" }
        bytes = Array(text.utf8)
        count = rows.cells.count
    }

    init(json value: Outline) throws {
        let encoder = Self.json([.sortedKeys, .prettyPrinted, .withoutEscapingSlashes])
        bytes = Array(try encoder.encode(try Self.attribute(value))) + Array("\n".utf8)
        if case .table(let table) = value, !table.list.isEmpty { count = table.list.count } else { count = 1 }
    }

    private static func json(_ formatting: JSONEncoder.OutputFormatting) -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting
        return encoder
    }

    /// In quotes where it has to be. A text that a spreadsheet would take for a formula gets an apostrophe.
    private static func cell(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let safe = isFormula && Double(text) == nil ? "'" + text : text
        guard safe.contains(where: { ",\"\n\r".contains($0) || $0 == "\r\n" }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }

    private static func text(of value: Outline) -> String {
        if let money = value.money { return money.description }
        switch value {
        case .nil: return ""
        case .string(let bytes): return bytes.text ?? LuaLiteral.text(of: bytes)
        case .object(let object, let title) where !ScriptReference.isRecord(object): return title
        case .table, .object:
            let text = try? json([.sortedKeys, .withoutEscapingSlashes]).encode(attribute(value))
            return text.map { String(decoding: $0, as: UTF8.self) } ?? ""
        default: return Presentation(width: .max, now: nil, mostLines: nil).plain(value).text
        }
    }

    private static func attribute(_ value: Outline) throws -> AttributeValue {
        switch value {
        case .nil: return .null
        case .boolean(let value): return .boolean(value)
        case .integer(let value): return .integer(Int(value))
        case .number(let value): return value.isFinite ? .number(value) : .text(LuaNumber.text(of: value))
        case .string(let bytes): return .text(bytes.text ?? LuaLiteral.text(of: bytes))
        case .object(let object, let title):
            if let money = value.money { return .text(money.description) }
            guard let fields = ScriptReference.fields(of: object) else { return .text(title) }
            return .fields(
                try Dictionary(fields.map { ($0.description.name, try attribute(Outline($0.value))) }) { first, _ in
                    first
                }
            )
        case .table(let table):
            guard table.hidden == 0 else { throw CommandError("the value is too large to be written from here") }
            if table.fields.isEmpty { return .list(try table.list.map(attribute)) }
            let list = try table.list.enumerated().map { ("\($0 + 1)", try attribute($1)) }
            return .fields(
                try Dictionary(list + table.fields.map { (try name($0.key), try attribute($0.value)) }) { first, _ in
                    first
                }
            )
        case .function, .coroutine: throw CommandError("a function can't be written")
        case .cycle: throw CommandError("a table that contains itself can't be written")
        }
    }

    private static func name(_ key: Outline) throws -> String {
        switch key {
        case .string(let bytes): bytes.text ?? LuaLiteral.text(of: bytes)
        case .integer(let number): "\(number)"
        case .number(let number): LuaNumber.text(of: number)
        default: throw CommandError("a key that is no name or number can't be written")
        }
    }
}
