import Commerce
import Database

/// An availability with what it is an offer of, as it is in the catalogue at this moment.
struct CatalogueItem: Sendable, Hashable {
    var product: Product
    var sku: Sku
    var availability: Availability

    /// What it grants beside itself.
    var inclusions: [IncludedItem]

    /// What kind of thing is bought, on which the rules of buying and cancelling hang.
    var kind: ProductKind { ProductKind(of: product, termed: !availability.terms.isEmpty) }
}

/// A SKU that is granted with another one, so many for each unit.
struct IncludedItem: Sendable, Hashable, Codable {
    var productId: String
    var skuId: String
    var quantity: Int
}

/// The kinds of products that the rules tell apart.
enum ProductKind: String, Sendable, Codable {
    /// An Azure reservation.
    case reservation
    /// Software for a term.
    case softwareSubscription = "software_subscription"
    /// Software for good.
    case perpetualSoftware = "perpetual_software"
    /// Online services, marketplace SaaS among them.
    case onlineService = "online_service"
    case other

    /// - Parameter termed: Whether it is offered for a term, which decides where the product says `Software` only.
    init(of product: Product, termed: Bool) {
        let views = [product.productType.subType?.id, product.productType.id].compactMap { $0 }.map {
            TargetView(rawValue: $0)
        }
        for view in views {
            switch view {
            case .azureReservations, .azureReservationsVM, .azureReservationsSQL, .azureReservationsCosmosDB:
                self = .reservation
            case .softwarePerpetual: self = .perpetualSoftware
            case .softwareSubscriptions, .softwareSUSELinux: self = .softwareSubscription
            case .software: self = termed ? .softwareSubscription : .perpetualSoftware
            case .onlineServices: self = .onlineService
            default: continue
            }
            return
        }
        self = .other
    }
}

/// What buying asks of the catalogue, in the transaction in which it buys.
struct CatalogueLookup {
    let connection: ReadConnection

    /// The availability of a catalogue item's id, whatever its country and segment, with its SKU and product; nil where
    /// the catalogue has none of this id now, as for a stale one.
    func item(_ id: CatalogItemID) throws -> CatalogueItem? {
        nil
    }

    /// The price of an item for a term and a cycle (section 12), unit price and total; nil where no list has one.
    func price(
        of item: CatalogueItem,
        term: ISODuration?,
        cycle: BillingCycle,
        quantity: Int,
        at now: Timestamp
    ) throws -> Price? {
        nil
    }

    /// Why an item can't be delivered in a context (`customerId`, `azureSubscriptionId`, `armRegionName`); empty where it
    /// can.
    func restrictions(of item: CatalogueItem, in context: [String: String]) throws -> [InventoryItem.Restriction] {
        []
    }

    /// How many units are left of an item; nil = as many as anyone wants.
    func stock(of item: CatalogueItem) throws -> Int? {
        nil
    }

    /// Takes units from the stock, or gives them back where the count is negative. Asked only for as many as
    /// ``stock(of:)`` had in the same transaction; an item without a stock is left alone.
    static func take(_ quantity: Int, of productID: String, sku skuID: String, on connection: WriteConnection) throws {}
}
