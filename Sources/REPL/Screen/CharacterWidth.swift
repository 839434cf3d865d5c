/// Columns of characters on a terminal, by East Asian Width (Unicode Standard Annex 11) and emoji presentation.
enum CharacterWidth {
    /// The columns of a text without line breaks, stand-ins of ``Glyph`` included.
    static func columns(of text: some StringProtocol) -> Int {
        if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text.utf8.count }
        return text.reduce(0) { $0 + Glyph($1).width }
    }

    /// The columns of one cluster's scalars; 0 where all of them are invisible by themselves.
    static func columns(of cluster: Character.UnicodeScalarView) -> Int {
        guard let first = cluster.first else { return 0 }
        let isEmoji = first.properties.isEmoji && first.value > 0xFF
        if isEmoji, cluster.contains("\u{FE0F}") || first.properties.isEmojiPresentation { return 2 }
        return cluster.reduce(0) { $0 + columns(of: $1) }
    }

    /// The columns of one scalar: 0, 1 or 2.
    static func columns(of scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return scalar.value == 0xAD ? 0 : 1 }
        switch scalar.value {
        case 0x1160...0x11FF, 0xD7B0...0xD7FB, 0x200B...0x200F, 0x2060...0x2064, 0xFEFF: return 0
        default: break
        }
        if isWide(scalar.value) || scalar.properties.isEmojiPresentation { return 2 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return 1
        }
    }

    private static func isWide(_ value: UInt32) -> Bool {
        guard value >= 0x1100 else { return false }
        var low = 0
        var high = wide.count
        while low < high {
            let middle = (low + high) / 2
            if wide[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < wide.count && wide[low].contains(value)
    }

    /// Scalars of width W or F that are not emoji by default, in order; gaps of unassigned scalars are closed.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4C6,
        0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAD9, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
        0xFFE0...0xFFE6, 0x16FE0...0x1B2FB, 0x1F200...0x1F265, 0x1F900...0x1F90B, 0x20000...0x3134A,
    ]
}
