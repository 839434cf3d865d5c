import Commerce

/// The smallest part of the catalogue that a list or a search can ask for: one shelf for one segment of one country, and
/// of reservations one of the two sets.
///
/// Products are listed by section, and the search index holds the sections of a SKU beside its words. So whatever is
/// asked for, what lies outside is never touched.
struct CatalogueSection: Sendable, Hashable {
    /// The section in one word. A word of a text that is searched for has no middle dot (``SearchWords``).
    let key: String

    init(country: CountryCode, segment: Segment, shelf: TargetView, reservationScope: ReservationOffering?) {
        var key = "\(country)·\(segment)·\(shelf)"
        if let reservationScope, ProductKind(shelf) == .reservation { key += "·\(reservationScope)" }
        self.key = key
    }
}
