/// The fuzzer's bytes as a source of choices: the same bytes make the same script or value. When they run out, every
/// choice is the first one, so that whatever is being built comes to an end.
struct Choices {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        self.bytes = bytes[...]
    }

    var isEmpty: Bool { bytes.isEmpty }

    mutating func byte() -> UInt8 { bytes.popFirst() ?? 0 }

    /// A number from 0 up to `bound`, which is at most 65,536.
    mutating func number(below bound: Int) -> Int {
        bound > 256 ? (Int(byte()) << 8 | Int(byte())) % bound : Int(byte()) % bound
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(below: elements.count)] }

    mutating func take(_ count: Int) -> [UInt8] {
        defer { bytes = bytes.dropFirst(count) }
        return Array(bytes.prefix(count))
    }

    mutating func rest() -> [UInt8] { take(bytes.count) }

    mutating func word() -> UInt64 {
        var word: UInt64 = 0
        for _ in 0..<8 { word = word << 8 | UInt64(byte()) }
        return word
    }
}
