import Commerce
import Database
import Synchronization
import TestStores
import Testing

@testable import LocalMarket

@Suite("The market's time")
struct MarketTimeTests {
    @Test("A simulated clock starts where the market was founded")
    func startsAtFounding() async throws {
        let market = TestMarket()
        #expect(market.market.clock.lastKnown == TestMarket.start)
        #expect(try await market.market.clock.now() == TestMarket.start)
    }

    @Test("A script that waits moves it on, and the market with it")
    func waits() async throws {
        let market = TestMarket(furnish: TestCustomer.furnish)
        let clock = market.market.clock
        let until = TestMarket.start.adding(ISODuration(seconds: 60))
        try await clock.running { try await clock.sleep(until: until) }
        #expect(try await clock.now() == until)
        let asked = try await market.perform(
            SetQualification(customerID: TestCustomer.contoso, qualification: .education)
        )
        #expect(asked.vettingCreatedDate == until)
    }

    @Test("It never goes back")
    func neverBack() async throws {
        let market = TestMarket().market
        try await market.advance(by: ISODuration(seconds: 100))
        #expect(try await market.advance(to: TestMarket.start) == TestMarket.start.adding(ISODuration(seconds: 100)))
    }

    @Test("Closing goes to the first second of the next month, also from the end of the calendar's longest one")
    func closes() async throws {
        let market = TestMarket(start: Timestamp(year: 2025, month: 1, day: 31, hour: 23)!).market
        try await market.close()
        #expect(try await market.clock.now() == Timestamp(year: 2025, month: 2))
        try await market.close()
        #expect(try await market.clock.now() == Timestamp(year: 2025, month: 3))
    }

    @Test("The end of the calendar is reached, and the market still answers")
    func endOfCalendar() async throws {
        let market = TestMarket(start: Timestamp(year: 9999, month: 10)!)
        #expect(try await market.market.advance(to: .distantFuture) == .distantFuture)
        #expect(try await market.perform(ListInvoices()).items.isEmpty)
        #expect(try await market.market.advance(by: ISODuration(months: 1)) == .distantFuture)
    }

    @Test("On the real clock it is the machine's time, can't be moved, and does not follow a clock that is set back")
    func realClock() async throws {
        let wall = Mutex(TestMarket.start)
        let market = LocalMarket(
            store: TestStores.fresh(),
            founding: .empty(clock: .real, seed: 1),
            wall: { wall.withLock { $0 } }
        )
        let later = TestMarket.start.adding(ISODuration(seconds: 3600))
        #expect(try await market.clock.now() == TestMarket.start)
        wall.withLock { $0 = later }
        // A write is what the market remembers time by.
        try await market.change { $0.isSandbox = false }
        wall.withLock { $0 = TestMarket.start }
        #expect(try await market.clock.now() == later)
        await #expect(throws: MarketError.self) { try await market.advance(by: ISODuration(seconds: 1)) }
    }
}
