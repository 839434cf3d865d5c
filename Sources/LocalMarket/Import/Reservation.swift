import Commerce

// What a list doesn't say of the reservations that it has, because it is the same for all of them.

extension ProductRecord {
    static func reservation(id: String, title: String, description: String, shelf: TargetView) -> ProductRecord {
        ProductRecord(
            Product(
                id: id,
                title: title,
                description: description,
                productType: shelf.productType,
                isMicrosoftProduct: true,
                publisherName: "Microsoft"
            ),
            shelf: shelf
        )
    }
}

/// What the dynamic attributes of a reservation say (5.1).
struct ReservationAttributes {
    let shelf: TargetView
    let term: ISODuration
    var armSkuName: String?
    var armRegionName: String?
    var region: String?

    var dictionary: [String: AttributeValue] {
        let texts = [
            "armSkuName": armSkuName,
            "armRegionName": armRegionName,
            "region": region,
            "duration": duration,
            "reservationType": reservationType,
        ]
        return texts.compactMapValues { $0.map(AttributeValue.text) }
    }

    /// `1Year`, `3Years` (A-9).
    private var duration: String? {
        guard term.months > 0, term.months % 12 == 0, term.seconds == 0 else { return nil }
        return "\(term.months / 12)Year\(term.months == 12 ? "" : "s")"
    }

    private var reservationType: String? {
        switch shelf {
        case .azureReservationsVM: "virtualmachines"
        case .azureReservationsSQL: "sqldatabases"
        default: nil
        }
    }
}

extension Sku {
    /// A reservation: bought once for the whole term (R-22), for an enabled subscription (R-16), where there is room
    /// (R-12).
    ///
    /// Its inventory is asked for by region only where its region is known (R-8).
    static func reservation(
        key: CatalogueKey,
        title: String,
        description: String,
        attributes: ReservationAttributes
    ) -> Sku {
        Sku(
            id: key.sku,
            productId: key.product,
            title: title,
            description: description,
            supportedBillingCycles: [.oneTime],
            purchasePrerequisites: [.inventoryCheck, .azureSubscriptionRegistration],
            inventoryVariables: [.customerID, .azureSubscriptionID]
                + (attributes.armRegionName == nil ? [] : [.armRegionName]),
            provisioningVariables: [.scope, .subscriptionID],
            dynamicAttributes: attributes.dictionary
        )
    }

    /// The offer of a reservation in a country, to commercial customers.
    func reservationOffer(
        term: ISODuration,
        country: CountryCode,
        currency: Currency,
        scope: ReservationOffering? = nil
    ) -> AvailabilityRecord {
        AvailabilityRecord(
            Availability(
                id: DerivedID.availability(
                    product: productId,
                    sku: id,
                    country: country,
                    segment: .commercial,
                    reservationScope: scope
                ),
                productId: productId,
                skuId: id,
                defaultCurrency: currency,
                segment: .commercial,
                country: country,
                isRenewable: true,
                terms: [Availability.Term(term)]
            ),
            reservationScope: scope
        )
    }
}
