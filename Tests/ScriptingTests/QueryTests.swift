import Commerce
import Testing

@Suite("A list that is fetched as it is needed")
struct QueryTests {
    @Test("an index says how to fetch the list first; other names are unknown")
    func indices() async throws {
        let index = try await buy(
            "local _, e = pcall(function() return market.customers:list()[2] end) return { e.code, e.message, e.hint }"
        )
        #expect(
            index
                == .list([
                    "wrong_usage", "this list is fetched as it is needed: it has no [2] to take",
                    "fetch it first: query:all()[2]",
                ])
        )
        let name = try await refusal(of: "return market.customers:list().frist")
        #expect(name.message.contains("query has no field 'frist'; did you mean 'first'?"))
        #expect(try await buy("local q = market.customers:list() return q:all()[1].id == q:first().id") == true)
    }
}
