import Commerce

extension WireResponse {
    /// A list in its envelope (3.4), with links relative to the root and without the version.
    init<Item: WireValue>(collection items: [Item], next: NextPage? = nil, of call: WireCall, status: Int = 200) {
        let token: String? = if case .token(let token, _)? = next { token } else { nil }
        self.init(
            status: status,
            json: .object([
                "totalCount": items.count,
                "items": items,
                "continuationToken": token,
                "links": JSON.object([
                    "self": Link(uri: call.path + call.query.text), "next": next.map(call.link(to:)),
                ]),
                "attributes": JSON.attributes("Collection"),
            ])
        )
    }

    /// A page of a list in its envelope, one JSON object an item.
    init<Item>(page: Page<Item>, of call: WireCall, item: (Item) -> JSON) throws {
        self.init(
            collection: page.items.map(item),
            next: try page.continuation.map(NextPage.init(continuation:)),
            of: call
        )
    }

    /// The items of a collection, or of a bare array (3.4).
    ///
    /// - Throws: ``WireFault`` for an answer that neither has items nor says that there are none: an error's, or one of
    ///   which a part is missing, is no empty list.
    func items<Item>(_ item: (Fields) throws -> Item) throws -> [Item] {
        let json = try json
        let isEmpty = json["items"] == nil && json["totalCount"]?.scalar == "0"
        let list = if case .list = json { json } else { json["items"] ?? (isEmpty ? .list([]) : .null) }
        return try [JSON](wire: list, at: "items").enumerated().map { try item(Fields($1, at: "items[\($0)]")) }
    }

    /// A collection as a page.
    ///
    /// - Parameter continuation: With which the page was asked for; nil for the first one.
    /// - Throws: ``WireFault`` for a page that leads to itself, which nobody would come to the end of.
    func page<Item>(after continuation: String?, _ item: (Fields) throws -> Item) throws -> Page<Item> {
        let json = try json
        let next: NextPage? = if case .object = json { try NextPage(Fields(json, at: "")) } else { nil }
        if let next, next.continuation == continuation {
            throw WireFault("links.next", "it leads to the page that it is on")
        }
        return Page(items: try items(item), continuation: next?.continuation)
    }
}

extension JSON {
    /// ResourceAttributes (3.3).
    static func attributes(_ objectType: String, etag: String? = nil) -> JSON {
        .object(["etag": etag, "objectType": objectType])
    }
}

extension Link: WireObject {
    init(_ fields: Fields) throws {
        self.init(
            uri: try fields("uri"),
            method: try fields("method", or: "GET"),
            headers: try fields("headers", or: [])
        )
    }

    var wire: JSON {
        .object(["uri": uri, "method": method, "headers": headers])
    }
}

extension Link.Header: WireObject {
    init(_ fields: Fields) throws {
        self.init(key: try fields("key"), value: try fields("value", or: ""))
    }

    var wire: JSON { .object(["key": key, "value": value]) }
}
