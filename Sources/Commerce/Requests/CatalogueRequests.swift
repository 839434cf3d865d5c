/// OP-5, OP-6: the products of a view.
public struct ListProducts: PagedRequest {
    public typealias Item = Product
    public typealias Response = Page<Product>

    public var view: CatalogueView
    public var targetView: TargetView
    public var continuation: String?
    public var operation: Operation { view.operation(byCountry: .productsByCountry, byCustomer: .productsByCustomer) }

    public init(view: CatalogueView, targetView: TargetView, continuation: String? = nil) {
        self.view = view
        self.targetView = targetView
        self.continuation = continuation
    }
}

/// OP-7: one product, as it is offered in a country.
public struct GetProduct: MarketRequest {
    public typealias Response = Product

    public var productID: String
    public var country: CountryCode
    public var operation: Operation { .productByID }

    public init(productID: String, country: CountryCode) {
        self.productID = productID
        self.country = country
    }
}

/// OP-8, OP-9: the SKUs of a product.
public struct ListSkus: PagedRequest {
    public typealias Item = Sku
    public typealias Response = Page<Sku>

    public var productID: String
    public var view: CatalogueView
    public var continuation: String?
    public var operation: Operation { view.operation(byCountry: .skusByCountry, byCustomer: .skusByCustomer) }

    public init(productID: String, view: CatalogueView, continuation: String? = nil) {
        self.productID = productID
        self.view = view
        self.continuation = continuation
    }
}

/// OP-10: one SKU, as it is offered in a country.
public struct GetSku: MarketRequest {
    public typealias Response = Sku

    public var productID: String
    public var skuID: String
    public var country: CountryCode
    public var operation: Operation { .skuByID }

    public init(productID: String, skuID: String, country: CountryCode) {
        self.productID = productID
        self.skuID = skuID
        self.country = country
    }
}

/// OP-11: whether items can be delivered now.
public struct CheckInventory: MarketRequest {
    public typealias Response = [InventoryItem]

    public var targetItems: [InventoryItem]

    /// `customerId`, `azureSubscriptionId`, `armRegionName`: a value for each of the SKU's inventory variables.
    public var inventoryContext: [String: String]
    public var country: CountryCode
    public var operation: Operation { .checkInventory }

    public init(targetItems: [InventoryItem], inventoryContext: [String: String], country: CountryCode) {
        self.targetItems = targetItems
        self.inventoryContext = inventoryContext
        self.country = country
    }
}

/// OP-12, OP-13: the availabilities of a SKU.
public struct ListAvailabilities: PagedRequest {
    public typealias Item = Availability
    public typealias Response = Page<Availability>

    public var productID: String
    public var skuID: String
    public var view: CatalogueView
    public var continuation: String?
    public var operation: Operation {
        view.operation(byCountry: .availabilitiesByCountry, byCustomer: .availabilitiesByCustomer)
    }

    public init(productID: String, skuID: String, view: CatalogueView, continuation: String? = nil) {
        self.productID = productID
        self.skuID = skuID
        self.view = view
        self.continuation = continuation
    }
}

/// OP-14: one availability.
public struct GetAvailability: MarketRequest {
    public typealias Response = Availability

    public var productID: String
    public var skuID: String
    public var availabilityID: String
    public var country: CountryCode
    public var operation: Operation { .availabilityByID }

    public init(productID: String, skuID: String, availabilityID: String, country: CountryCode) {
        self.productID = productID
        self.skuID = skuID
        self.availabilityID = availabilityID
        self.country = country
    }
}

/// The price of a catalogue item for a term and a quantity (section 12). The answer is nil where no list has one.
public struct GetPrice: MarketRequest {
    public typealias Response = Price?

    public var catalogItemID: String
    public var termDuration: ISODuration?
    public var billingCycle: BillingCycle?
    public var quantity: Int
    public var operation: Operation { .price }

    public init(
        catalogItemID: String,
        termDuration: ISODuration?,
        billingCycle: BillingCycle? = nil,
        quantity: Int
    ) {
        self.catalogItemID = catalogItemID
        self.termDuration = termDuration
        self.billingCycle = billingCycle
        self.quantity = quantity
    }
}

/// SKUs of a view by text: an exact id first, then those whose title holds every word, in a stable order.
public struct SearchCatalogue: PagedRequest {
    public typealias Item = Sku
    public typealias Response = Page<Sku>

    public var view: CatalogueView
    public var text: String

    /// Only SKUs of products of this kind.
    public var targetView: TargetView?
    public var continuation: String?
    public var operation: Operation { .search }

    public init(view: CatalogueView, text: String, targetView: TargetView? = nil, continuation: String? = nil) {
        self.view = view
        self.text = text
        self.targetView = targetView
        self.continuation = continuation
    }
}
