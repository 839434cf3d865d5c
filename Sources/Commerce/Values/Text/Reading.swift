// What the readers of small texts share. They work on bytes: every grammar here is ASCII.

extension Substring.UTF8View {
    /// Takes the byte if it comes next.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard let byte = first, UInt32(byte) == scalar.value else { return false }
        removeFirst()
        return true
    }

    /// Takes one decimal digit and gives its value.
    mutating func takeDigit() -> UInt8? {
        guard let byte = first, byte &- UInt8(ascii: "0") < 10 else { return nil }
        removeFirst()
        return byte - UInt8(ascii: "0")
    }

    /// Takes exactly so many digits and gives the number they write, or takes an undefined part and gives nil.
    mutating func takeNumber(digits: Int) -> Int? {
        var number = 0
        for _ in 0..<digits {
            guard let digit = takeDigit() else { return nil }
            number = number * 10 + Int(digit)
        }
        return number
    }
}

extension UInt8 {
    var isASCIIUppercase: Bool { self &- UInt8(ascii: "A") < 26 }
    /// The lower-case letter of an upper-case one, else the byte itself.
    var asciiLowercased: UInt8 { isASCIIUppercase ? self | 0x20 : self }
}

/// The text in quotes as messages show it: control characters escaped, and cut after 40 characters.
func quoted(_ text: some StringProtocol) -> String {
    var shown = ""
    for scalar in text.unicodeScalars.prefix(40) {
        shown += scalar.escaped(asASCII: scalar.properties.generalCategory == .control)
    }
    return "\"\(shown)\(text.unicodeScalars.dropFirst(40).isEmpty ? "" : "…")\""
}
