/// Text as it may be drawn: one paragraph, without characters that steer a device, and of bounded length.
struct PrintableText {
    let text: String
    /// Whether something was cut off at the end.
    let isShortened: Bool

    /// Unicode scalars of a text that are shown: enough for any name, and few enough for a page.
    static let longest = 640

    init(_ text: String) {
        let isShort = text.utf8.count <= Self.longest || text.unicodeScalars.count <= Self.longest
        if isShort, !text.utf8.contains(where: Self.mayBreakText) {
            self.text = text
        } else {
            var scalars = String.UnicodeScalarView()
            for scalar in text.unicodeScalars.prefix(Self.longest) {
                scalars.append(Self.breaksText(scalar) ? " " : scalar)
            }
            if !isShort { scalars.append("…") }
            self.text = String(scalars)
        }
        isShortened = !isShort
    }

    /// Whether a byte is a control character, or begins the encoding of one or of a separator.
    private static func mayBreakText(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xE2
    }

    private static func breaksText(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: true
        default: false
        }
    }

    /// The beginning of a text in quotes, for messages.
    static func quoted(_ text: String) -> String {
        let shown = PrintableText(String(text.unicodeScalars.prefix(40))).text
        return "\"\(shown)\(text.unicodeScalars.dropFirst(40).isEmpty ? "" : "…")\""
    }
}
