import Commerce
import Lua

/// `market`: the market that the run talks to.
final class MarketObject: ScriptObject {
    let session: Session

    init(_ session: Session) {
        self.session = session
    }

    static let type = ObjectType(
        "market",
        of: MarketObject.self,
        "The market that this run talks to.",
        fields: [
            Field("name", "string", "What it is called.") { .text($0.session.market.identity.name) },
            Field("environment", "string", "`embedded`, `sandbox` or `production`.") {
                .text($0.session.market.identity.environment.rawValue)
            },
            Field("customers", "customers", "The partner's customers.") { .object(CustomersObject($0.session)) },
            Field("catalog", "catalogues", "What is on sale, by country.") { .object(CataloguesObject($0.session)) },
            Field("invoices", "invoices", "What the partner is billed.") { .object(InvoicesObject($0.session)) },
        ],
        operators: [.text { "market \($0.session.market.identity.name)" }]
    )
}

/// `market.catalog`.
final class CataloguesObject: ScriptObject {
    let session: Session

    init(_ session: Session) {
        self.session = session
    }

    static let type = ObjectType(
        "catalogues",
        of: CataloguesObject.self,
        "What is on sale, by country. What one customer may buy is customer:catalog{ … }.",
        actions: [
            .immediate(
                "view",
                [
                    .required("country", .text, "ISO 3166 alpha-2."),
                    .optional("segment", .name(of: Segment.allKnown.map(\.rawValue)), "Nil for all segments."),
                    .optional("reservation_scope", .name(of: ReservationOffering.allKnown.map(\.rawValue)), "R-7."),
                ],
                returns: "catalogue",
                "The catalogue of a country (OP-5, OP-8, OP-12).",
                example: #"local catalogue = market.catalog:view{ country = "US", segment = "commercial" }"#
            ) { object, arguments in
                let country = try CountryCode(arguments.text("country") ?? "")
                let view = CatalogueView(
                    .country(country),
                    segment: try arguments.name("segment"),
                    reservationScope: try arguments.name("reservation_scope")
                )
                return .object(
                    CatalogueObject(CatalogueContext(session: object.session, view: view, country: country))
                )
            }
        ]
    )
}
