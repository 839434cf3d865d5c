/// Reads a small text from front to back. It works on bytes: every grammar of these values is ASCII.
struct TextReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: some StringProtocol) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { position == bytes.count }

    /// Takes the byte of an ASCII character if it comes next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard !isAtEnd, UInt32(bytes[position]) == character.value else { return false }
        position += 1
        return true
    }

    /// Takes a decimal digit and gives its value.
    mutating func takeDigit() -> UInt8? {
        guard !isAtEnd, bytes[position] &- UInt8(ascii: "0") < 10 else { return nil }
        defer { position += 1 }
        return bytes[position] - UInt8(ascii: "0")
    }

    /// Takes exactly so many digits and gives the number they write; on nil, part of them may be taken.
    mutating func takeNumber(digits: Int) -> Int? {
        var number = 0
        for _ in 0..<digits {
            guard let digit = takeDigit() else { return nil }
            number = number * 10 + Int(digit)
        }
        return number
    }

    /// Takes so many upper-case letters, at most four, as a number of a byte each; on nil, part of them may be taken.
    mutating func takeLetters(_ count: Int) -> UInt32? {
        var letters: UInt32 = 0
        for _ in 0..<count {
            guard !isAtEnd, bytes[position].isASCIIUppercase else { return nil }
            letters = letters << 8 | UInt32(bytes[position])
            position += 1
        }
        return letters
    }
}
