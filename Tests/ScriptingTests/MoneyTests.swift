import Commerce
import Lua
import Testing

@Suite("Money in scripts")
struct MoneyTests {
    @Test(
        "amounts are exact",
        arguments: [
            (#"return money "12.50 USD""#, "12.50 USD"),
            (#"return money.USD "0.1" + money.USD "0.2""#, "0.30 USD"),
            (#"return USD "10" - USD "12.5""#, "-2.50 USD"),
            (#"return 3 * EUR "19.99""#, "59.97 EUR"),
            (#"return JPY(1200)"#, "1200 JPY"),
            (#"return -GBP "1""#, "-1.00 GBP"),
            (#"return money.sum{ USD "1.10", USD "2.20" }"#, "3.30 USD"),
            (#"return money.zero "KWD""#, "0.000 KWD"),
            (#"return USD "10":scale "12.5%""#, "1.25 USD"),
            (#"return USD "0.25":scale("0.5", { round = "half_even" })"#, "0.12 USD"),
            (#"return USD "10":split(3)[1]"#, "3.34 USD"),
            (#"return USD "10":allocate{ 70, 30 }[2]"#, "3.00 USD"),
            (#"return tostring(USD "37675.00")"#, "37675.00 USD"),
        ]
    )
    func exact(script: String, shown: String) async throws {
        #expect(try await evaluate(script) == .text(shown))
    }

    @Test(
        "amounts compare",
        arguments: [
            (#"return USD "1" == money "1.00 USD""#, true), (#"return USD "1" == EUR "1""#, false),
            (#"return USD "1" < USD "2""#, true), (#"return USD "2" <= USD "2""#, true),
            (#"return USD "0":is_zero()"#, true), (#"return USD "1" == 1"#, false),
        ]
    )
    func compare(script: String, isTrue: Bool) async throws {
        #expect(try await evaluate(script) == .boolean(isTrue))
    }

    @Test(
        "what is not exact is refused, at the script's line and with what would be right",
        arguments: [
            ("return USD(12.5)", "money is never built from a float", "money_from_float"),
            ("return money(0.1)", "money is never built from a float", "money_from_float"),
            (#"return money "12.50""#, "12.50", "money_malformed"),
            (#"return money "12,50 USD""#, "12,50", "money_malformed"),
            (#"return USD "1" + EUR "1""#, "EUR", "currency_mixed"),
            (#"return USD "1" < EUR "1""#, "EUR", "currency_mixed"),
            (#"return USD "1" * 1.5"#, "whole number", "wrong_usage"),
            (#"return USD "1" + 1"#, "money on both sides", "wrong_usage"),
            (#"return money.USX "1""#, "USX", "currency_unknown"),
            (#"return money.sum{}"#, "", "money_sum_empty"),
        ]
    )
    func refused(script: String, mentions: String, code: String) async throws {
        let error = await failure(of: "\n" + script)
        let message = try #require(error?.message)
        #expect(message.contains(mentions))
        #expect(error?.where == "test.lua:2")
        let fields = (error?.underlying as? any LuaErrorConvertible)?.luaFields
        #expect(fields?.first { $0.0 == "code" }?.1.text == code)
    }

    @Test("an amount's fields are read-only, and a misspelt one is named")
    func fields() async throws {
        let error = try #require(await failure(of: #"return USD "1".curency"#))
        #expect(error.message.contains("currency"))
        #expect(await failure(of: #"local m = USD "1"; m.amount = "2""#) != nil)
    }
}
