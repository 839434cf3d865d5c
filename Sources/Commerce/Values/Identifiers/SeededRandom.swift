/// Chance that repeats: the same seed gives the same numbers in every process and on every machine.
///
/// The generator is SplitMix64: a counter that is scrambled. It is for simulated markets and tests; an id that others
/// must not guess comes from the system's generator.
public struct SeededRandom: RandomNumberGenerator, Hashable, Sendable {
    /// The counter; a generator of this seed goes on where this one is.
    public private(set) var seed: UInt64

    /// The generator of a seed.
    public init(seed: UInt64) {
        self.seed = seed
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        seed &+= 0x9E37_79B9_7F4A_7C15
        var mixed = seed
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
