extension MarketError {
    /// A row of the reference's error catalogue, section 8: what a market can refuse or fail with.
    public struct CatalogueEntry: Sendable, Hashable {
        public let code: Code
        public let kind: Kind

        /// In Compra's words: `customer agreement neither confirmed nor accepted`.
        public let meaning: String
    }

    /// What an error is about, by the reference's own division.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Access, input and the service itself (8.1).
        case general
        /// The catalogue, carts and orders (8.2).
        case ordering
    }

    /// Section 8 of the reference, in its order, and 429, which has no number of its own (3.9).
    public static let catalogue: [CatalogueEntry] =
        entries(of: .general, generalErrors) + entries(of: .ordering, orderingErrors)

    private static func entries(of kind: Kind, _ lines: String) -> [CatalogueEntry] {
        lines.split(separator: "\n").flatMap { line -> [CatalogueEntry] in
            let words = line.split(separator: " ", maxSplits: 2).map(String.init)
            guard words.count == 3, let status = Int(words[0]) else { return [] }
            return words[1].split(separator: ",").compactMap { Int($0) }.map {
                CatalogueEntry(code: Code(status, $0), kind: kind, meaning: words[2])
            }
        }
    }

    /// HTTP status, numbers, meaning.
    private static let generalErrors = """
        501 0 undefined exception
        401 400 access denied
        401 800001 no partner token in the request
        403 2032 access denied
        403 900150 the caller's role lacks the right
        403 800039,900149 the reseller's status in a programme is inactive
        403 20002 the customer has no commerce tie to this partner
        403 2030 the partner is not onboarded to sell in the country
        403 800043 no access to prices
        400 3000 invalid property
        400 800002 invalid request input
        400 900118 invalid customer id
        400 900126 a value of an enumeration can't be read
        400 800042 not supported
        400 900127 not in this environment
        400 900141 the operation is not supported
        400 2055 the ETag is no longer valid
        417 800036 a precondition failed
        404 1000 not found
        404 60003 tenant not found
        404 20000 order not found
        404 20003 subscription not found
        500 800003 unexpected service error
        400 600002 an organisation registration number is not allowed in the country
        400 600049 the organisation registration number is missing
        400 600050 the organisation registration number is malformed
        400 600051 the phone number is missing
        429 429 too many requests
        """

    private static let orderingErrors = """
        404 400013 product not found
        404 400018 SKU not found
        404 400019 availability not found
        403 400030 the target segment is not allowed
        403 400036 the target view is not allowed
        400 2100 an id of the product catalogue given to the old offers
        403 2006 the partner is not valid for the offer
        403 2085 the offer is not eligible
        403 2091 the offer is withdrawn
        400 2002 the quantity is outside minimum and maximum
        404 800008 the cart can't be retrieved
        400 800009 one or more cart lines are faulty
        400 800010 no inventory for the item
        400 800017 the quantity is not available for the item
        400 800011 not an Azure subscription
        400 800012 the Azure subscription is not active
        400 800021 the subscription is not valid
        400 800013 the subscription is not enabled for reservations
        400 800030 the subscription is not registered
        400 800018 a limit of the sandbox is met
        403 800020 the item is not eligible for purchase
        403 800028 the initial term is no longer available
        400 800029 the add-on is unrelated to its parent
        404 800015 the MPN id is unknown
        400 800016 the MPN id is not an indirect reseller's
        400 800022,800024,800026,800062 not eligible for the transaction; contact support
        403 800023 the credit line is too low
        400 800025 the credit line is too low
        403 900121 the credit line is too low
        403 800066 too many subscriptions of the customer
        403 800067 too many seats of the subscription
        403 800068 too many Azure subscriptions of the partner
        403 800088 the remaining seats are exceeded
        403 800089 the limit of assets is exceeded
        403 800069 the risk check failed
        403 800073,800074 the customer is under review
        403 800075 the customer is not approved
        403 13605 the customer agreement is neither confirmed nor accepted
        403 900123 the indirect reseller has not accepted the partner agreement
        403 900124 the partner has not accepted the partner agreement
        400 800070 the offer is not available in the country
        400 800086 the customer's tenant lacks required tags
        400 900116 the sandbox's limit of Azure plans is met
        400 900142 the catalogue item's id is missing
        400 900143 the availabilities could not be read for the customer
        400 800004 invalid offer id
        400 4018 the order can't be processed
        500 800005 the order's creation failed
        500 800087 a line item has a problem
        500 800031 the purchase system is not supported
        500 800083 ambiguous included quantity
        500 800084 the duration is not supported
        409 800060 the order is in progress: look in the history in a few minutes
        409 800064 the cart is busy with another request
        400 800065 the cart is already submitted
        404 800007 provisioning information is not available
        400 800071 the line number is out of range
        409 800014 an adjustment of the order is pending
        403 800019 outside the sandbox only software can be cancelled
        400 800061 the order can't be cancelled
        400 800063 the order can't be cancelled: suspend its subscriptions instead
        403 800077 seat-based SaaS is cancelled through its subscription
        400 900117 past the cancellation window
        """
}

extension MarketError.Code {
    /// What the code means; nil for one that section 8 doesn't list.
    public var meaning: String? { Self.meanings[self] }

    /// Whether the same request can succeed later without a change: while something is busy, throttled, or failed inside
    /// (3.9, R-67).
    public var isRetryable: Bool { [409, 429, 500, 502, 503, 504].contains(status) }

    private static let meanings: [MarketError.Code: String] = Dictionary(
        MarketError.catalogue.map { ($0.code, $0.meaning) },
        uniquingKeysWith: { first, _ in first }
    )
}

extension MarketError.Code: LosslessStringConvertible {
    /// Reads `403/800023`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let status = parts[0], let number = parts[1], (100..<600).contains(status), number >= 0
        else { return nil }
        self.init(status, number)
    }
}
