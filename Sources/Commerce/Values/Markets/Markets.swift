/// The markets of the world, and what cannot be sold in some of them.
public enum Markets {
    /// Every country and territory with a culture of its own or `en-US` (reference 10.2).
    public static let known = codes(
        """
        AD AE AF AG AI AL AM AN AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
        BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG ER
        ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU
        ID IE IL IM IN IO IQ IS IT JE JM JO JP KE KG KH KI KM KN KR KW KY KZ LA LB LC LI LK LR LS LT LU LV
        LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP
        NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SE SG SH SI SJ SK
        SL SM SN SO SR SS ST SV SX SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA
        VC VE VG VI VN VU WF WS XE XJ XK XS YE YT ZA ZM ZW
        """
    )

    /// The 110 markets where no software subscription can be bought.
    public static let withoutSoftwareSubscriptions = Set(restricted.keys)

    /// The markets where no Azure reservation can be bought: the same list.
    public static var withoutAzureReservations: Set<CountryCode> { withoutSoftwareSubscriptions }

    /// The name of a market without software subscriptions as the scenario page spells it; nil for all others.
    ///
    /// For messages only: names are spelled in several ways, so match codes.
    public static func name(ofRestricted country: CountryCode) -> String? {
        restricted[country]
    }

    private static let restricted: [CountryCode: String] = {
        var names: [CountryCode: String] = [:]
        for line in restrictedMarkets.split(separator: "\n") {
            if let country = try? CountryCode(line.prefix(2)) { names[country] = String(line.dropFirst(3)) }
        }
        return names
    }()

    private static func codes(_ text: String) -> Set<CountryCode> {
        Set(text.split(whereSeparator: \.isWhitespace).compactMap { try? CountryCode($0) })
    }
}
