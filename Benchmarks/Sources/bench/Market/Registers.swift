import Compra
import Foundation
import Reference
import Synchronization

/// Checkouts in a large market, and beside it a bare database of the same tables that commits rows of the same size.
final class Registers: Sendable {
    private let market: LocalMarket
    private let shopper: Shopper
    private let bare: Mutex<Bare>
    /// The syncs of this process when the latest checkouts began.
    private let syncsBefore = Atomic(0)

    init() async throws {
        market = try await LargeMarket.shared.furnished()
        shopper = try await Shopper(market)
        let cart = try await shopper.cart(2)
        let order = try await shopper.checkOut(cart)
        bare = Mutex(try Bare(in: try await LargeMarket.shared.copied(), like: order, of: cart))
    }

    /// Nanoseconds of so many checkouts, the carts of which are made before, by so many clients at once.
    func checkOut(_ count: Int, clients: Int = 1) async throws -> Double {
        let carts = try await withThrowingTaskGroup(of: Cart.self) { group in
            for _ in 0..<16 { group.addTask { try await self.cart() } }
            var carts: [Cart] = []
            while let cart = try await group.next() {
                carts.append(cart)
                if carts.count + 16 <= count { group.addTask { try await self.cart() } }
            }
            return carts.prefix(count)
        }
        syncsBefore.store(Int(database_syncs()), ordering: .relaxed)
        return try await shopper.checkOut(Array(carts), clients: clients)
    }

    /// How many files were synced for each of so many checkouts.
    func syncs(of count: Int, clients: Int) async throws -> Double {
        _ = try await checkOut(count, clients: clients)
        return Double(Int(database_syncs()) - syncsBefore.load(ordering: .relaxed)) / Double(count)
    }

    /// Nanoseconds of the same rows in the bare database, so many of them to a commit.
    func write(_ count: Int, together: Int = 1) async throws -> Double {
        try bare.withLock { try $0.prepare(count) }
        return try await Contest.wallTime { try bare.withLock { try $0.write(count, together: together) } }
    }

    private func cart() async throws -> Cart {
        let number = Int.random(in: 1...LargeMarket.customers)
        return try await shopper.cart(2, customer: (Books.customer(number), Books.subscription(number)))
    }
}

/// A copy of the market, and the statements that write what one checkout wrote, each time under new ids.
private struct Bare {
    private let database: Database
    private let cart: BoundStatement
    private let rows: [BoundStatement]
    /// One customer of all for each checkout, in no order.
    private static let customer =
        "printf('c0570000-0000-4000-8000-%012x', ?2 % 1000003 * 2654435761 % \(LargeMarket.customers) + 1)"
    /// Beyond the numbers that the market gave out.
    private var next = Int.random(in: 1 << 40..<1 << 41)

    init(in copy: String, like order: Order, of cart: Cart) throws {
        let market = try Database(LargeMarket.shared.path)
        database = try Database(copy)
        self.cart = try market.insertion(
            into: "carts",
            like: "id = '\(cart.id)'",
            replacing: ["id": "?1", "customer_id": Self.customer]
        )
        rows = [
            BoundStatement(
                "UPDATE carts SET status = ?3, modified_at = ?4 WHERE id = ?1",
                ["text Ordered", "integer 1800000000"]
            ),
            try market.insertion(
                into: "orders",
                like: "id = '\(order.id)'",
                replacing: [
                    "id": "substr(?1, 1, 33)", "alternate_id": "substr(?1, 25)", "cart_id": "?1",
                    "customer_id": Self.customer,
                ]
            ),
            try market.insertion(
                into: "order_lines",
                like: "order_id = '\(order.id)'",
                replacing: [
                    "order_id": "substr(?1, 1, 33)", "reservation_order_id": "?1", "customer_id": Self.customer,
                ]
            ),
            try market.insertion(
                into: "charges",
                like: "order_id = '\(order.id)'",
                replacing: ["number": "?2", "order_id": "substr(?1, 1, 33)"]
            ),
            BoundStatement(
                "UPDATE accounts SET unbilled = ?3 WHERE currency = ?4 AND invoice_type = ?5",
                ["text 1234567890.12", "text USD", "text OneTime"]
            ),
            try market.insertion(
                into: "request_log",
                like: "outcome LIKE '%\(order.id)%' LIMIT 1",
                replacing: ["request_id": "?1"]
            ),
            BoundStatement("UPDATE market SET ids_drawn = ids_drawn + 8"),
        ]
    }

    /// Makes the carts of the next checkouts.
    func prepare(_ count: Int) throws {
        try database.write([cart], rows: count, commits: 1, from: next)
    }

    mutating func write(_ count: Int, together: Int) throws {
        try database.write(rows, rows: together, commits: count / together, from: next)
        next += count
    }
}
