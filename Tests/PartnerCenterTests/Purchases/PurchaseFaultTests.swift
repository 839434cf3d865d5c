import Commerce
import CompraTesting
import Emulator
import FoundationEssentials
import LocalMarket
import PartnerCenter
import PartnerCenterWire
import Synchronization
import Testing

/// Purchases while everything breaks: each intended order exists once; none that exists is reported as failed, none as
/// done that doesn't exist; and what is unknown becomes known when it is done again.
///
/// `COMPRA_PURCHASES=10000` makes it as many as the bound of the project names, and prints what there was (`make
/// purchases`, and CI).
@Suite("Purchases through faults", .serialized)
struct PurchaseFaultTests {
    private static let asked = ProcessInfo.processInfo.environment["COMPRA_PURCHASES"].flatMap { Int($0) }
    private static let count = asked ?? 300

    @Test("R-37, R-65: each intended order exists exactly once, and is reported as it is")
    func purchases() async throws {
        let world = try EmulatedWorld()
        let faulty = FaultyTransport(EmulatedTransport(world.emulator), seed: 11, time: world.time)
        let client = world.client(over: faulty) { _, _ in nil }
        let ledger = try await Ledger(of: Self.count, in: world.market, through: client)
        await ledger.make()
        let counts = faulty.counts
        faulty.calm()
        let settled = await ledger.settle()
        try await ledger.compare(settled)

        for fault in FaultyTransport.Fault.allCases { #expect(counts[fault, default: 0] > 0, "\(fault.rawValue)") }
        #expect(ledger.made.filter(\.isOrdered).count > Self.count / 2, "most come through")
        #expect(ledger.made.contains { !$0.isOrdered }, "and some don't")
        guard Self.asked != nil else { return }
        let faults = counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) × \($0.key.rawValue)" }
        print("\(Self.count) purchases, \(counts.values.reduce(0, +)) faults (\(faults.joined(separator: ", ")))")
        print("outcomes at first: \(ledger.summary); done again: \(Ledger.summary(of: settled))")
    }

    @Test("the same over a socket, with the faults that an emulator can put in")
    func socket() async throws {
        try await TestEmulator.running { emulator in
            var random = SeededRandom(seed: 5)
            var retries = RetryPolicy()
            (retries.base, retries.cap) = (1, 20)
            let transport = CancellingTransport()
            let client = emulator.client(over: transport, retries: retries)
            let ledger = try await Ledger(of: min(Self.count, 300), in: emulator.market, through: client)
            await ledger.make { number in
                let draw = random.number(below: 12)
                let effects = Fault.Effect.allCases
                let path = random.number(below: 3) == 0 ? "/carts" : "/checkout"
                switch draw {
                case 0..<effects.count: emulator.inject(Fault(path: path, effect: effects[draw]))
                case 5: emulator.inject(Fault(count: 3, path: path, status: 503))
                case 6: emulator.inject(Fault(count: 2, path: path, status: 429, retryAfter: 0))
                case 7: emulator.inject(Fault(path: path, status: 401, code: 400))
                case 8:
                    emulator.inject(Fault(path: "/checkout", delay: 20))
                    transport.cancel(number)
                case 9:
                    emulator.inject(Fault(count: 20, path: path, effect: .dropAfter))
                default: break
                }
            }
            let settled = await ledger.settle()
            try await ledger.compare(settled)
            #expect(ledger.made.filter(\.isOrdered).count > ledger.made.count / 2)
            if Self.asked != nil { print("\(ledger.made.count) purchases over a socket: \(ledger.summary)") }
        }
    }
}

extension Purchase.Outcome {
    fileprivate var isOrdered: Bool { if case .ordered = self { true } else { false } }
    fileprivate var isUnknown: Bool { if case .unknown = self { true } else { false } }
}

/// Purchases beside what the market says of them.
private final class Ledger: Sendable {
    private let market: LocalMarket
    private let customer: String
    private let purchases: [Purchase]
    private let outcomes: Mutex<[Purchase.Outcome]>

    init(of count: Int, in market: LocalMarket, through client: any Marketplace) async throws {
        self.market = market
        let customer = try #require(try await Buyer(market: market).customer())
        self.customer = customer.id
        let item = try #require(try await Buyer(market: market).item(for: customer.id))
        purchases = (0..<count).map { Purchase(number: $0, of: item, for: customer.id, at: client) }
        outcomes = Mutex(Array(repeating: .failed, count: count))
    }

    /// What each purchase was reported as.
    var made: [Purchase.Outcome] { outcomes.withLock { $0 } }

    var summary: String { Self.summary(of: made) }

    static func summary(of outcomes: [Purchase.Outcome]) -> String {
        let ordered = outcomes.count(where: \.isOrdered)
        let unknown = outcomes.count(where: \.isUnknown)
        return "\(ordered) ordered, \(unknown) unknown, \(outcomes.count - ordered - unknown) failed"
    }

    /// Makes the purchases, eight at once.
    func make(before: (Int) -> Void = { _ in }) async {
        await withTaskGroup(of: Void.self) { group in
            for (number, purchase) in purchases.enumerated() {
                if number >= 8 { await group.next() }
                before(number)
                group.addTask {
                    let outcome = await purchase.make()
                    self.outcomes.withLock { $0[number] = outcome }
                }
            }
        }
    }

    /// Does again what is unknown.
    func settle() async -> [Purchase.Outcome] {
        var settled = made
        for (number, purchase) in purchases.enumerated() where settled[number].isUnknown {
            settled[number] = await purchase.settle()
        }
        return settled
    }

    /// Holds the outcomes, at first and when all are settled, against the market's orders.
    func compare(_ settled: [Purchase.Outcome]) async throws {
        try await market.advance(by: ISODuration(seconds: 16 * 60))
        var orders: [String: [String]] = [:]
        var request = ListOrders(customerID: customer)
        repeat {
            let page = try await market.perform(request, in: .new)
            for order in page.items { orders[order.lineItems[0].friendlyName, default: []].append(order.id) }
            request.continuation = page.continuation
        } while request.continuation != nil

        for (number, purchase) in purchases.enumerated() {
            let made = orders[purchase.tag] ?? []
            switch settled[number] {
            case .ordered(let id): #expect(made == [id], "\(purchase.tag) is ordered")
            case .failed: #expect(made.isEmpty, "\(purchase.tag) failed")
            case .unknown: Issue.record("\(purchase.tag) is unknown, though nothing breaks any more")
            }
        }
        #expect(orders.values.reduce(0) { $0 + $1.count } == settled.count(where: \.isOrdered))
    }
}

/// HTTP that cancels some purchases while their checkout is on its way.
private final class CancellingTransport: Transport {
    private let inner = HTTPTransport()
    private let tags = Mutex<Set<String>>([])

    /// Cancels a purchase when it checks out.
    func cancel(_ number: Int) { _ = tags.withLock { $0.insert("purchase-\(number)") } }

    func send(_ request: WireRequest, to origin: String) async throws -> WireResponse {
        if request.target.contains("/checkout"), let purchase = Purchase.current,
            tags.withLock({ $0.remove(purchase.tag) }) != nil
        {
            purchase.cancel()
        }
        return try await inner.send(request, to: origin)
    }
}
