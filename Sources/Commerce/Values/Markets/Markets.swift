/// The markets of the world, their cultures, and what cannot be sold in some of them.
public enum Markets {
    /// The culture of texts where none is asked for, or an unknown one is.
    public static let defaultCulture = "en-US"

    /// Every country and territory that the wire knows: 248 (reference 10.2).
    public static var known: Set<CountryCode> { Set(culturesByCountry.keys) }

    /// The 110 markets where no software subscription can be bought.
    public static let withoutSoftwareSubscriptions = Set(restricted.keys)

    /// The markets where no Azure reservation can be bought: the same list.
    public static var withoutAzureReservations: Set<CountryCode> { withoutSoftwareSubscriptions }

    /// The markets where a new customer needs an organisation registration number and a phone number.
    public static let requiringRegistrationNumber = Set(
        codes("AM AZ BY HU KZ KG MD RU TJ UZ UA IN BR ZA PL AE SA TR TH VN MM IQ SS VE")
    )

    /// The name of a market without software subscriptions as the scenario page spells it; nil for all others.
    ///
    /// For messages only: names are spelled in several ways, so match codes.
    public static func name(ofRestricted country: CountryCode) -> String? {
        restricted[country]
    }

    /// The cultures that a country supports, its own before `en-US`, such as `de-CH`; none for an unknown country.
    public static func cultures(of country: CountryCode) -> [String] {
        culturesByCountry[country] ?? []
    }

    static func isKnown(_ country: CountryCode) -> Bool {
        culturesByCountry[country] != nil
    }

    private static let restricted: [CountryCode: String] = {
        var names: [CountryCode: String] = [:]
        for line in restrictedMarkets.split(separator: "\n") {
            for country in codes(line.prefix(2)) { names[country] = String(line.dropFirst(3)) }
        }
        return names
    }()

    private static let culturesByCountry: [CountryCode: [String]] = {
        var cultures: [CountryCode: [String]] = [:]
        for line in sharedCultures.split(separator: "\n") {
            let culture = line.prefix { $0 != ":" }
            for country in codes(line.dropFirst(culture.count + 1)) {
                cultures[country, default: []].append(String(culture))
            }
        }
        for culture in ownCultures.split(whereSeparator: \.isWhitespace) {
            for country in codes(culture.suffix(2)) { cultures[country, default: []].append(String(culture)) }
        }
        let withoutEnglish = codes(countriesWithoutEnglish)
        for country in codes(countriesWithoutCulture) + cultures.keys
        where !withoutEnglish.contains(country) && cultures[country]?.contains(defaultCulture) != true {
            cultures[country, default: []].append(defaultCulture)
        }
        return cultures
    }()

    private static func codes(_ text: some StringProtocol) -> [CountryCode] {
        text.split(whereSeparator: \.isWhitespace).compactMap { try? CountryCode($0) }
    }
}
