/// Turns the bytes of a terminal into keys, whatever pieces the bytes come in.
///
/// It knows UTF-8, the control sequences of xterm and its descendants with their modifiers, the `CSI u` form, and
/// bracketed paste. Bytes that make no sense become U+FFFD or ``Key/Code/unknown``, and never a wrong key.
struct KeyDecoder {
    private var state = State.ground
    private var pending: [UInt8] = []

    private enum State {
        case ground, utf8, escape, control, single, paste
        /// A control sequence that is too long to mean anything: the rest of it goes unread.
        case overlong
    }

    private static let longestSequence = 32
    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    /// Whether an ESC has come that may be a key by itself, or the beginning of one.
    var isWaiting: Bool { state == .escape }

    mutating func decode(_ bytes: some Sequence<UInt8>) -> [Key] {
        var keys: [Key] = []
        for byte in bytes { take(byte, &keys) }
        return keys
    }

    /// No more bytes came within the time that a terminal needs for one key: an ESC stands for itself.
    mutating func settle() -> [Key] {
        guard state == .escape else { return [] }
        state = .ground
        return [Key(.escape)]
    }

    private mutating func take(_ byte: UInt8, _ keys: inout [Key]) {
        switch state {
        case .ground: begin(byte, [], &keys)
        case .utf8: continueScalar(byte, &keys)
        case .escape: escaped(byte, &keys)
        case .control, .single: sequence(byte, &keys)
        case .overlong: if 0x40...0x7E ~= byte { state = .ground }
        case .paste:
            pending.append(byte)
            guard byte == UInt8(ascii: "~"), pending.suffix(Self.pasteEnd.count).elementsEqual(Self.pasteEnd) else {
                return
            }
            let text = String(decoding: pending.dropLast(Self.pasteEnd.count), as: UTF8.self)
            finish(Key(.paste(text)), &keys)
        }
    }

    private mutating func finish(_ key: Key, _ keys: inout [Key]) {
        keys.append(key)
        pending = []
        state = .ground
    }

    private mutating func begin(_ byte: UInt8, _ modifiers: Key.Modifiers, _ keys: inout [Key]) {
        state = .ground
        switch byte {
        case 0x1B: state = .escape
        case 0x0D: keys.append(Key(.enter, modifiers))
        case 0x09: keys.append(Key(.tab, modifiers))
        case 0x08, 0x7F: keys.append(Key(.backspace, modifiers))
        case 0x1F: keys.append(Key(.scalar("_"), modifiers.union(.control)))
        case 0x00: keys.append(Key(.scalar(" "), modifiers.union(.control)))
        case 0x01..<0x20:
            keys.append(Key(.scalar(Unicode.Scalar(byte | 0x40).lowercased), modifiers.union(.control)))
        case 0x20..<0x7F: keys.append(Key(.scalar(Unicode.Scalar(byte)), modifiers))
        default:
            pending = [byte]
            state = .utf8
            if Self.length(of: byte) == 1 { finish(Key(.scalar("\u{FFFD}")), &keys) }
        }
    }

    private static func length(of byte: UInt8) -> Int {
        switch byte {
        case 0xC2..<0xE0: 2
        case 0xE0..<0xF0: 3
        case 0xF0..<0xF5: 4
        default: 1
        }
    }

    private mutating func continueScalar(_ byte: UInt8, _ keys: inout [Key]) {
        guard 0x80..<0xC0 ~= byte else {
            finish(Key(.scalar("\u{FFFD}")), &keys)
            return take(byte, &keys)
        }
        pending.append(byte)
        guard pending.count == Self.length(of: pending[0]) else { return }
        let scalars = String(decoding: pending, as: UTF8.self).unicodeScalars
        let scalar = scalars.count == 1 ? scalars.first : nil
        finish(Key(.scalar(scalar ?? "\u{FFFD}")), &keys)
    }

    private mutating func escaped(_ byte: UInt8, _ keys: inout [Key]) {
        switch byte {
        case UInt8(ascii: "["): state = .control
        case UInt8(ascii: "O"): state = .single
        case 0x1B: keys.append(Key(.escape))
        case 0x00..<0x80: begin(byte, .alt, &keys)
        default:
            keys.append(Key(.escape))
            begin(byte, [], &keys)
        }
    }

    private mutating func sequence(_ byte: UInt8, _ keys: inout [Key]) {
        switch byte {
        case 0x40...0x7E where !(state == .control && pending.isEmpty && byte == UInt8(ascii: "[")):
            let parameters = String(decoding: pending, as: UTF8.self)
            if state == .control, byte == UInt8(ascii: "~"), parameters == "200" {
                pending = []
                state = .paste
            } else {
                finish(Self.key(parameters, byte), &keys)
            }
        case 0x1B:
            finish(Key(.unknown), &keys)
            state = .escape
        case 0x20..<0x7F:
            pending.append(byte)
            guard pending.count > Self.longestSequence else { return }
            finish(Key(.unknown), &keys)
            state = .overlong
        default:
            finish(Key(.unknown), &keys)
        }
    }
}

extension KeyDecoder {
    /// The key of `CSI parameters final` or `SS3 final`.
    private static func key(_ parameters: String, _ final: UInt8) -> Key {
        let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false)
            .map { Int($0.prefix { $0 != ":" }) ?? 1 }
        let modifiers = numbers.count > 1 ? self.modifiers(numbers[1]) : []
        if let code = letters[final] { return Key(code, modifiers) }
        switch final {
        case UInt8(ascii: "Z"): return Key(.tab, .shift)
        case UInt8(ascii: "M") where parameters.isEmpty: return Key(.enter)
        case UInt8(ascii: "u"): return key(ofScalar: numbers[0], modifiers)
        case UInt8(ascii: "~"):
            if numbers.count == 3, numbers[0] == 27 { return key(ofScalar: numbers[2], modifiers) }
            return self.numbers[numbers[0]].map { Key($0, modifiers) } ?? Key(.unknown)
        default: return Key(.unknown)
        }
    }

    /// `1 + shift + 2 alt + 4 control`; other bits (super, locks) count for nothing.
    private static func modifiers(_ number: Int) -> Key.Modifiers {
        Key.Modifiers(rawValue: UInt8(truncatingIfNeeded: max(0, min(number, 256) - 1)) & 7)
    }

    private static func key(ofScalar number: Int, _ modifiers: Key.Modifiers) -> Key {
        switch number {
        case 13: return Key(.enter, modifiers)
        case 9: return Key(.tab, modifiers)
        case 27: return Key(.escape, modifiers)
        case 8, 127: return Key(.backspace, modifiers)
        case 0x20..<0x110000:
            guard let scalar = Unicode.Scalar(UInt32(number)) else { return Key(.unknown) }
            return Key(.scalar(modifiers.contains(.control) ? scalar.lowercased : scalar), modifiers)
        default: return Key(.unknown)
        }
    }

    private static let letters: [UInt8: Key.Code] = [
        UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right, UInt8(ascii: "D"): .left,
        UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end,
        UInt8(ascii: "P"): .function(1), UInt8(ascii: "Q"): .function(2), UInt8(ascii: "R"): .function(3),
        UInt8(ascii: "S"): .function(4),
    ]

    private static let numbers: [Int: Key.Code] = [
        1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
        11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5), 17: .function(6),
        18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10), 23: .function(11), 24: .function(12),
    ]
}

extension Unicode.Scalar {
    /// The lower-case letter of an ASCII upper-case one, else the scalar itself.
    fileprivate var lowercased: Unicode.Scalar {
        "A"..."Z" ~= self ? Unicode.Scalar(UInt8(value) | 0x20) : self
    }
}
