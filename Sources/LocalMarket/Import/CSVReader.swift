/// Reads comma-separated values (RFC 4180) record by record from bytes that come in chunks.
///
/// A reader of our own, because a price list has tens of megabytes and the packages that were looked at load all of it,
/// make a string of every field, or stop at the first fault. This one keeps one chunk, makes strings only of the fields
/// that are asked for, and survives a faulty record: it says what is wrong and goes on with the next *line*, so that a
/// quote that never closes costs one line and not the rest of the file.
///
/// A class, because the fields of the current record are read in place.
final class CSVReader {
    /// What ``next()`` came to.
    enum Event: Equatable {
        /// A record, whose fields can be read until the next call.
        case record
        /// A line that is no record, and why.
        case fault(String)
        case end
    }

    /// The line on which the current record starts, from 1.
    private(set) var line = 0

    private var stream: ByteStream
    /// Where the next record starts, and on which line.
    private var position = 0
    private var nextLine = 1
    private var fields: [Field] = []

    /// No record is longer: a quote that is open for so many bytes was never meant to close.
    private static let longestRecord = 1 << 20

    private struct Field {
        var start: Int
        var end: Int
        /// Whether a quote within it is doubled.
        var hasDoubledQuotes = false
    }

    init(_ stream: ByteStream) {
        self.stream = stream
    }

    /// The number of fields of the current record.
    var count: Int { fields.count }

    /// A field of the current record.
    subscript(index: Int) -> String {
        let field = fields[index]
        let bytes = stream.bytes[field.start..<field.end]
        guard field.hasDoubledQuotes else { return String(decoding: bytes, as: UTF8.self) }
        var text: [UInt8] = []
        var isSecond = false
        for byte in bytes {
            isSecond = byte == quote && !isSecond
            if !isSecond { text.append(byte) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Goes to the next record that isn't a blank line.
    func next() throws -> Event {
        while !isAtEnd || position < stream.bytes.count {
            switch scan() {
            case .needsMore:
                if position == 0, stream.bytes.count > Self.longestRecord {
                    return try skipLine("the record does not end")
                }
                if try stream.more(keepingFrom: position) {
                    position = 0
                } else {
                    isAtEnd = true
                }
            case .blank(let end):
                position = end
                nextLine += 1
            case .record(let end, let lines):
                position = end
                line = nextLine
                nextLine += lines
                return .record
            case .fault(let reason):
                return try skipLine(reason)
            }
        }
        return .end
    }

    /// Whether the bytes at hand are the last.
    private var isAtEnd = false

    private enum Outcome {
        case record(end: Int, lines: Int)
        case blank(end: Int)
        case fault(String)
        case needsMore
    }
}

private let quote = UInt8(ascii: "\"")
private let comma = UInt8(ascii: ",")
private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")

extension CSVReader {
    /// Finds the fields of the record at ``position``.
    private func scan() -> Outcome {
        var found = fields
        found.removeAll(keepingCapacity: true)
        fields = []
        defer { fields = found }
        return stream.bytes.withUnsafeBufferPointer { bytes in
            var index = position
            var lines = 1
            while true {
                var field = Field(start: index, end: index)
                if index < bytes.count, bytes[index] == quote {
                    guard let end = quotedEnd(of: &field, in: bytes, lines: &lines) else {
                        return isAtEnd ? .fault("a quote does not close") : .needsMore
                    }
                    index = end
                } else {
                    while index < bytes.count, bytes[index] != comma, bytes[index] != lineFeed,
                        bytes[index] != carriageReturn
                    {
                        if bytes[index] == quote { return .fault("a quote stands within a field that isn't quoted") }
                        index += 1
                    }
                    field.end = index
                }
                guard index < bytes.count || isAtEnd else { return .needsMore }
                found.append(field)
                guard index < bytes.count else { return .record(end: index, lines: lines) }
                switch bytes[index] {
                case comma:
                    index += 1
                    continue
                case carriageReturn:
                    guard index + 1 < bytes.count || isAtEnd else { return .needsMore }
                    index += index + 1 < bytes.count && bytes[index + 1] == lineFeed ? 2 : 1
                case lineFeed:
                    index += 1
                default:
                    return .fault("text follows the closing quote of field \(found.count)")
                }
                let isBlank = found.count == 1 && field.start == field.end && bytes[position] != quote
                return isBlank ? .blank(end: index) : .record(end: index, lines: lines)
            }
        }
    }

    /// Sets the bounds of a quoted field to what is between its quotes, and gives where the closing one is behind; nil
    /// where there is none, or where the byte after it isn't there yet.
    private func quotedEnd(of field: inout Field, in bytes: UnsafeBufferPointer<UInt8>, lines: inout Int) -> Int? {
        var index = field.start + 1
        field.start = index
        while index < bytes.count {
            switch bytes[index] {
            case quote:
                guard index + 1 < bytes.count else {
                    field.end = index
                    return isAtEnd ? index + 1 : nil
                }
                guard bytes[index + 1] == quote else {
                    field.end = index
                    return index + 1
                }
                field.hasDoubledQuotes = true
                index += 2
            case lineFeed:
                lines += 1
                index += 1
            default:
                index += 1
            }
        }
        return nil
    }

    /// Leaves the line at ``position`` behind, because it is no record.
    private func skipLine(_ reason: String) throws -> Event {
        var end = stream.bytes[position...].firstIndex(of: lineFeed)
        while end == nil, try stream.more(keepingFrom: max(position, stream.bytes.count - Self.longestRecord)) {
            position = 0
            end = stream.bytes.firstIndex(of: lineFeed)
        }
        var text = stream.bytes[position..<(end ?? stream.bytes.count)]
        if text.last == carriageReturn { text.removeLast() }
        // Published price sheets have lines whose last quote was typeset.
        let isTypeset = text.suffix(3).elementsEqual("\u{201D}".utf8)
        position = end.map { $0 + 1 } ?? stream.bytes.count
        isAtEnd = isAtEnd || end == nil
        line = nextLine
        nextLine += 1
        return .fault(isTypeset ? "its last field is closed by a typographic quote (\u{201D})" : reason)
    }
}
