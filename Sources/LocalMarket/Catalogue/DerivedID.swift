import Commerce

/// Ids that follow from what they name, so that the same thing has the same id in every market.
enum DerivedID {
    /// The id of an availability, from what it is an offer of: 12 upper-case letters and digits (3.7).
    static func availability(
        product: String,
        sku: String,
        country: CountryCode,
        segment: Segment,
        reservationScope: ReservationOffering? = nil
    ) -> String {
        var chance = chance(from: "\(product)/\(sku)/\(country)/\(segment)/\(reservationScope?.rawValue ?? "")")
        return chance.catalogueID()
    }

    /// A GUID for something of the demonstration, from its name.
    static func guid(_ name: String) -> String {
        var chance = chance(from: name)
        return chance.guid().description
    }

    /// FNV-1a makes a seed of the text, and SplitMix64 scatters what seeds have in common.
    private static func chance(from text: String) -> SeededRandom {
        var seed: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 {
            seed = (seed ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        return SeededRandom(seed: seed)
    }
}
