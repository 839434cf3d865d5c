// The identifiers of reference 3.7, each a function of the numbers that a generator gives: one number a character, by
// a rule of our own, because the standard library may change how it draws elements.

extension RandomNumberGenerator {
    /// A customer, cart, subscription or reservation: two numbers.
    public mutating func guid() -> GUID {
        let high: UInt64 = next()
        return GUID(high, next())
    }

    /// A product or an availability: 12 upper-case letters and digits; 4 of them make a SKU.
    public mutating func catalogueID(length: Int = 12) -> String {
        text(of: length, from: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    }

    /// An order: 32 characters of `[A-Za-z0-9_-]` and a final `1`.
    public mutating func orderID() -> String {
        text(of: 32, from: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") + "1"
    }

    /// An order's alternate id: 12 lower-case hexadecimal digits.
    public mutating func alternateID() -> String {
        text(of: 12, from: "0123456789abcdef")
    }

    /// A number below `bound`, which is above 0, by the high half of a product; off from uniform by less than 2⁻⁵⁰ for
    /// the small bounds it is meant for.
    public mutating func number(below bound: Int) -> Int {
        let number: UInt64 = next()
        return Int(number.multipliedFullWidth(by: UInt64(bound)).high)
    }

    private mutating func text(of length: Int, from alphabet: String) -> String {
        let characters = Array(alphabet.utf8)
        var bytes: [UInt8] = []
        for _ in 0..<length { bytes.append(characters[number(below: characters.count)]) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
