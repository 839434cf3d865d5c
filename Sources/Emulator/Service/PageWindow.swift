import Commerce
import PartnerCenterWire

/// Which part of a list a call asks for, cut out of the pages that the market has, whatever their size.
struct PageWindow {
    /// As many as a seek page may have (3.4).
    static let most = 2000

    /// What a place or a size in a list may be: sums of two are numbers, too.
    fileprivate static let counts = 0...1_000_000_000

    private let kind: Kind

    private enum Kind {
        case whole
        case offset(Int, size: Int)
        /// `skipping` items of the market's page that `continuation` leads to.
        case seek(continuation: String?, skipping: Int, size: Int)
    }

    /// - Throws: ``MarketError`` with 400/800002 for a size or a token that is none.
    init(_ call: IncomingCall) throws(MarketError) {
        let size = try call.count("size")
        switch call.route.paging {
        case .none: kind = .whole
        case .offset:
            let offset = try call.count("offset") ?? 0
            kind =
                size == nil && offset == 0 ? .whole : .offset(offset, size: size.flatMap { $0 > 0 ? $0 : nil } ?? .max)
        case .seek:
            // 0 asks for all (OP-36); nobody gets more than the most.
            let count = size.flatMap { $0 > 0 ? min($0, Self.most) : nil } ?? Self.most
            guard let token = call.headers.first(WireHeaders.Name.continuationToken) else {
                kind = .seek(continuation: nil, skipping: 0, size: count)
                return
            }
            let parts = token.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let skipping = Int(parts[0]), Self.counts.contains(skipping) else {
                throw MarketError(.invalidInput, "the continuation token continues no list")
            }
            kind = .seek(
                continuation: parts[1].isEmpty ? nil : String(parts[1]),
                skipping: skipping,
                size: count
            )
        }
    }

    /// The window of a list, with where it goes on in the wire's own way.
    func page<List: PagedRequest>(
        of list: List,
        fetch: (List) async throws -> Page<List.Item>
    ) async throws -> Page<List.Item> {
        var list = list
        switch kind {
        case .whole:
            return Page(items: try await items(of: list, upTo: .max, fetch))
        case .offset(let offset, let size):
            let wanted = size == .max ? Int.max : offset + size
            let items = try await items(of: list, upTo: wanted == .max ? wanted : wanted + 1, fetch)
            let next = items.count > wanted ? NextPage.offset(wanted, size: size) : nil
            return Page(items: Array(items.dropFirst(offset).prefix(size)), continuation: next?.continuation)
        case .seek(let continuation, let skipping, let size):
            list.continuation = continuation
            let page = try await fetch(list)
            let end = skipping + size
            let next: String? =
                if page.items.count > end {
                    "\(end).\(continuation ?? "")"
                } else {
                    page.continuation.map { "0.\($0)" }
                }
            return Page(
                items: Array(page.items.dropFirst(skipping).prefix(size)),
                continuation: next.map { NextPage.token($0, size: size == Self.most ? 0 : size).continuation }
            )
        }
    }

    /// The first items of a list, from as many of the market's pages as it takes.
    private func items<List: PagedRequest>(
        of list: List,
        upTo count: Int,
        _ fetch: (List) async throws -> Page<List.Item>
    ) async throws -> [List.Item] {
        var list = list
        list.continuation = nil
        var items: [List.Item] = []
        repeat {
            let page = try await fetch(list)
            items += page.items
            list.continuation = page.continuation
        } while list.continuation != nil && items.count < count
        return items
    }
}

extension IncomingCall {
    /// A parameter that is a count; nil where it is missing.
    fileprivate func count(_ name: String) throws(MarketError) -> Int? {
        guard let text = query[name] else { return nil }
        guard let number = Int(text), PageWindow.counts.contains(number) else {
            throw MarketError(.invalidInput, "\(name) is \"\(text.prefix(40))\", and a count is expected")
        }
        return number
    }
}
