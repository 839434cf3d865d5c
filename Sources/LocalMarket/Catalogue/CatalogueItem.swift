import Commerce
import Database

/// An availability with what it is an offer of, as it is in the catalogue at this moment.
struct CatalogueItem: Sendable, Hashable {
    let id: CatalogItemID
    var product: Product
    var sku: Sku
    var availability: Availability

    /// What kind of thing is bought, on which the rules of buying and cancelling hang.
    var kind: ProductKind

    /// The set of reservations that it belongs to; nil is the one for MS-AZR-0145P subscriptions.
    var reservationScope: ReservationOffering?

    /// What it grants beside itself.
    var inclusions: [IncludedItem]
}

/// A SKU that is granted with another one, so many for each unit.
struct IncludedItem: Sendable, Hashable, Codable {
    var productId: String
    var skuId: String
    var quantity: Int

    /// What it grants in turn; nil for nothing.
    var included: [IncludedItem]?
}
