import Commerce

extension PartnerCenter {
    /// Searches a view by going through its lists, since the API has no search: an exact id first, then the SKUs whose
    /// title holds every word. One page holds all that was found.
    func search(_ request: SearchCatalogue, in context: CallContext) async throws -> Page<Sku> {
        guard request.continuation == nil else { return Page(items: []) }
        let words = Self.words(of: request.text)
        guard !words.isEmpty else { return Page(items: []) }
        let views =
            request.targetView.map { [$0] } ?? [.software, .azureReservations, .onlineServices, .microsoftAzure]
        var found: [Sku] = []
        var exact: [Sku] = []
        var seen: Set<String> = []
        for view in views {
            for product in try await products(of: view, request.view, context) where seen.insert(product.id).inserted {
                for sku in try await all(ListSkus(productID: product.id, view: request.view), context) {
                    if [sku.id, product.id].contains(where: { $0.lowercased() == request.text.lowercased() }) {
                        exact.append(sku)
                    } else if words.isSubset(of: Self.words(of: "\(product.title) \(sku.title)")) {
                        found.append(sku)
                    }
                }
            }
        }
        return Page(items: exact + found)
    }

    /// Runs of letters and digits, in lower case.
    private static func words(of text: String) -> Set<Substring> {
        Set(text.lowercased().split { !$0.isLetter && !$0.isNumber })
    }

    /// The products of a view; none of one that the partner may not see.
    private func products(
        of target: TargetView,
        _ view: CatalogueView,
        _ context: CallContext
    ) async throws -> [Product] {
        do {
            return try await all(ListProducts(view: view, targetView: target), context)
        } catch let error as MarketError where error.code == .viewNotAllowed {
            return []
        }
    }

    private func all<Request: PagedRequest>(_ request: Request, _ context: CallContext) async throws -> [Request.Item] {
        var request = request
        var items: [Request.Item] = []
        repeat {
            let page = try await perform(request, in: context.renewed())
            items += page.items
            request.continuation = page.continuation
        } while request.continuation != nil
        return items
    }
}
