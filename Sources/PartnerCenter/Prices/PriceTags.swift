public import Commerce
import Synchronization

/// What things cost, of which the wire says nothing: carts and availabilities have no prices, lists have (section 12).
///
/// Lists go by product, SKU, country, segment and currency. A catalogue item's id has only the first two, so the
/// availabilities that were read are remembered: one is read right before it is bought.
final class PriceTags: Sendable {
    /// Looks an item up in the lists; nil where none has it.
    typealias Lists = @Sendable (PriceQuestion, CallContext) async throws -> Price?

    private let lists: Lists
    private let seen = Mutex<[String: Availability]>([:])
    private let made = Mutex<[String: [Int: Price]]>([:])
    private static let most = 50_000

    init(_ lists: @escaping Lists) {
        self.lists = lists
    }

    /// Remembers what was read.
    func note(_ availabilities: some Sequence<Availability>) {
        seen.withLock { seen in
            if seen.count > Self.most { seen = [:] }
            for availability in availabilities { seen[availability.catalogItemId] = availability }
        }
    }

    /// The availability of a catalogue item; nil where it was not read yet.
    subscript(_ item: String) -> Availability? { seen.withLock { $0[item] } }

    /// Keeps what an order's lines cost when it was made.
    func keep(_ order: Order) {
        let prices = Dictionary(
            order.lineItems.compactMap { line in line.price.map { (line.lineItemNumber, $0) } },
            uniquingKeysWith: { $1 }
        )
        made.withLock { $0[order.id] = prices }
    }

    /// Puts the prices of an order that this client made to its lines.
    func recall(_ order: inout Order) {
        guard let prices = made.withLock({ $0[order.id] }) else { return }
        for index in order.lineItems.indices {
            order.lineItems[index].price = prices[order.lineItems[index].lineItemNumber]
        }
    }

    func price(_ question: PriceQuestion, in context: CallContext) async throws -> Price? {
        try await lists(question, context)
    }
}

/// A question for a price.
public struct PriceQuestion: Sendable, Hashable {
    public var availability: Availability

    /// Nil = the only one of the availability, or none.
    public var term: ISODuration?

    /// Nil = any.
    public var cycle: BillingCycle?
    public var quantity: Int
}
