import Commerce
import Lua

/// Where a thing of the catalogue was read: its view, and the country that ids are looked up in.
struct CatalogueContext: Sendable {
    let session: Session
    let view: CatalogueView
    let country: CountryCode

    /// The customer of a by-customer view.
    var customerID: String? {
        guard case .customer(let id) = view.market else { return nil }
        return id
    }
}

/// A view of the catalogue: that of a country, or what one customer may buy, in one segment or all.
final class CatalogueObject: ScriptObject {
    let context: CatalogueContext

    init(_ context: CatalogueContext) {
        self.context = context
    }

    static let type = ObjectType(
        "catalogue",
        of: CatalogueObject.self,
        "A view of the catalogue. What is read from it keeps its country and segment.",
        fields: [
            Field("country", "string", "The market, ISO 3166 alpha-2.") { .text($0.context.country.description) },
            Field("segment", "string?", "The segment; nil for all.") { .optional($0.context.view.segment) },
            Field("reservation_scope", "string?", "`AzurePlan`, or nil for MS-AZR-0145P subscriptions (R-7).") {
                .optional($0.context.view.reservationScope)
            },
        ],
        actions: [
            .immediate(
                "products",
                [.required("target", .name(of: TargetView.allKnown.map(\.rawValue)), "The part of the catalogue.")],
                returns: "query<product>",
                "The products of a part of the catalogue (OP-5, OP-6).",
                example:
                    #"for product in catalogue:products{ target = "AzureReservations" } do print(product.title) end"#
            ) { catalogue, arguments in
                let context = catalogue.context
                let request = ListProducts(
                    view: context.view,
                    targetView: try arguments.name("target") ?? .azure
                )
                return .object(
                    Query(of: "product", request, in: context.session) { .object(ProductObject($0, context)) }
                )
            },
            .waiting(
                "product",
                [.positional("id", .text, "The product's id.")],
                returns: "product",
                "One product (OP-7)."
            ) { catalogue, arguments in
                let context = catalogue.context
                let request = GetProduct(productID: arguments.text("id") ?? "", country: context.country)
                return .object(ProductObject(try await context.session.perform(request), context))
            },
            .immediate(
                "search",
                [.positional("text", .text, "An id, or words of a title.")],
                returns: "query<sku>",
                "SKUs by text: an exact id first, then titles that hold every word.",
                example: #"for sku in catalogue:search "D48 v4" do print(sku.id, sku.title) end"#
            ) { catalogue, arguments in
                let context = catalogue.context
                let request = SearchCatalogue(view: context.view, text: arguments.text("text") ?? "")
                return .object(Query(of: "SKU", request, in: context.session) { .object(SkuObject($0, context)) })
            },
            .waiting(
                "find",
                [
                    .required("title", .text, "The SKU's title, or words of it."),
                    .optional(
                        "type",
                        .name(of: TargetView.allKnown.map(\.rawValue)),
                        "Only this part of the catalogue."
                    ),
                ],
                returns: "sku",
                "The one SKU of a title. None or several is an error that lists them.",
                example: #"catalogue:find{ title = "SQL Server 2022 Standard" }"#
            ) { catalogue, arguments in
                .object(try await catalogue.find(arguments.text("title") ?? "", try arguments.name("type")))
            },
            .waiting(
                "check_inventory",
                [
                    .required("items", .list, "SKUs or products."),
                    .optional("customer", .object(["customer"]), "Who buys; the view's customer where it has one."),
                    .optional("subscription", .object(["subscription"]), "The Azure subscription that it is for."),
                ],
                returns: "inventory_item[]",
                "Whether items can be delivered now, and why not (OP-11, R-12 to R-15)."
            ) { catalogue, arguments in
                let items = try (arguments.list("items") ?? []).map { item throws -> InventoryTarget in
                    if case .object(let object) = item {
                        if let sku = object as? SkuObject { return InventoryTarget(sku: sku.sku) }
                        if let product = object as? ProductObject {
                            return InventoryTarget(productID: product.product.id)
                        }
                    }
                    throw ScriptFailure(
                        .wrongUsage,
                        "\(arguments.action): items are SKUs or products, not \(item.shown)"
                    )
                }
                let answer = try await catalogue.context.checkInventory(
                    of: items,
                    for: arguments.object("customer", as: CustomerObject.self)?.customer.id,
                    subscription: arguments.object("subscription", as: SubscriptionObject.self)?.azureID
                )
                return .list(answer.map(\.luaValue))
            },
        ],
        operators: [.text { "catalogue of \($0.context.country)" }]
    )

    /// How many SKUs an error names at most.
    private static let mostNamed = 20

    /// The SKU whose title is the text, whatever the case; else the only one that holds its words.
    private func find(_ title: String, _ target: TargetView?) async throws -> SkuObject {
        let request = SearchCatalogue(view: context.view, text: title, targetView: target)
        let found = try await context.session.perform(request).items
        let exact = found.filter { $0.title.lowercased() == title.lowercased() }
        let candidates = exact.isEmpty ? found : exact
        if let sku = candidates.first, candidates.count == 1 { return SkuObject(sku, context) }
        let titles = candidates.prefix(Self.mostNamed).map { "\($0.title) (\($0.productId):\($0.id))" }
        let more = candidates.count - titles.count
        let list = titles.joined(separator: ", ") + (more > 0 ? ", and \(more) more" : "")
        throw ScriptFailure(
            candidates.isEmpty ? .notFound : .notOne,
            candidates.isEmpty
                ? "no SKU in the catalogue of \(context.country) is titled \"\(title)\""
                : "\(candidates.count) SKUs are titled \"\(title)\": \(list)",
            hint: candidates.isEmpty
                ? "catalogue:search(text) finds SKUs by words of their titles"
                : "name one by product = … and sku = …"
        )
    }
}
