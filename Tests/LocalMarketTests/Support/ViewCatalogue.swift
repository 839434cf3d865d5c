import Commerce
import Database

@testable import LocalMarket

/// A catalogue with one product of each kind that rules tell apart, beside the customers of ``TestCustomer``.
enum ViewCatalogue {
    static let vm = "RSVVMTEST001"
    static let sql = "RSVSQLTEST01"
    static let subscription = "SWSUBTEST001"
    static let perpetual = "SWPERTEST001"
    static let service = "ONLINETEST01"

    static func furnish(_ connection: WriteConnection, _ call: LocalCall, _ ids: inout IDSequence) throws {
        try TestCustomer.furnish(connection, call, &ids)
        let catalogue = try CatalogueWriter(on: connection)
        try put(vm, .azureReservationsVM, "Virtual Machines Test Series", into: catalogue, &ids) { sku in
            sku.supportedBillingCycles = [.oneTime]
            sku.purchasePrerequisites = [.inventoryCheck, .azureSubscriptionRegistration]
            sku.inventoryVariables = [.customerID, .azureSubscriptionID, .armRegionName]
            sku.provisioningVariables = [.scope, .subscriptionID]
            sku.dynamicAttributes = ["armRegionName": "northtest", "armSkuName": "Standard_D2_v9"]
        } offers: {
            try [
                offer($0, "US", .commercial, ["P1Y", "P3Y"]),
                offer($0, "US", .commercial, ["P1Y"], scope: .azurePlan),
                offer($0, "RU", .commercial, ["P1Y"]),
            ]
        }
        try put(sql, .azureReservationsSQL, "SQL Test Compute", into: catalogue, &ids) { _ in
        } offers: {
            try [offer($0, "US", .commercial, ["P1Y"], scope: .azurePlan)]
        }
        try put(subscription, .softwareSubscriptions, "Server Subscription", into: catalogue, &ids) { _ in
        } offers: {
            try [
                offer($0, "US", .commercial, ["P1Y", "P3Y"]), offer($0, "RU", .commercial, ["P1Y"]),
                offer($0, "DE", .education, ["P1Y"]), offer($0, "DE", .commercial, ["P1Y"]),
            ]
        }
        try put(perpetual, .softwarePerpetual, "Server for Good", into: catalogue, &ids) { _ in
        } offers: {
            try [
                offer($0, "US", .commercial, []), offer($0, "US", .government, []), offer($0, "RU", .commercial, []),
                offer($0, "DE", .education, []),
            ]
        }
        try put(service, .onlineServices, "Größere Auswertung", into: catalogue, &ids) { _ in
        } offers: {
            try [offer($0, "DE", .commercial, ["P1M"])]
        }
    }

    /// A product with two SKUs, `0001` and `0002`, of which the first has the offers.
    private static func put(
        _ id: String,
        _ shelf: TargetView,
        _ title: String,
        into catalogue: CatalogueWriter,
        _ ids: inout IDSequence,
        sku change: (inout Sku) -> Void,
        offers: (Sku) throws -> [AvailabilityRecord]
    ) throws {
        let product = Product(
            id: id,
            title: title,
            description: "",
            productType: shelf.productType,
            isMicrosoftProduct: true
        )
        try catalogue.put(ProductRecord(product, shelf: shelf))
        for number in ["0001", "0002"] {
            var sku = Sku(
                id: number,
                productId: id,
                title: "\(title) \(number)",
                description: "",
                supportedBillingCycles: [.oneTime]
            )
            change(&sku)
            try catalogue.put(sku, offers: number == "0001" ? offers(sku) : [], ids: &ids)
        }
    }

    private static func offer(
        _ sku: Sku,
        _ country: String,
        _ segment: Segment,
        _ terms: [String],
        scope: ReservationOffering? = nil
    ) throws -> AvailabilityRecord {
        let country = try CountryCode(country)
        let id = DerivedID.availability(
            product: sku.productId,
            sku: sku.id,
            country: country,
            segment: segment,
            reservationScope: scope
        )
        let availability = Availability(
            id: id,
            productId: sku.productId,
            skuId: sku.id,
            defaultCurrency: .usd,
            segment: segment,
            country: country,
            terms: try terms.map { Availability.Term(try ISODuration($0)) }
        )
        return AvailabilityRecord(availability, reservationScope: scope)
    }
}
