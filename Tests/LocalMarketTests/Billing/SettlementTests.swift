import Commerce
import Synchronization
import Testing

@testable import LocalMarket

@Suite("A month of any size is closed in batches")
struct SettlementTests {
    @Test("R-57: what is on the invoices does not depend on the size of a batch", arguments: [1, 2, 3, 5000])
    func batches(size: Int) async throws {
        let market = TestMarket.stocked()
        for _ in 0..<2 {
            _ = try await market.buy(.perpetual())
            _ = try await market.buy(.seats())
            _ = try await market.buy(.perpetual(country: "DE"), for: TestCustomer.fabrikam)
        }
        let reports = Mutex<[SettlementProgress]>([])
        let end = Timestamp(year: 2025, month: 5, day: 2)!
        var (done, transactions) = (SettlementProgress(), 0)
        while true {
            let step = try await market.market.store.transact { [done] connection, state in
                var settlement = Settlement(connection: connection, settings: try MarketSettings(on: connection))
                settlement.batch = size
                settlement.progress = done
                settlement.report = { progress in reports.withLock { $0.append(progress) } }
                return (isDone: try settlement.settle(&state, upTo: end), progress: settlement.progress)
            }
            transactions += 1
            done = step.progress
            if step.isDone { break }
        }
        #expect(try await market.market.clock.now() == end)
        let invoices = try await market.perform(ListInvoices()).items
        #expect(
            invoices.map { "\($0.billingPeriodStartDate.description.prefix(7)) \($0.currencyCode) \($0.invoiceType)" }
                == [
                    "2025-04 USD Recurring", "2025-03 USD Recurring", "2025-03 USD OneTime", "2025-03 EUR OneTime",
                ]
        )
        for invoice in invoices {
            #expect(try await market.all(ListInvoiceLineItems(invoiceID: invoice.id)).count == 2)
        }
        #expect(try await market.market.check().isEmpty)
        // Two subscriptions, charged anew in April.
        #expect(reports.withLock { $0.last } == SettlementProgress(charged: 2, invoiced: 8))
        #expect(reports.withLock { $0.count } == (2 + size - 1) / size + 4 * ((2 + size - 1) / size))
        #expect((transactions > 1) == (size < 5000))
    }

    @Test("R-57: a close that was interrupted goes on with whoever comes next, at the time that it had come to")
    func interrupted() async throws {
        let market = TestMarket.stocked()
        for _ in 0..<3 {
            _ = try await market.buy(.seats())
            try await market.pass(TestMarket.day)
        }
        let end = Timestamp(year: 2025, month: 6)!
        try await market.market.store.transact { connection, state in
            var settlement = Settlement(connection: connection, settings: try MarketSettings(on: connection))
            settlement.batch = 2
            for _ in 0..<3 { #expect(try !settlement.settle(&state, upTo: end)) }
        }
        let time = try await market.market.clock.now()
        #expect(time > TestMarket.start.adding(ISODuration(seconds: 3 * 86_400)) && time < end)
        #expect(try await market.market.check().isEmpty)
        // Whatever is read is of a market whose months are closed up to its time.
        #expect(try await market.perform(ListInvoices()).items.allSatisfy { $0.invoiceDate <= time })
        try await market.market.advance(to: end)
        let undisturbed = TestMarket.stocked()
        for _ in 0..<3 {
            _ = try await undisturbed.buy(.seats())
            try await undisturbed.pass(TestMarket.day)
        }
        try await undisturbed.market.advance(to: end)
        let invoices = try await undisturbed.all(ListInvoices())
        #expect(try await market.all(ListInvoices()) == invoices)
    }

    @Test("A close tells how far it is")
    func tellsProgress() async throws {
        let market = TestMarket.stocked()
        _ = try await market.buy(.perpetual())
        let last = Mutex<SettlementProgress?>(nil)
        try await market.market.close { progress in last.withLock { $0 = progress } }
        #expect(last.withLock { $0 } == SettlementProgress(charged: 0, invoiced: 1))
    }
}
