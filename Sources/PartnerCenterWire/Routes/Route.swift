/// A path of section 6 with the operation that it leads to.
public struct Route: Sendable {
    /// What the client sends.
    public let method: String

    /// `/customers/{customer}/carts`, relative to the version.
    public let template: String

    /// How the operation's lists are paged (3.4).
    public let paging: Paging

    let request: any WireOperation.Type
    private let alsoAccepted: [String]
    private let segments: [Segment]

    /// How a list comes.
    public enum Paging: Sendable {
        /// In one complete answer.
        case none
        /// By `size` and `offset`.
        case offset
        /// By `size` and a token.
        case seek
    }

    private enum Segment: Sendable {
        case literal(String)
        case place(String)
    }

    init(
        _ method: String,
        _ template: String,
        _ request: any WireOperation.Type,
        paging: Paging = .none,
        alsoAccepting methods: [String] = []
    ) {
        self.method = method
        self.template = template
        self.request = request
        self.paging = paging
        alsoAccepted = methods
        segments = template.split(separator: "/").map { segment in
            segment.hasPrefix("{") ? .place(String(segment.dropFirst().dropLast())) : .literal(String(segment))
        }
    }

    func accepts(_ method: String) -> Bool {
        ([self.method] + alsoAccepted).contains { $0.matches(method) }
    }

    /// The path with values in its places.
    func path(_ parameters: [String: String]) -> String {
        segments.reduce(into: "") { path, segment in
            switch segment {
            case .literal(let text): path += "/\(text)"
            case .place(let name): path += "/\((parameters[name] ?? "").percentEncoded(keeping: ":"))"
            }
        }
    }

    /// The values in the places of a path, whose segments have no case; nil where it is another path.
    func parameters(of path: [String]) -> [String: String]? {
        guard path.count == segments.count else { return nil }
        var parameters: [String: String] = [:]
        for (segment, part) in zip(segments, path) {
            switch segment {
            case .literal(let text): guard text.matches(part) else { return nil }
            case .place(let name): parameters[name] = part
            }
        }
        return parameters
    }
}
