import Commerce
import Testing

/// Scripts and files hand any text to these readers: each takes it as it writes it back, or refuses it.
@Suite("Readers, for any text")
struct ReadingTests {
    /// Texts that are right, to be damaged.
    static let sound = [
        "12.50 USD", "-0.0123456789 JPY", "1.25e2", "9999999999999999999999999999.9999999999", "P1Y6M2DT3H4M5S",
        "PT30S",
        "15m", "2024-02-29T10:20:30.1234567+02:00", "9999-12-31", "A:0001:B", "DE", "EUR", "12.5%",
        "11111111-2222-4333-8444-555555555555",
    ]

    static let strange = Array("0123456789.-+eE%,:TZPYMDHSW $€ \u{0}\n\u{301}١aZ_")

    /// No, one or two characters of a sound text dropped, doubled, replaced or put in.
    static func damaged(_ chance: inout SeededRandom) -> String {
        var text = Array(sound[chance.number(below: sound.count)])
        for _ in 0..<chance.number(below: 3) where !text.isEmpty {
            let index = chance.number(below: text.count)
            let character = strange[chance.number(below: strange.count)]
            switch chance.number(below: 4) {
            case 0: text.remove(at: index)
            case 1: text.insert(text[index], at: index)
            case 2: text[index] = character
            default: text.insert(character, at: index)
            }
        }
        return String(text)
    }

    @Test("accept only what they write back to the same value, and refuse with a message")
    func damagedTexts() throws {
        var chance = SeededRandom(seed: 99)
        var (accepted, refused) = (0, 0)
        func read<Value: TextValue>(_ text: String, as type: Value.Type) throws {
            do {
                let value = try Value(text)
                accepted += 1
                #expect(try Value(value.description) == value)
            } catch {
                refused += 1
                #expect("\(error)".count > 20)
            }
        }
        for _ in 0..<1_500 {
            let text = Self.damaged(&chance)
            try read(text, as: FixedPoint.self)
            try read(text, as: Money.self)
            try read(text, as: Currency.self)
            try read(text, as: Timestamp.self)
            try read(text, as: ISODuration.self)
            try read(text, as: CountryCode.self)
            try read(text, as: CatalogItemID.self)
            try read(text, as: GUID.self)
            _ = try? FixedPoint(jsonNumber: text)
            _ = try? ISODuration(short: text)
            _ = try? Money("7 USD").scaled(byPercent: text)
            _ = Suggestion.nearest(to: text, among: Self.sound)
        }
        #expect(accepted > 500)
        #expect(refused > 5_000)
    }

    @Test("refuse texts of any length in a short message")
    func longTexts() {
        for text in [String(repeating: "9", count: 100_000), String(repeating: "x", count: 100_000)] {
            for refusal: () throws -> Any in [
                { try FixedPoint(text) }, { try Money(text) }, { try Currency(text) }, { try Timestamp(text) },
                { try ISODuration(text) }, { try ISODuration(short: text) }, { try CountryCode(text) },
                { try CatalogItemID(text) }, { try GUID(text) }, { try Segment(known: text) },
            ] {
                let error = #expect(throws: (any Error).self) { try refusal() }
                #expect(error.map { "\($0)".count < 250 } == true)
            }
        }
    }
}
