/// One stroke on the keyboard, or a paste.
struct Key: Hashable {
    var code: Code
    var modifiers: Modifiers = []

    enum Code: Hashable {
        case scalar(Unicode.Scalar)
        case enter, tab, backspace, escape, delete, insert
        case up, down, left, right, home, end, pageUp, pageDown
        case function(Int)
        /// Text between the marks of a bracketed paste.
        case paste(String)
        /// A sequence that stands for no key here.
        case unknown
    }

    struct Modifiers: OptionSet, Hashable {
        let rawValue: UInt8
        static let shift = Modifiers(rawValue: 1)
        static let alt = Modifiers(rawValue: 2)
        static let control = Modifiers(rawValue: 4)
    }

    init(_ code: Code, _ modifiers: Modifiers = []) {
        self.code = code
        self.modifiers = modifiers
    }

    static func control(_ letter: Unicode.Scalar) -> Key { Key(.scalar(letter), .control) }
    static func alt(_ letter: Unicode.Scalar) -> Key { Key(.scalar(letter), .alt) }
}
