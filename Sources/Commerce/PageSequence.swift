/// The pages of a list, each fetched when it is asked for.
///
/// ```swift
/// for try await page in market.pages(of: ListInvoiceLineItems(invoiceID: "G000000001")) { … }
/// ```
public struct PageSequence<Request: PagedRequest>: AsyncSequence, Sendable {
    let request: Request
    let fetch: @Sendable (Request) async throws -> Page<Request.Item>

    /// - Parameter fetch: Performs the request for one page.
    public init(_ request: Request, fetch: @escaping @Sendable (Request) async throws -> Page<Request.Item>) {
        self.request = request
        self.fetch = fetch
    }

    public func makeAsyncIterator() -> Iterator {
        Iterator(request: request, fetch: fetch)
    }

    public struct Iterator: AsyncIteratorProtocol {
        /// Nil after the last page.
        var request: Request?
        let fetch: @Sendable (Request) async throws -> Page<Request.Item>

        public mutating func next() async throws -> [Request.Item]? {
            guard var request else { return nil }
            let page = try await fetch(request)
            request.continuation = page.continuation
            self.request = page.continuation == nil ? nil : request
            return page.items
        }
    }
}

extension Marketplace {
    /// The pages of a list, each under ids of its own.
    public func pages<Request: PagedRequest>(
        of request: Request,
        in context: CallContext
    ) -> PageSequence<Request> {
        PageSequence(request) { try await perform($0, in: context) }
    }
}
