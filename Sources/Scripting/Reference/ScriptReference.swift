import Commerce

/// Every name of the script language with its description: what help, completion and editor definitions are made from.
public enum ScriptReference {
    /// All descriptions, types in the order in which a script meets them.
    public static var descriptions: [Description] {
        types.flatMap(\.descriptions) + libraries.flatMap(\.descriptions)
    }

    /// The types of objects, each with what it is.
    public static var typeSummaries: [(name: String, summary: String)] {
        types.map { ($0.name, $0.summary) }
    }

    static let types: [ObjectType] = [
        MarketObject.type, CustomersObject.type, CustomerObject.type, SubscriptionObject.type, CataloguesObject.type,
        CatalogueObject.type, ProductObject.type, SkuObject.type, AvailabilityObject.type, CartObject.type,
        CartLineObject.type, OrderObject.type, EntitlementObject.type, InvoicesObject.type, InvoiceObject.type,
        InvoiceLineObject.type, Query.type, MoneyObject.type, ScriptArgumentsObject.type,
    ]

    static var libraries: [Library] { [.money, .json] }
}
