import Commerce
import Testing

@Suite("Names and identifiers")
struct NameTests {
    @Test("3.6 a known value has one spelling, whichever it came in")
    func spellings() {
        for text in ["one_time", "OneTime", "onetime", "ONE-TIME"] {
            #expect(BillingCycle(rawValue: text) == .oneTime)
            #expect(BillingCycle(rawValue: text).rawValue == "one_time")
            #expect(InvoiceType(rawValue: text).rawValue == "OneTime")
        }
        #expect(ProvisioningDuration(rawValue: "3Year").rawValue == "3Years")
        #expect(OrderStatus(rawValue: "canceled") == .cancelled)
    }

    @Test("3.6 an unknown value stays as it came, and equals its other spellings")
    func unknownValues() {
        let (squashed, snake) = (Segment(rawValue: "HomeUse"), Segment(rawValue: "home_use"))
        #expect(squashed.rawValue == "HomeUse")
        #expect(!squashed.isKnown && Segment.commercial.isKnown)
        #expect(squashed == snake)
        let differ = squashed != snake
        #expect(!differ)
        #expect(Set([squashed, snake]).count == 1)
        #expect([squashed: 1][snake] == 1)
    }

    @Test("R-5 a misspelt segment is refused with the right one")
    func knownNames() throws {
        #expect(try Segment(known: "Commercial") == .commercial)
        let error = #expect(throws: FormatError.self) { try Segment(known: "comercial") }
        #expect(error?.description == "\"comercial\" is not a segment (did you mean \"commercial\"?)")
    }

    @Test("R-9, R-10 name the same 110 markets")
    func markets() throws {
        #expect(Markets.withoutSoftwareSubscriptions.count == 110)
        #expect(Markets.withoutAzureReservations == Markets.withoutSoftwareSubscriptions)
        #expect(Markets.withoutSoftwareSubscriptions.isSubset(of: Markets.known))
        #expect(Markets.known.count == 248)
        let brazil = try CountryCode("BR")
        #expect(Markets.withoutSoftwareSubscriptions.contains(brazil))
        #expect(Markets.name(ofRestricted: brazil) == "Brazil")
        #expect(try Markets.name(ofRestricted: CountryCode("US")) == nil)
        #expect(try !CountryCode("QQ").isKnown)
        for text in ["us", "USA", "", "U1", "ÅX"] {
            #expect(throws: FormatError.self) { try CountryCode(text) }
        }
    }

    @Test("10.2 a country has its own cultures, then en-US")
    func cultures() throws {
        for (country, cultures) in [
            ("CH", ["de-CH", "fr-CH", "it-CH", "en-US"]), ("ES", ["es-ES", "ca-ES", "eu-ES", "gl-ES", "en-US"]),
            ("US", ["es-US", "en-US"]), ("RS", ["sr-Latn-RS", "sr-Cyrl-RS", "en-US"]), ("AX", ["sv-SE", "en-US"]),
            ("MZ", ["pt-PT"]), ("SR", ["nl-NL"]), ("XK", ["en-US"]), ("QQ", []),
        ] {
            #expect(try Markets.cultures(of: CountryCode(country)) == cultures)
        }
        #expect(Markets.known.allSatisfy { !Markets.cultures(of: $0).isEmpty })
    }

    @Test("R-3 a catalogue item has exactly three parts; legacy offers have none")
    func catalogItems() throws {
        let id = try CatalogItemID("DZH318Z0D1L4:00WR:DZH318Z0BQ4L")
        #expect((id.product, id.sku, id.availability) == ("DZH318Z0D1L4", "00WR", "DZH318Z0BQ4L"))
        #expect(id.description == "DZH318Z0D1L4:00WR:DZH318Z0BQ4L")
        for text in ["", "A", "A:B", "A::C", ":B:C", "A:B:", "A:B:C:D", "A:B: C"] {
            let error = #expect(throws: FormatError.self) { try CatalogItemID(text) }
            #expect(error?.code == .catalogItemID)
        }
        #expect(CatalogItemID.isLegacyOffer("MS-AZR-0145P"))
        #expect(CatalogItemID.isLegacyOffer("031C9E47-4802-4248-838E-778FB1D2CC05"))
        #expect(!CatalogItemID.isLegacyOffer("DZH318Z0D1L4"))
    }

    @Test("suggestions are near, few and always the same")
    func suggestions() {
        let names = ["quantity", "product", "subscription", "scope", "sku", "term"]
        #expect(Suggestion.nearest(to: "quantitiy", among: names) == ["quantity"])
        #expect(Suggestion.nearest(to: "prodcut", among: names) == ["product"])
        #expect(Suggestion.nearest(to: "SKU", among: names) == ["sku"])
        #expect(Suggestion.nearest(to: "sub", among: names) == ["subscription"])
        #expect(Suggestion.nearest(to: "elephant", among: names).isEmpty)
        #expect(Suggestion.nearest(to: "", among: names).isEmpty)
        #expect(Suggestion.hint(for: "a", among: ["d", "c", "b", "e"]) == "did you mean \"b\", \"c\" or \"d\"?")
        #expect(Suggestion.hint(for: "elephant", among: names) == nil)
    }

    @Test("messages show what a terminal would obey as escapes, and cut long texts")
    func quoting() {
        let error = #expect(throws: FormatError.self) {
            try CountryCode("\u{1B}[2J\u{202E}" + String(repeating: "x", count: 60))
        }
        let shown = "\"\\u{1B}[2J\\u{202E}" + String(repeating: "x", count: 35) + "…\""
        #expect(error?.message == shown + " is not a country code")
    }

    @Test("3.7 chance is SplitMix64: the same numbers on every machine")
    func chance() {
        var chance = SeededRandom(seed: 1_234_567)
        #expect((chance.next(), chance.next()) == (6_457_827_717_110_365_317, 3_203_168_211_198_807_973))
        var later = SeededRandom(seed: chance.seed)
        #expect(later.next() == chance.next())
        #expect((0..<1_000).allSatisfy { _ in (0..<7).contains(chance.number(below: 7)) })
        #expect(Set((0..<1_000).map { _ in chance.number(below: 7) }).count == 7)
    }

    @Test("3.7 identifiers have their shapes and follow from the seed")
    func identifiers() throws {
        var chance = SeededRandom(seed: 7)
        var again = SeededRandom(seed: 7)
        let guid = chance.guid()
        #expect(guid == again.guid())
        #expect(try GUID(guid.description.uppercased()) == guid)
        #expect(
            guid.description.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/)
                != nil
        )
        #expect(chance.catalogueID().wholeMatch(of: /[0-9A-Z]{12}/) != nil)
        #expect(chance.orderID().wholeMatch(of: /[A-Za-z0-9_-]{32}1/) != nil)
        #expect(chance.alternateID().wholeMatch(of: /[0-9a-f]{12}/) != nil)
        #expect(chance != again)
        for text in [
            "", "11111111222243338444555555555555", "1111111-12222-4333-8444-555555555555",
            "+1111111-2222-4333-8444-555555555555",
        ] {
            #expect(throws: FormatError.self) { try GUID(text) }
        }
    }
}
