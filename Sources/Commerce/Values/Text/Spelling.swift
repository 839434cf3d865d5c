extension String {
    /// Whether two names differ in case, `_` and `-` at most, as the wire's spellings of one value do (reference 3.6).
    @inlinable
    func isSpelled(like other: String) -> Bool { self == other || isSpelledOtherwise(than: other) }

    @usableFromInline
    func isSpelledOtherwise(than other: String) -> Bool {
        // The last letters tell most names apart that begin alike.
        guard let last = utf8.last?.ofSpelling, let otherLast = other.utf8.last?.ofSpelling else {
            return spelling == other.spelling
        }
        guard last == otherLast else { return false }
        var (left, right) = (utf8.makeIterator(), other.utf8.makeIterator())
        while true {
            let byte = left.nextOfSpelling()
            guard byte == right.nextOfSpelling() else { return false }
            if byte == nil { return true }
        }
    }

    /// The bytes by which names are compared: lower case, without `_` and `-`.
    var spelling: [UInt8] {
        var iterator = utf8.makeIterator()
        var bytes: [UInt8] = []
        while let byte = iterator.nextOfSpelling() { bytes.append(byte) }
        return bytes
    }
}

extension String {
    /// `a customer`, `an order`.
    package var withArticle: String {
        "\(first.map { "aeiouAEIOU".contains($0) } == true ? "an" : "a") \(self)"
    }
}

extension String.UTF8View.Iterator {
    fileprivate mutating func nextOfSpelling() -> UInt8? {
        while let byte = next() {
            if let byte = byte.ofSpelling { return byte }
        }
        return nil
    }
}

extension UInt8 {
    /// The byte by which names are compared; nil for `_` and `-`.
    fileprivate var ofSpelling: UInt8? {
        if self == UInt8(ascii: "_") || self == UInt8(ascii: "-") { return nil }
        return isASCIIUppercase ? self | 0x20 : self
    }

    var isASCIIUppercase: Bool { self &- UInt8(ascii: "A") < 26 }
}

/// The text in quotes as messages show it: what a terminal would obey is escaped, and 40 characters are enough.
func quoted(_ text: some StringProtocol) -> String {
    var shown = ""
    for scalar in text.unicodeScalars.prefix(40) {
        let isObeyed = [.control, .format, .lineSeparator, .paragraphSeparator].contains(
            scalar.properties.generalCategory
        )
        shown += isObeyed ? scalar.escaped(asASCII: true) : String(scalar)
    }
    return "\"\(shown)\(text.unicodeScalars.dropFirst(40).isEmpty ? "" : "…")\""
}
