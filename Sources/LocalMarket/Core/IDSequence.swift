import Commerce

/// The ids of a market, in the order in which it makes them.
///
/// Each is a function of the market's seed and of how many were drawn before, which is kept in the store by the same
/// transaction: one script makes the same ids on two fresh markets of one seed, and a rolled-back draw leaves no gap.
struct IDSequence: Sendable, Hashable {
    let seed: UInt64

    /// How many were drawn since the market was founded.
    private(set) var drawn: UInt64

    init(seed: UInt64, drawn: UInt64 = 0) {
        self.seed = seed
        self.drawn = drawn
    }

    /// A customer, cart, subscription or reservation.
    mutating func guid() -> String {
        var chance = nextChance()
        return chance.guid().description
    }

    /// An order: 33 characters ending in `1` (3.7).
    mutating func orderID() -> String {
        var chance = nextChance()
        return chance.orderID()
    }

    /// An order's short id: 12 hexadecimal digits, different for every draw, which 48 bits of chance would not be.
    mutating func alternateID() -> String {
        drawn += 1
        let mask: UInt64 = 0xFFFF_FFFF_FFFF
        // Each step can be undone within 48 bits, so no two draws meet.
        var mixed = drawn & mask
        mixed = (mixed &* 0x9E37_79B9_7F4B) & mask
        mixed ^= mixed >> 25
        mixed = (mixed &* 0xD1B5_4A32_D193) & mask
        mixed ^= seed & mask
        let digits = String(mixed, radix: 16)
        return String(repeating: "0", count: 12 - digits.utf8.count) + digits
    }

    /// A number that is larger than every one before, for what is listed in the order of its making.
    mutating func number() -> Int64 {
        drawn += 1
        return Int64(drawn)
    }

    private mutating func nextChance() -> SeededRandom {
        drawn += 1
        var scrambled = SeededRandom(seed: drawn)
        return SeededRandom(seed: scrambled.next() ^ seed)
    }
}
