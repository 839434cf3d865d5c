import Commerce
import Database

/// What a ``CatalogueView`` comes to for one call: the country, and what of its catalogue the caller may see.
struct CatalogueScope: Sendable {
    let country: CountryCode

    /// The segments that are asked for and allowed.
    let segments: [Segment]

    /// The sets of reservations that are asked for (R-7); nil is the one for MS-AZR-0145P subscriptions.
    let reservationScopes: [ReservationOffering?]

    /// The views that the partner may see (R-6).
    private let views: [TargetView]

    /// - Throws: ``MarketError``: 403/400030 for a segment that the partner may not see (R-6) or the customer is not
    ///   eligible for (R-51), 400/900126 for a name that doesn't exist (A-38), 404 for an unknown customer.
    init(_ view: CatalogueView, on connection: ReadConnection, _ call: LocalCall) throws {
        var segments = call.settings.segments
        if let segment = view.segment {
            try requireKnown(segment, as: "segment")
            guard segments.contains(segment) else {
                throw MarketError(
                    .segmentNotAllowed,
                    "the partner may not see the segment \(segment)",
                    hint: "it may see \(segments.map(\.rawValue).joined(separator: ", "))"
                )
            }
            segments = [segment]
        }
        switch view.market {
        case .country(let code):
            country = code
        case .customer(let id):
            let customer = try CustomerRecord.require(id, on: connection)
            country = customer.country
            if segments.contains(.education), try !customer.isQualifiedForEducation(on: connection) {
                segments.removeAll { $0 == .education }
                guard view.segment == nil else {
                    throw MarketError(
                        .segmentNotAllowed,
                        "customer \(customer.id) has no approved qualification Education",
                        hint: "ask for the qualification, and wait until it is approved (R-51)"
                    )
                }
            }
        }
        try Self.requireMarket(country)
        if let scope = view.reservationScope { try requireKnown(scope, as: "reservation scope") }
        self.segments = segments
        reservationScopes = [view.reservationScope]
        views = call.settings.views
    }

    /// All of a country's catalogue that the partner may see, for requests by id.
    init(country: CountryCode, _ call: LocalCall) throws {
        try Self.requireMarket(country)
        self.country = country
        segments = call.settings.segments
        reservationScopes = [nil] + ReservationOffering.allKnown.map(Optional.some)
        views = call.settings.views
    }

    /// The shelves of a view.
    ///
    /// - Throws: ``MarketError``: 403/400036 for a view that the partner may not see (R-6), 400/900126 for none.
    func shelves(of view: TargetView) throws -> [TargetView] {
        try requireKnown(view, as: "view")
        guard views.contains(view) else {
            throw MarketError(
                .viewNotAllowed,
                "the partner may not see the view \(view)",
                hint: "it may see \(views.map(\.rawValue).joined(separator: ", "))"
            )
        }
        return view.shelves
    }

    /// The sections of some shelves that the partner may see; none of what is not sold in the country (R-9, R-10).
    func sections(of shelves: [TargetView] = TargetView.shelves) -> [CatalogueSection] {
        var sections: [CatalogueSection] = []
        for shelf in shelves where shows(shelf) {
            let scopes = ProductKind(shelf) == .reservation ? reservationScopes : [nil]
            for segment in segments {
                for scope in scopes {
                    sections.append(
                        CatalogueSection(country: country, segment: segment, shelf: shelf, reservationScope: scope)
                    )
                }
            }
        }
        return sections
    }

    /// The condition that an availability of a shelf is in scope, for an `availabilities` row named `a`.
    func condition(for shelf: TargetView) -> SQLCondition {
        guard shows(shelf), !segments.isEmpty else { return .never }
        let scopes = ProductKind(shelf) == .reservation ? reservationScopes : [nil]
        return SQLCondition(
            "a.country = ? AND a.segment IN \(marks(segments)) AND a.reservation_scope IN \(marks(scopes))",
            [SQLValue(country)] + segments.map { SQLValue($0) } + scopes.map { .text($0?.rawValue ?? "") }
        )
    }

    private func shows(_ shelf: TargetView) -> Bool {
        ProductKind(shelf).isSold(in: country) && views.contains { $0.shelves.contains(shelf) }
    }

    private static func requireMarket(_ country: CountryCode) throws {
        guard country.isKnown else {
            throw MarketError(
                .invalidInput,
                "\(country) is no market",
                hint: Suggestion.hint(for: country.description, among: Markets.known.map(\.description))
                    ?? "give the two letters of a country, as in US or DE"
            )
        }
    }
}

/// A condition of a `WHERE` with its arguments.
struct SQLCondition: Sendable {
    let text: String
    let arguments: [SQLValue]

    init(_ text: String, _ arguments: [SQLValue] = []) {
        self.text = text
        self.arguments = arguments
    }

    static let never = SQLCondition("1 = 0")
}

/// `(?, ?, ?)`, one mark for each element.
func marks(_ elements: some Collection) -> String {
    "(" + Array(repeating: "?", count: elements.count).joined(separator: ", ") + ")"
}

/// - Throws: ``MarketError`` with 400/900126 for a name that the reference doesn't list (A-38).
func requireKnown<Name: OpenEnum>(_ name: Name, as title: String) throws {
    guard name.isKnown else {
        let names = Name.allKnown.map(\.rawValue)
        throw MarketError(
            .invalidEnumValue,
            "\"\(name)\" is not \(title.withArticle)",
            hint: Suggestion.hint(for: name.rawValue, among: names) ?? "one of \(names.joined(separator: ", "))"
        )
    }
}
