import Commerce
import Testing

@testable import LocalMarket

@Suite("Settings")
struct SettingsTests {
    @Test("What is not set is as in a new market")
    func defaults() async throws {
        #expect(try await TestMarket().market.settings == MarketSettings())
    }

    @Test("Every setting is kept")
    func kept() async throws {
        var changed = MarketSettings()
        changed.partnerID = "p"
        changed.partnerName = "Partner"
        changed.vendorName = "Vendor"
        changed.paymentDays = 30
        changed.defaultCurrency = .eur
        changed.currencies[try CountryCode("US")] = .eur
        changed.taxRates[try CountryCode("DE")] = try FixedPoint("19.5")
        changed.creditLimits[.jpy] = Money(500, .jpy)
        changed.segments = [.education, .government]
        changed.views = [.software]
        changed.countriesNotOnboarded = [try CountryCode("CN"), try CountryCode("BR")]
        changed.hasPartnerAgreement = false
        changed.isQualifiedForPerpetualSoftware = false
        changed.isIndirectProvider = false
        changed.resellers = ["1234567": true, "7654321": false]
        changed.limits = [.seatsPerSubscription: 300, .assetsPerCustomer: 0]
        changed.registrationNumberCountries = [try CountryCode("BR")]
        changed.requestsPerMinute = 500
        changed.refusals = [18: .notEligible]
        changed.isSandbox = true
        changed.isApprovedForSandboxPlans = true
        changed.repeatsCheckoutAnswer = true
        changed.registrationDelay = ISODuration(seconds: 1)
        changed.completionDelay = ISODuration(seconds: 2)
        changed.fulfilmentDelay = ISODuration(seconds: 3)
        changed.listingDelay = ISODuration(seconds: 4)
        changed.cartLifetime = ISODuration(seconds: 5)
        changed.perpetualCancellationWindow = ISODuration(seconds: 6)
        changed.subscriptionCancellationWindow = ISODuration(seconds: 7)
        changed.sandboxCancellationWindow = ISODuration(seconds: 8)
        // A property that this test forgets would be equal here.
        let fresh = Mirror(reflecting: MarketSettings()).children
        for (new, old) in zip(Mirror(reflecting: changed).children, fresh) {
            #expect("\(new.value)" != "\(old.value)", "\(new.label ?? "") is not changed")
        }
        let market = TestMarket()
        let wanted = changed
        try await market.set { $0 = wanted }
        #expect(try await market.market.settings == wanted)
        try await market.set { $0 = MarketSettings() }
        #expect(try await market.market.settings == MarketSettings())
    }

    @Test("A setting of one value is set by its name, and what can't be read is refused by name")
    func names() throws {
        var settings = MarketSettings()
        for (name, value) in settings.values { try settings.set(name, to: value) }
        #expect(settings == MarketSettings())
        try settings.set("cart_lifetime", to: "PT20M")
        #expect(settings.cartLifetime == ISODuration(seconds: 1200))
        for (name, value) in [
            ("cart_lifetime", "soon"), ("sandbox", "yes"), ("payment_days", "sixty"), ("cart_life", "PT1M"),
            ("tax", "1"),
        ] {
            let error = #expect(throws: MarketError.self) { try settings.set(name, to: value) }
            #expect(error?.message.contains(name) == true)
        }
    }

    @Test("A value that can't be read is named")
    func unreadable() async throws {
        let market = TestMarket()
        _ = try await market.market.settings
        try await market.execute("INSERT INTO settings (name, value) VALUES ('tax.DE', 'a lot')")
        let refusal = await market.refusal(ListInvoices())
        #expect(refusal?.message.contains("tax.DE") == true)
    }

    @Test("A country is billed in its own currency where the vendor has lists in it, else in US dollars")
    func currencies() throws {
        let currencies = try ["US", "DE", "GB", "JP", "CH", "XK", "MX"].map {
            MarketSettings.usualCurrency(of: try CountryCode($0)).code
        }
        #expect(currencies == ["USD", "EUR", "GBP", "JPY", "CHF", "EUR", "USD"])
    }
}
