import Commerce
import PartnerCenterWire
import Synchronization

/// Fetches the next page of a list while the one before is worked on.
///
/// It begins with the second page that is asked for: whoever wants the first only costs the service one call. At most
/// four pages are on their way or kept.
final class ReadAhead: Sendable {
    private let pages = Mutex<[Key: Task<any Sendable, any Error>]>([:])
    private static let most = 4

    /// A page by the call that asks for it.
    private struct Key: Hashable {
        let call: WireCall
        let account: CallContext.Account
        let locale: String
    }

    /// The answer to a request: for a page of a list, the one that is on its way where there is one.
    func answer<Request: WireOperation>(
        to request: Request,
        in context: CallContext,
        fetch: @escaping @Sendable (Request, CallContext) async throws -> Request.Response
    ) async throws -> Request.Response {
        guard let list = request as? any PagedRequest, list.continuation != nil else {
            return try await fetch(request, context)
        }
        let response: Request.Response
        if let task = try? taken(request, context), let ahead = try? await task.value as? Request.Response {
            response = ahead
        } else {
            response = try await fetch(request, context)
        }
        if let following = Self.following(list, response) as? Request { begin(following, context.renewed(), fetch) }
        return response
    }

    /// What asks for the page after one; nil where that was the last.
    private static func following<Request: PagedRequest>(_ request: Request, _ response: any Sendable) -> Request? {
        guard let next = (response as? Page<Request.Item>)?.continuation else { return nil }
        var following = request
        following.continuation = next
        return following
    }

    private func taken<Request: WireOperation>(
        _ request: Request,
        _ context: CallContext
    ) throws -> Task<any Sendable, any Error>? {
        let key = Key(call: try request.call, account: context.account, locale: context.locale)
        return pages.withLock { $0.removeValue(forKey: key) }
    }

    private func begin<Request: WireOperation>(
        _ request: Request,
        _ context: CallContext,
        _ fetch: @escaping @Sendable (Request, CallContext) async throws -> Request.Response
    ) {
        guard let call = try? request.call else { return }
        let key = Key(call: call, account: context.account, locale: context.locale)
        pages.withLock { pages in
            guard pages[key] == nil else { return }
            if pages.count >= Self.most, let oldest = pages.keys.first { pages.removeValue(forKey: oldest)?.cancel() }
            pages[key] = Task { try await fetch(request, context) }
        }
    }

    deinit {
        for page in pages.withLock({ Array($0.values) }) { page.cancel() }
    }
}
