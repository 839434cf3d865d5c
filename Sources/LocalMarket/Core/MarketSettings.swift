public import Commerce

/// How a market behaves: who the partner is, how long things take, what is allowed. Kept in the store, by name.
public struct MarketSettings: Sendable, Hashable {
    /// The partner's tenant id, a GUID.
    public var partnerID = "00000000-0000-4000-8000-000000000001"

    /// What the partner is called on statements; nil = by its id.
    public var partnerName: String?

    /// Who bills, as statements say.
    public var vendorName = "The embedded market"

    /// How many days after an invoice's date it is due.
    public var paymentDays = 60

    /// The currency of the partner's own account, in which the balance is told (OP-27).
    public var defaultCurrency = Currency.usd

    /// Currencies of countries that differ from ``MarketSettings/usualCurrency(of:)``.
    public var currencies: [CountryCode: Currency] = [:]

    /// Tax on what customers of a country buy, in per cent. None = no tax.
    public var taxRates: [CountryCode: FixedPoint] = [:]

    /// How much may be owed in a currency, billed or not, tax included. None = unlimited.
    public var creditLimits: [Currency: Money] = [:]

    /// The segments that the partner may see.
    public var segments = Segment.allKnown

    /// The views of the catalogue that the partner may see.
    public var views = TargetView.allKnown

    /// The countries that the partner can't sell in, because it is not onboarded there.
    public var countriesNotOnboarded: Set<CountryCode> = []

    /// Whether the partner accepted the partner agreement.
    public var hasPartnerAgreement = true

    /// Whether the partner may buy perpetual software.
    public var isQualifiedForPerpetualSoftware = true

    /// Whether the partner sells through indirect resellers; else a line may name none (line error 10004).
    public var isIndirectProvider = true

    /// The indirect resellers by MPN id, and whether each accepted the partner agreement. None = every MPN id is that
    /// of a reseller who did.
    public var resellers: [String: Bool] = [:]

    /// How much a customer, a subscription or the partner may have, beside the sandbox's own limits.
    public var limits: [PurchaseLimit: Int] = [:]

    /// The countries where a new customer needs an organisation registration number.
    public var registrationNumberCountries = Markets.requiringRegistrationNumber

    /// How many requests a minute of market time may have for each of subscriptions, carts, orders and customers. None =
    /// as many as anyone makes; the vendor allows 500 (3.10).
    public var requestsPerMinute: Int?

    /// Operations that are refused whatever they ask for, by their number, for trying out what else a market can answer.
    public var refusals: [Int: MarketError.Code] = [:]

    /// Whether the market behaves as the integration sandbox does where that differs.
    public var isSandbox = false

    /// Whether the vendor approved of buying Azure plans in the sandbox.
    public var isApprovedForSandboxPlans = false

    /// Whether a repeated checkout is answered with its first result instead of refused.
    public var repeatsCheckoutAnswer = false

    /// From the request to `registered`.
    public var registrationDelay = ISODuration(seconds: 60)

    /// From an order's making to `completed`.
    public var completionDelay = ISODuration(seconds: 60)

    /// From an order's making to its lines' `Fulfilled`.
    public var fulfilmentDelay = ISODuration(seconds: 60)

    /// From an order's making to its appearing in lists.
    public var listingDelay = ISODuration(seconds: 15 * 60)

    /// From a cart's making to its expiry.
    public var cartLifetime = ISODuration(seconds: 15 * 60)

    /// How long perpetual software can be given back, for the full price.
    public var perpetualCancellationWindow = ISODuration(seconds: 30 * 86_400)

    /// How long a software subscription can be given back, for the price of the days that are left.
    public var subscriptionCancellationWindow = ISODuration(seconds: 7 * 86_400)

    /// How long anything can be cancelled in the sandbox.
    public var sandboxCancellationWindow = ISODuration(seconds: 60 * 86_400)

    public init() {}
}

extension MarketSettings {
    /// The currency that customers of a country are billed in.
    public func currency(of country: CountryCode) -> Currency {
        currencies[country] ?? Self.usualCurrency(of: country)
    }

    /// The currency that a country is usually billed in: its own where the vendor has price lists in it, else US dollars.
    public static func usualCurrency(of country: CountryCode) -> Currency {
        usualCurrencies[country.description] ?? .usd
    }

    private static let usualCurrencies: [String: Currency] = {
        let countries = [
            "EUR":
                "AD AT AX BE CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM VA XK YT",
            "GBP": "GB GG IM JE", "JPY": "JP", "CHF": "CH LI", "CAD": "CA", "AUD": "AU KI NR", "NZD": "NZ CK NU TK",
            "DKK": "DK FO GL", "NOK": "NO SJ", "SEK": "SE", "KRW": "KR", "TWD": "TW", "RUB": "RU", "BRL": "BR",
            "INR": "IN", "CNY": "CN",
        ]
        var currencies: [String: Currency] = [:]
        for (code, list) in countries {
            guard let currency = try? Currency(code) else { continue }
            for country in list.split(separator: " ") { currencies[String(country)] = currency }
        }
        return currencies
    }()
}
