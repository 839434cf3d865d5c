import Commerce
import Database

/// What must be in place before a line can be bought: subscriptions and inventory.
extension CartEvaluator {
    /// An active, registered Azure subscription of the customer, where the SKU asks for one.
    func requireSubscription(_ line: CartLineItem, of item: CatalogueItem) throws {
        guard item.sku.purchasePrerequisites.contains(.azureSubscriptionRegistration) else { return }
        guard let id = line.provisioningContext["subscriptionId"], !id.isEmpty else {
            throw LineFault(
                .invalidInput,
                "\(item.sku.title) needs subscriptionId in its provisioning context (R-16)"
            )
        }
        guard let record = try SubscriptionRecord.find(id, of: customer.id, on: connection) else {
            throw LineFault(.subscriptionIsNotValid, "customer \(customer.id) has no subscription \(id) (R-16)")
        }
        let subscription = record.subscription
        guard subscription.isAzure else {
            throw LineFault(
                .subscriptionIsNotValid,
                "subscription \(id) is not an Azure subscription (R-16)",
                code: .notAzureSubscription
            )
        }
        guard item.reservationScope == subscription.reservationScope else {
            let wanted = item.reservationScope == .azurePlan ? "an Azure plan" : "an MS-AZR-0145P subscription"
            throw LineFault(
                .subscriptionIsNotValid,
                "\(item.availability.catalogItemId) is for \(wanted), which subscription \(id) is not (R-7)"
            )
        }
        let status = record.status(at: call)
        guard status == .active else {
            throw LineFault(
                .subscriptionIsNotValid,
                "subscription \(id) is \(status), not active (R-16)",
                code: .subscriptionNotActive
            )
        }
        let ids = [subscription.id, subscription.entitlementId].compactMap { $0?.lowercased() }
        guard before.registeredSubscriptions.isDisjoint(with: ids) else { return }
        switch record.registration(at: call.now, call.settings) {
        case .registered:
            return
        case .registering:
            throw LineFault(
                .subscriptionIsNotEnabledForRI,
                "the registration of subscription \(id) has not come through yet: wait until it is registered (R-17)"
            )
        default:
            throw LineFault(
                .subscriptionNotRegistered,
                "subscription \(id) is not registered for reservations: register it (R-16)"
            )
        }
    }

    /// That the item can be delivered, and in this quantity.
    func requireInventory(_ line: CartLineItem, of item: CatalogueItem) throws {
        if item.sku.purchasePrerequisites.contains(.inventoryCheck) {
            let restrictions = try catalogue.restrictions(of: item, in: inventoryContext(of: line, item))
            if let first = restrictions.first {
                throw LineFault(
                    .inventoryNotAvailable,
                    "\(item.sku.title) is restricted: \(first.reasonCode), \(first.description) (R-15)"
                )
            }
        }
        try requireStock(line.quantity, of: item)
    }

    /// That so many units are left.
    func requireStock(_ quantity: Int, of item: CatalogueItem) throws {
        if let left = try catalogue.stock(of: item).map({ $0 - before.units[item.stockKey, default: 0] }),
            left < quantity
        {
            throw LineFault(.quotaNotAvailable, "\(item.sku.title): \(left) left, \(quantity) asked for (R-21)")
        }
    }

    /// What the inventory check of a line would be asked with.
    private func inventoryContext(of line: CartLineItem, _ item: CatalogueItem) -> [String: String] {
        var context: [String: String] = [:]
        for variable in item.sku.inventoryVariables {
            context[variable.contextKey] =
                switch variable {
                case .customerID: customer.id
                case .azureSubscriptionID: line.provisioningContext["subscriptionId"]
                case .armRegionName: item.sku.dynamicAttributes["armRegionName"]?.text
                default: nil
                }
        }
        return context
    }

    /// What an add-on is added to: the line above it, or a subscription that was made from the same product.
    ///
    /// The catalogue does not say which add-ons go with what, so the market takes "related" as "of the same product".
    ///
    /// - Returns: The id of that subscription.
    func requireParent(of line: CartLineItem, _ item: CatalogueItem, under parent: EvaluatedLine?) throws -> String? {
        if let parent {
            guard let above = parent.item else { return nil }
            guard parent.line.billingCycle != .oneTime else {
                throw unrelated("\(above.sku.title) makes no subscription that \(item.sku.title) could be added to")
            }
            guard above.product.id == item.product.id else {
                throw unrelated("\(item.sku.title) is no add-on of \(above.sku.title)")
            }
            guard parent.line.billingCycle == line.billingCycle,
                above.availability.defaultCurrency == item.availability.defaultCurrency
            else {
                throw LineFault(
                    .billingPlanNotSupported,
                    "an add-on is billed as its parent is: \(parent.line.billingCycle), "
                        + "\(above.availability.defaultCurrency) (R-31, R-34)"
                )
            }
        } else if let id = line.provisioningContext["parentSubscriptionId"] {
            guard let record = try SubscriptionRecord.find(id, of: customer.id, on: connection) else {
                throw LineFault(.subscriptionIsNotValid, "customer \(customer.id) has no subscription \(id) (R-31)")
            }
            guard record.status(at: call) == .active else {
                throw LineFault(
                    .subscriptionIsNotValid,
                    "subscription \(id) is not active (R-31)",
                    code: .subscriptionNotActive
                )
            }
            guard (try? CatalogItemID(record.subscription.offerId))?.product == item.product.id else {
                throw unrelated("\(item.sku.title) is no add-on of \(record.subscription.offerName)")
            }
            return record.subscription.id
        }
        return nil
    }

    private func unrelated(_ message: String) -> LineFault {
        LineFault(.unableToProcessCartLineItem, "\(message) (R-31)", code: .addonUnrelated)
    }
}

extension Subscription {
    /// The set of reservations that can be bought for it: that of Azure plans, or that of MS-AZR-0145P.
    fileprivate var reservationScope: ReservationOffering? {
        CatalogItemID.isLegacyOffer(offerId) ? nil : .azurePlan
    }
}
