import Commerce

/// The id of an availability, derived from what it is an offer of, so that two imports of a list give the same ids:
/// 12 upper-case letters and digits (3.7).
enum AvailabilityID {
    static func derive(
        product: String,
        sku: String,
        country: CountryCode,
        segment: Segment,
        reservationScope: ReservationOffering? = nil
    ) -> String {
        // FNV-1a, then SplitMix64: of two offers of one SKU nothing but the seed differs, so that it must differ well.
        var seed: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in "\(product)/\(sku)/\(country)/\(segment)/\(reservationScope?.rawValue ?? "")".utf8 {
            seed = (seed ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        var chance = SeededRandom(seed: seed)
        return chance.catalogueID()
    }
}
