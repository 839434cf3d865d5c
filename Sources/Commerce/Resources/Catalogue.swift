/// What a partner sells: a title under which SKUs are bought (5.1). A product itself cannot be bought.
public struct Product: Codable, Sendable, Hashable {
    public var id: String
    public var title: String
    public var description: String
    public var productType: ProductType
    public var isMicrosoftProduct: Bool
    public var publisherName: String?

    @inlinable
    public init(
        id: String,
        title: String,
        description: String,
        productType: ProductType,
        isMicrosoftProduct: Bool,
        publisherName: String? = nil
    ) {
        self.id = id
        self.title = title
        self.description = description
        self.productType = productType
        self.isMicrosoftProduct = isMicrosoftProduct
        self.publisherName = publisherName
    }
}

/// The kind of a product: `Software`, `AzureReservations`, …, with an optional narrower kind.
public struct ProductType: Codable, Sendable, Hashable {
    public var id: String
    public var displayName: String
    public var subType: SubType?

    public struct SubType: Codable, Sendable, Hashable {
        public var id: String
        public var displayName: String

        @inlinable
        public init(id: String, displayName: String) {
            self.id = id
            self.displayName = displayName
        }
    }

    @inlinable
    public init(id: String, displayName: String, subType: SubType? = nil) {
        self.id = id
        self.displayName = displayName
        self.subType = subType
    }
}

/// A variant of a product that can be bought (5.1). Its id is unique within its product only.
public struct Sku: Codable, Sendable, Hashable {
    public var id: String
    public var productId: String
    public var title: String
    public var description: String

    /// Inclusive bounds of one purchase, in licences or instances.
    public var minimumQuantity: Int
    public var maximumQuantity: Int
    public var isTrial: Bool
    public var supportedBillingCycles: [BillingCycle]
    public var purchasePrerequisites: [PurchasePrerequisite]
    public var inventoryVariables: [InventoryVariable]
    public var provisioningVariables: [ProvisioningVariable]
    public var actions: [String]

    /// An unstable dictionary; reservations show `armSkuName`, `armRegionName` and others.
    public var dynamicAttributes: [String: AttributeValue]

    @inlinable
    public init(
        id: String,
        productId: String,
        title: String,
        description: String,
        minimumQuantity: Int = 1,
        maximumQuantity: Int = 999_999_999,
        isTrial: Bool = false,
        supportedBillingCycles: [BillingCycle],
        purchasePrerequisites: [PurchasePrerequisite] = [],
        inventoryVariables: [InventoryVariable] = [],
        provisioningVariables: [ProvisioningVariable] = [],
        actions: [String] = [],
        dynamicAttributes: [String: AttributeValue] = [:]
    ) {
        self.id = id
        self.productId = productId
        self.title = title
        self.description = description
        self.minimumQuantity = minimumQuantity
        self.maximumQuantity = maximumQuantity
        self.isTrial = isTrial
        self.supportedBillingCycles = supportedBillingCycles
        self.purchasePrerequisites = purchasePrerequisites
        self.inventoryVariables = inventoryVariables
        self.provisioningVariables = provisioningVariables
        self.actions = actions
        self.dynamicAttributes = dynamicAttributes
    }
}

/// A SKU on offer in one country and segment (5.1). Its ids change over time: read it right before the cart.
public struct Availability: Codable, Sendable, Hashable {
    public var id: String
    public var productId: String
    public var skuId: String
    public var catalogItemId: String
    public var defaultCurrency: Currency
    public var segment: Segment

    /// The market that the offer is valid in, ISO 3166 alpha-2.
    public var country: CountryCode
    public var isPurchasable: Bool
    public var isRenewable: Bool

    /// Terms it can be bought for; empty for perpetual items.
    public var terms: [Term]

    public struct Term: Codable, Sendable, Hashable {
        /// `P1M`, `P1Y`, `P3Y`.
        public var duration: ISODuration
        public var description: String

        @inlinable
        public init(duration: ISODuration, description: String) {
            self.duration = duration
            self.description = description
        }
    }

    @inlinable
    public init(
        id: String,
        productId: String,
        skuId: String,
        defaultCurrency: Currency,
        segment: Segment,
        country: CountryCode,
        isPurchasable: Bool = true,
        isRenewable: Bool = false,
        terms: [Term]
    ) {
        self.id = id
        self.productId = productId
        self.skuId = skuId
        self.catalogItemId = "\(productId):\(skuId):\(id)"
        self.defaultCurrency = defaultCurrency
        self.segment = segment
        self.country = country
        self.isPurchasable = isPurchasable
        self.isRenewable = isRenewable
        self.terms = terms
    }
}

/// An item of an inventory check, and in the answer whether and why it is restricted (5.1, R-15).
public struct InventoryItem: Codable, Sendable, Hashable {
    public var productId: String

    /// Absent in a request: every SKU of the product.
    public var skuId: String?
    public var isRestricted: Bool
    public var restrictions: [Restriction]

    public struct Restriction: Codable, Sendable, Hashable {
        public var reasonCode: String
        public var description: String
        public var properties: [String: String]

        @inlinable
        public init(reasonCode: String, description: String, properties: [String: String] = [:]) {
            self.reasonCode = reasonCode
            self.description = description
            self.properties = properties
        }
    }

    @inlinable
    public init(productId: String, skuId: String? = nil, restrictions: [Restriction] = []) {
        self.productId = productId
        self.skuId = skuId
        self.isRestricted = !restrictions.isEmpty
        self.restrictions = restrictions
    }
}
