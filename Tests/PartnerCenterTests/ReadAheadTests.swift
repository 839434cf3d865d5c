import Commerce
import PartnerCenter
import PartnerCenterWire
import Synchronization
import Testing

@Suite("Pages are read ahead (3.4)")
struct ReadAheadTests {
    private let world: EmulatedWorld

    init() throws {
        world = try EmulatedWorld()
    }

    private func lines(_ continuation: String? = nil) -> ListInvoiceLineItems {
        ListInvoiceLineItems(invoiceID: "G1", continuation: continuation)
    }

    @Test("the first page costs one call; from the second on, the next one is fetched meanwhile, and not again")
    func ahead() async throws {
        let pages = Pages(count: 4)
        let client = world.client(over: pages)
        var page = try await client.perform(lines(), in: .new)
        #expect(pages.asked == [1], "whoever wants the first page only asks for no other")
        page = try await client.perform(lines(page.continuation), in: .new)
        await pages.wait(for: 3)
        #expect(pages.asked == [1, 2, 3])
        page = try await client.perform(lines(page.continuation), in: .new)
        await pages.wait(for: 4)
        #expect(pages.asked == [1, 2, 3, 4], "the third was there")
        page = try await client.perform(lines(page.continuation), in: .new)
        #expect(page.continuation == nil)
        #expect(pages.asked == [1, 2, 3, 4])
    }

    @Test("each page has ids of its own (3.1), and one that failed ahead is fetched when it is asked for")
    func failedAhead() async throws {
        let pages = Pages(count: 4, refusing: 3)
        let client = world.client(over: pages)
        let first = try await client.perform(lines(), in: .new)
        let second = try await client.perform(lines(first.continuation), in: .new)
        await pages.wait(for: 3)
        let third = try await client.perform(lines(second.continuation), in: .new)
        #expect(third.continuation != nil)
        #expect(Set(pages.ids).count == pages.ids.count)
    }

    @Test("what is under way ends with the client that began it")
    func cancelled() async throws {
        let pages = Pages(count: 4, hangingAt: 3)
        var client: PartnerCenter? = world.client(over: pages)
        let first = try await client?.perform(lines(), in: .new)
        _ = try await client?.perform(lines(first?.continuation), in: .new)
        await pages.wait(for: 3)
        client = nil
        try? await pages.cancelled.wait()
    }
}

/// A list of so many empty pages, by seek paging.
private final class Pages: Transport {
    private let count: Int
    private let refusing: Int?
    private let hanging: Int?
    private let seen = Mutex<[(page: Int, id: String)]>([])
    private let arrivals: [Gate]
    let cancelled = Gate()

    init(count: Int, refusing: Int? = nil, hangingAt hanging: Int? = nil) {
        self.count = count
        self.refusing = refusing
        self.hanging = hanging
        arrivals = (0...count).map { _ in Gate() }
    }

    /// The numbers of the pages in the order that they were asked for.
    var asked: [Int] { seen.withLock { $0.map(\.page) } }
    var ids: [String] { seen.withLock { $0.map(\.id) } }

    /// Waits until a page was asked for.
    func wait(for page: Int) async { try? await arrivals[page].wait() }

    func send(_ request: WireRequest, to origin: String) async throws -> WireResponse {
        guard !request.target.contains("/oauth2/") else {
            return WireResponse(status: 200, body: Array(#"{"access_token":"a","expires_in":"3600"}"#.utf8))
        }
        let page = request.headers["MS-ContinuationToken"].flatMap { Int($0) } ?? 1
        let isFirst = seen.withLock { seen in
            defer { seen.append((page, request.headers["MS-RequestId"] ?? "")) }
            return !seen.contains { $0.page == page }
        }
        arrivals[page].pass()
        if page == hanging {
            defer { cancelled.pass() }
            try await Gate().wait()
        }
        if page == refusing, isFirst { return WireResponse(status: 403, body: Array(#"{"code":2032}"#.utf8)) }
        let next = #"{"uri":"/x","method":"GET","headers":[{"key":"MS-ContinuationToken","value":"\#(page + 1)"}]}"#
        let links = page < count ? #","links":{"next":\#(next)}"# : ""
        return WireResponse(status: 200, body: Array(#"{"items":[]\#(links)}"#.utf8))
    }
}
