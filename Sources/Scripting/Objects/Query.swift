import Commerce
import Lua
import Synchronization

/// A list that is fetched page by page as a script goes through it.
///
/// `for item in query do … end` starts at the beginning each time.
final class Query: ScriptObject {
    /// One page: what is in it, and what asks for the next; nil after the last.
    typealias Fetch = @Sendable (_ continuation: String?) async throws -> (items: [LuaValue], next: String?)

    private let fetch: Fetch
    private let what: String
    private let cursor = Mutex(Cursor())

    private struct Cursor {
        var items: ArraySlice<LuaValue> = []
        var next: String?
        var isAtEnd = false
    }

    init(of what: String, fetch: @escaping Fetch) {
        self.what = what
        self.fetch = fetch
    }

    /// The items of a request's pages, each made into what scripts see.
    convenience init<Request: PagedRequest>(
        of what: String,
        _ request: Request,
        in session: Session,
        where isIncluded: @escaping @Sendable (Request.Item) throws -> Bool = { _ in true },
        _ object: @escaping @Sendable (Request.Item) -> LuaValue
    ) {
        self.init(of: what) { continuation in
            var request = request
            request.continuation = continuation
            let page = try await session.perform(request)
            return (try page.items.filter(isIncluded).map(object), page.continuation)
        }
    }

    static let type = ObjectType(
        "query",
        of: Query.self,
        "A list that is fetched as it is needed: `for item in query do … end`.",
        actions: [
            .waiting("all", returns: "T[]", "Every item, as a list.") { query, _ in
                .list(try await query.everything())
            },
            .waiting("first", returns: "T?", "The first item, or nil where there is none.") { query, _ in
                try await query.leading(1).first ?? .nil
            },
            .waiting(
                "one",
                returns: "T",
                "The only item. Raises `not_one` where there is none, or more than one."
            ) { query, _ in
                let items = try await query.leading(2)
                guard let item = items.first, items.count == 1 else {
                    let count = items.isEmpty ? "no" : "more than one"
                    throw ScriptFailure(
                        .notOne,
                        "there is \(count) \(query.what) to take one of",
                        hint: items.isEmpty ? "check what the list asks for" : "ask for more, or use :first() or :all()"
                    )
                }
                return item
            },
        ],
        operators: [
            // A generic `for` calls the query with nothing and the item before; no item before means a new loop.
            .call { call in
                let query = try call.object(at: 1, as: Query.self)
                if call.argumentCount < 3 || call.kind(at: 3) == .nil { query.restart() }
                if let item = query.buffered() { return .value(item) }
                if query.isAtEnd { return .value(.nil) }
                return call.answering { [try await query.fetchNext() ?? .nil] }
            },
            // Without a number, it is a name that no action has.
            .fallback { _, key in
                guard case .integer(let index) = key else { return nil }
                throw ScriptFailure(
                    .wrongUsage,
                    "this list is fetched as it is needed: it has no [\(index)] to take",
                    hint: "fetch it first: query:all()[\(index)]"
                )
            },
        ]
    )

    private func restart() {
        cursor.withLock { $0 = Cursor() }
    }

    private func buffered() -> LuaValue? {
        cursor.withLock { $0.items.popFirst() }
    }

    private var isAtEnd: Bool {
        cursor.withLock { $0.isAtEnd }
    }

    private func fetchNext() async throws -> LuaValue? {
        while true {
            if let item = buffered() { return item }
            if isAtEnd { return nil }
            let page = try await fetch(cursor.withLock { $0.next })
            cursor.withLock { cursor in
                cursor.items = page.items[...]
                cursor.next = page.next
                cursor.isAtEnd = page.next == nil
            }
        }
    }

    private func everything() async throws -> [LuaValue] {
        var items: [LuaValue] = []
        var next: String?
        repeat {
            let page = try await fetch(next)
            items += page.items
            next = page.next
        } while next != nil
        return items
    }

    /// Up to so many items from the beginning.
    func leading(_ count: Int) async throws -> [LuaValue] {
        var items: [LuaValue] = []
        var next: String?
        repeat {
            let page = try await fetch(next)
            items += page.items
            next = page.next
        } while next != nil && items.count < count
        return Array(items.prefix(count))
    }
}
