import Commerce

/// Every name of the script language with its description: what help, completion and editor definitions are made from.
public enum ScriptReference {
    /// All descriptions: globals first, then types in the order in which a script meets them.
    public static let descriptions: [Description] =
        Global.all.map(\.description) + types.flatMap(\.descriptions) + libraries.flatMap(\.descriptions)

    /// The types of objects, each with what it is.
    public static var typeSummaries: [(name: String, summary: String)] {
        types.map { ($0.name, $0.summary) } + libraries.map { ($0.typeName, $0.summary) }
    }

    /// What Lua itself brings, as far as scripts see it.
    public static let namesOfLua = [
        "_G", "_VERSION", "assert", "collectgarbage", "coroutine", "error", "getmetatable", "ipairs", "load", "math",
        "next",
        "os", "pairs", "pcall", "print", "rawequal", "rawget", "rawlen", "rawset", "require", "select", "setmetatable",
        "string", "table", "tonumber", "tostring", "type", "utf8", "xpcall",
    ]

    static let types: [ObjectType] = [
        MarketObject.type, CustomersObject.type, CustomerObject.type, SubscriptionObject.type, CataloguesObject.type,
        CatalogueObject.type, ProductObject.type, SkuObject.type, AvailabilityObject.type, CartObject.type,
        CartLineObject.type, OrderObject.type, EntitlementObject.type, InvoicesObject.type, InvoiceObject.type,
        InvoiceLineObject.type, Query.type, ResultObject.type, MoneyObject.type, ScriptArgumentsObject.type,
    ]

    static let libraries: [Library] = [.money, .json, .clock, .log]
}
