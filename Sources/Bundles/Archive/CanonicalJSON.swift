/// JSON with exactly one text for each value: keys sorted by their bytes, no blanks, the shortest escapes. Numbers are not
/// needed.
indirect enum CanonicalJSON: Equatable {
    case text(String)
    case list([CanonicalJSON])
    case record([String: CanonicalJSON])

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .text(let text): Self.write(text, to: &bytes)
        case .list(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .record(let entries):
            bytes.append(UInt8(ascii: "{"))
            let sorted = entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            for (index, entry) in sorted.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.write(entry.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                entry.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

extension CanonicalJSON {
    /// Reads what ``bytes`` writes, and nothing else; nil for any other text.
    init?(_ bytes: [UInt8]) {
        var reader = Reader(bytes: bytes)
        guard let value = reader.value(depth: 0), reader.place == bytes.count else { return nil }
        self = value
    }

    subscript(key: String) -> CanonicalJSON? {
        guard case .record(let entries) = self else { return nil }
        return entries[key]
    }

    var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    private struct Reader {
        let bytes: [UInt8]
        var place = 0

        private func at(_ character: Unicode.Scalar) -> Bool {
            place < bytes.count && bytes[place] == UInt8(ascii: character)
        }

        private mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard at(character) else { return false }
            place += 1
            return true
        }

        mutating func value(depth: Int) -> CanonicalJSON? {
            guard depth < 16 else { return nil }
            if at("\"") { return text().map { .text($0) } }
            if take("[") {
                var values: [CanonicalJSON] = []
                if take("]") { return .list(values) }
                repeat {
                    guard let value = value(depth: depth + 1) else { return nil }
                    values.append(value)
                } while take(",")
                return take("]") ? .list(values) : nil
            }
            guard take("{") else { return nil }
            var entries: [String: CanonicalJSON] = [:]
            var last: String?
            if take("}") { return .record(entries) }
            repeat {
                guard let key = text(), last?.utf8.lexicographicallyPrecedes(key.utf8) ?? true, take(":"),
                    let value = value(depth: depth + 1)
                else { return nil }
                entries[key] = value
                last = key
            } while take(",")
            return take("}") ? .record(entries) : nil
        }

        private mutating func text() -> String? {
            guard take("\"") else { return nil }
            var text: [UInt8] = []
            while place < bytes.count {
                let byte = bytes[place]
                place += 1
                switch byte {
                case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
                case UInt8(ascii: "\\"):
                    guard let byte = escaped() else { return nil }
                    text.append(byte)
                case 0..<0x20: return nil
                default: text.append(byte)
                }
            }
            return nil
        }

        private mutating func escaped() -> UInt8? {
            if take("\"") { return UInt8(ascii: "\"") }
            if take("\\") { return UInt8(ascii: "\\") }
            guard take("u"), take("0"), take("0"), place + 2 <= bytes.count else { return nil }
            let digits = String(decoding: bytes[place..<place + 2], as: UTF8.self)
            place += 2
            guard digits == digits.lowercased(), let byte = UInt8(digits, radix: 16), byte < 0x20 else { return nil }
            return byte
        }
    }
}
