import Commerce
import FoundationEssentials
import LocalMarket
import PartnerCenter
import PartnerCenterWire
import Synchronization
import Testing

/// Purchases while everything breaks: each intended order exists once; none that exists is reported as failed, none as
/// done that doesn't exist.
///
/// `COMPRA_PURCHASES=10000` makes it as many as the bound of the project names; by default it is few, since it needs
/// time.
@Suite("Purchases through faults")
struct PurchaseFaultTests {
    private static let count = ProcessInfo.processInfo.environment["COMPRA_PURCHASES"].flatMap { Int($0) } ?? 200

    @Test("R-37, R-65: each intended order exists exactly once, and is reported as it is")
    func purchases() async throws {
        let world = try EmulatedWorld()
        let faulty = FaultyTransport(EmulatedTransport(world.emulator), seed: 11, time: world.time)
        let buyer = Buyer(market: world.client(over: faulty))
        let customer = try #require(try await Buyer(market: world.market).customer())
        let item = try #require(try await Buyer(market: world.market).item(for: customer.id))
        let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { group in
            var outcomes: [Outcome] = []
            for number in 0..<Self.count {
                if number >= 8, let outcome = try await group.next() { outcomes.append(outcome) }
                group.addTask { await Self.buy(item, customer.id, quantity: number % 7 + 1, buyer) }
            }
            for try await outcome in group { outcomes.append(outcome) }
            return outcomes
        }
        try await world.market.advance(by: ISODuration(seconds: 16 * 60))
        let orders = try await Self.orders(of: customer.id, in: world.market)
        let made = Dictionary(grouping: orders, by: \.id)
        #expect(made.values.allSatisfy { $0.count == 1 })

        var reported: Set<String> = []
        var unknown = 0
        for outcome in outcomes {
            switch outcome {
            case .ordered(let id, let quantity):
                #expect(reported.insert(id).inserted, "one order is not the outcome of two purchases")
                #expect(made[id]?.first?.lineItems.first?.quantity == quantity)
            case .unknown: unknown += 1
            case .failed: break
            }
        }
        // What exists was reported as made, or as unknown; nothing that exists as failed.
        #expect(orders.count - reported.count <= unknown)
        #expect(faulty.count > Self.count / 2, "there were faults")
        #expect(reported.count > Self.count * 9 / 10, "nearly all come through")
    }

    private enum Outcome: Sendable {
        case ordered(String, quantity: Int)
        case unknown
        case failed
    }

    private static func buy(_ item: Availability, _ customer: String, quantity: Int, _ buyer: Buyer) async -> Outcome {
        do {
            let result = try await buyer.checkout(buyer.cart(of: item, quantity: quantity, for: customer))
            return result.orders.first.map { .ordered($0.id, quantity: quantity) } ?? .failed
        } catch let error as MarketError where error.code == .outcomeUnknown {
            return .unknown
        } catch {
            return .failed
        }
    }

    private static func orders(of customer: String, in market: any Marketplace) async throws -> [Order] {
        var request = ListOrders(customerID: customer)
        var orders: [Order] = []
        repeat {
            let page = try await market.perform(request, in: .new)
            orders += page.items
            request.continuation = page.continuation
        } while request.continuation != nil
        return orders
    }
}

/// Breaks what passes at every point, as a seed draws it.
private final class FaultyTransport: Transport {
    private let inner: any Transport
    private let time: TestTime
    private let state: Mutex<(random: SeededRandom, count: Int)>

    init(_ inner: any Transport, seed: UInt64, time: TestTime) {
        self.inner = inner
        self.time = time
        state = Mutex((SeededRandom(seed: seed), 0))
    }

    /// How many faults there were.
    var count: Int { state.withLock { $0.count } }

    func send(_ request: WireRequest, to origin: String) async throws -> WireResponse {
        let draw = state.withLock { state in
            let draw = state.random.number(below: 20)
            if draw < 8 { state.count += 1 }
            return draw
        }
        switch draw {
        case 0: throw TransportFailure(wasSent: false, "no route")
        case 1: throw TransportFailure(wasSent: true, "broke before it arrived")
        case 2:
            _ = try await inner.send(request, to: origin)
            throw TransportFailure(wasSent: true, "broke after it was carried out")
        case 3:
            var answer = try await inner.send(request, to: origin)
            answer.body = Array(answer.body.prefix(answer.body.count / 2))
            return answer
        case 4:
            return WireResponse(status: 429, headers: ["Retry-After": "1"])
        case 5:
            _ = try await inner.send(request, to: origin)
            return WireResponse(status: 503, body: Array("<html>".utf8))
        case 6:
            // Its token expires meanwhile.
            time.pass(seconds: 3600)
            return try await inner.send(request, to: origin)
        case 7: return WireResponse(status: 500, body: Array(#"{"code":800003,"description":"oops"}"#.utf8))
        default: return try await inner.send(request, to: origin)
        }
    }
}
