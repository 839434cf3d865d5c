/// One page of a list (3.4). Lists that the API doesn't page come as a single page.
public struct Page<Item: Codable & Sendable>: Codable, Sendable {
    public var items: [Item]

    /// What asks for the next page; nil on the last one.
    public var continuation: String?

    public init(items: [Item], continuation: String? = nil) {
        self.items = items
        self.continuation = continuation
    }
}

/// A request for a list that comes in pages.
public protocol PagedRequest: MarketRequest where Response == Page<Item> {
    associatedtype Item: Codable & Sendable

    /// Nil for the first page, then ``Page/continuation`` of the one before.
    var continuation: String? { get set }
}
