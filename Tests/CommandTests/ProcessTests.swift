import Foundation
import Testing

/// Several processes on one market: nothing is bought twice, oversold or lost.
@Suite struct ProcessTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
    }

    /// Runs a script in so many processes at once, each with its number as an argument.
    private func together(_ count: Int, _ source: String) async throws -> [Outcome] {
        try place.write("script.lua", source)
        let running = try (1...count).map {
            try place.start(["run", "script.lua", "--quiet", "--arg", "number=\($0)"])
        }
        var outcomes: [Outcome] = []
        for process in running { outcomes.append(try await process.outcome()) }
        return outcomes
    }

    private func words(_ outcomes: [Outcome]) -> [String] {
        outcomes.map { $0.output.trimmingCharacters(in: .whitespacesAndNewlines) }.sorted()
    }

    private static let offer = """
        local contoso = market.customers:get "contoso.onmicrosoft.com"
        local function line(product, quantity)
          local sku = contoso:catalog{ segment = "commercial" }:product(product):sku "0001"
          return { offer = sku:availabilities():first(), quantity = quantity }
        end

        """

    @Test func `R-36: of many processes that check out one cart one makes the order`() async throws {
        let opened = try await place.run(
            Self.offer + #"print(contoso:cart{ lines = { line("DEMO0SQL2022", 1) } }.id)"#
        )
        let cart = opened.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let outcomes = try await together(
            6,
            Self.offer + """
                local result, problem = contoso:open_cart "\(cart)":try_checkout()
                print(result and "ordered" or problem.code)
                """
        )
        #expect(words(outcomes) == Array(repeating: "800065", count: 5) + ["ordered"], "\(outcomes.map(\.error))")
        let shown = try await place.compra("market", "show", "--json").json()
        #expect((shown["counts"] as? [String: Int])?["orders"] == 1)
    }

    @Test func `R-21: of the last units no more are sold than there are`() async throws {
        try await place.compra("market", "set", "stock", "DEMO0WSES022:0001", "7")
        let outcomes = try await together(
            6,
            Self.offer + """
                local sold = 0
                for _ = 1, 3 do
                  local cart = contoso:cart{ lines = { line("DEMO0WSES022", 1) } }
                  local result = cart:try_checkout()
                  if result then sold = sold + #result.orders end
                end
                print(sold)
                """
        )
        #expect(words(outcomes).compactMap { Int($0) }.reduce(0, +) == 7, "\(outcomes.map(\.error))")
        #expect(try await place.compra("market", "check").code == 0)
    }

    @Test func `3.8: of processes that change one cart none loses another's lines`() async throws {
        let opened = try await place.run(
            Self.offer + #"print(contoso:cart{ lines = { line("DEMO0SQL2022", 100) } }.id)"#
        )
        let cart = opened.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let outcomes = try await together(
            5,
            Self.offer + """
                local number, stale = args:get("number", { default = 0 }), 0
                while true do
                  local added, problem = contoso:open_cart "\(cart)":try_add(line("DEMO0SQL2022", number))
                  if added then break end
                  assert(problem.code == 2055, problem)
                  stale = stale + 1
                end
                print "added"
                """
        )
        #expect(words(outcomes) == Array(repeating: "added", count: 5), "\(outcomes.map(\.error))")
        let kept = try await place.run(
            Self.offer + """
                for _, line in ipairs(contoso:open_cart "\(cart)".lines) do print(line.quantity) end
                """
        )
        #expect(kept.output.split(separator: "\n").compactMap { Int($0) }.sorted() == [1, 2, 3, 4, 5, 100])
    }

    @Test func `R-67: throttling counts the requests of all processes together`() async throws {
        try await place.compra("market", "set", "throttling", "10")
        let outcomes = try await together(
            4,
            """
            local answered, customer = 0, market.customers:list():first().id
            for _ = 1, 5 do if market.customers:try_get(customer) then answered = answered + 1 end end
            print(answered)
            """
        )
        #expect(words(outcomes).compactMap { Int($0) }.reduce(0, +) == 10, "\(outcomes.map(\.error))")
    }
}
