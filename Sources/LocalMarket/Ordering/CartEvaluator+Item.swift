import Commerce
import Database

/// Which item a line buys, and whether this customer may buy it.
extension CartEvaluator {
    /// The item of a line, as the catalogue has it now (R-1, R-3, R-4).
    func item(of line: CartLineItem) throws -> CatalogueItem {
        let id: CatalogItemID
        do {
            id = try CatalogItemID(line.catalogItemId)
        } catch {
            let isLegacy = CatalogItemID.isLegacyOffer(line.catalogItemId)
            throw LineFault(
                .catalogItemIdIsNotValid,
                isLegacy
                    ? "\(line.catalogItemId) is a legacy offer, which the embedded market does not sell (R-3)"
                    : "\(error.message): \(error.hint ?? "") (R-1, R-3)"
            )
        }
        guard let item = try catalogue.item(id) else {
            throw LineFault(
                .catalogItemIdIsNotValid,
                "the catalogue has no item \(id) now: read the availabilities of SKU \(id.product):\(id.sku) again (R-4)"
            )
        }
        return item
    }

    /// Whether the customer and the partner may buy the item at all.
    func requireEligible(_ item: CatalogueItem) throws {
        let availability = item.availability
        guard availability.isPurchasable else {
            throw LineFault(.catalogItemIdIsNotValid, "\(availability.catalogItemId) is not purchasable (R-5)")
        }
        guard availability.country == customer.country else {
            throw LineFault(
                .catalogItemIdIsNotValid,
                "\(availability.catalogItemId) is offered in \(availability.country), "
                    + "and customer \(customer.id) buys in \(customer.country) (R-5)",
                code: .offerNotInCountry
            )
        }
        try requireSoldInMarket(item)
        guard call.settings.segments.contains(availability.segment) else {
            throw LineFault(
                .catalogItemIdIsNotValid,
                "the partner may not sell to the segment \(availability.segment) (R-6)",
                code: .segmentNotAllowed
            )
        }
        if availability.segment == .education {
            guard try customer.isQualifiedForEducation(on: connection) else {
                throw LineFault(
                    .unableToProcessCartLineItem,
                    "education prices need the customer's approved qualification Education, "
                        + "which customer \(customer.id) lacks (R-51)",
                    code: .notEligible
                )
            }
        }
        if item.kind == .perpetualSoftware {
            guard call.settings.isQualifiedForPerpetualSoftware else {
                throw LineFault(
                    .unableToProcessCartLineItem,
                    "the partner is not qualified to sell perpetual software such as \(item.product.title) (R-11)",
                    code: .notEligible
                )
            }
        }
    }

    /// Markets without software subscriptions have no reservations either (R-9, R-10, A-23).
    private func requireSoldInMarket(_ item: CatalogueItem) throws {
        let (closed, what): (Set<CountryCode>, String) =
            switch item.kind {
            case .softwareSubscription: (Markets.withoutSoftwareSubscriptions, "software subscriptions are")
            case .reservation: (Markets.withoutAzureReservations, "Azure reservations are")
            default: ([], "")
            }
        guard !closed.contains(customer.country) else {
            let name = Markets.name(ofRestricted: customer.country).map { " (\($0))" } ?? ""
            throw LineFault(
                .catalogItemIdIsNotValid,
                "\(what) not sold in \(customer.country)\(name)",
                code: .offerNotInCountry
            )
        }
    }
}
