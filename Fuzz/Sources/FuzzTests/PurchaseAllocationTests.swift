import Logging
@_spi(Testing) import Lua
import Scripting
import Testing

/// Want of memory in the middle of a purchase is an error like any other, and nothing of the purchase stays in memory.
@Suite struct PurchaseAllocationTests {
    private static let script = """
        local customer = market.customers:get "contoso.onmicrosoft.com"
        local subscription = customer:subscriptions{ kind = "azure" }:one()
        local ok, result = pcall(function()
          return purchase "sample" {
            customer = customer, segment = "commercial", budget = USD "600",
            { product = "SAMPLE000001", sku = "0001", quantity = 2, term = "P1Y", subscription = subscription },
            on_event = function(event) log.info(event.kind, { event = json.encode { kind = event.kind } }) end,
          }
        end)
        local catalogue = market.catalog:view{ country = "DE", segment = "commercial" }
        for product in catalogue:products{ target = "Azure" } do app.later(#product.id) end
        return { ok = ok, message = tostring(result), amount = tostring(app.amount(USD "1.50")) }
        """

    /// Each allocation in turn is the first that fails, and the only one.
    @Test func everyAllocationOfAPurchaseMayFail() async {
        let whole = await outcome(allocations: -1)
        #expect(whole.contains("status = ordered"), "\(whole)")
        var count = 0
        while await outcome(allocations: count) != whole { count += 1 }
        for allocations in 0..<count { _ = await outcome(allocations: allocations, failsOnce: true) }
        #expect(count > 1000)
        print("allocations of a purchase that failed: \(count), all from there on and one alone")
    }

    private func outcome(allocations: Int, failsOnce: Bool = false) async -> String {
        var limits = LuaLimits(time: .seconds(3600))
        limits.allocations = allocations
        limits.failsOnce = failsOnce
        weak var market: FuzzMarket?
        var outcome = ""
        do {
            let held = FuzzMarket()
            market = held
            let interpreter = Interpreter(
                market: held,
                limits: limits,
                arguments: [:],
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                modules: [SampleModule.module(held)],
                output: { _ in }
            )
            do {
                outcome = try await "\(interpreter.run(LuaSource(name: "purchase.lua", text: Self.script)))"
            } catch {
                outcome = "\(error)"
            }
        }
        #expect(market == nil, "at allocation \(allocations), \(failsOnce): \(outcome)")
        return outcome
    }
}
