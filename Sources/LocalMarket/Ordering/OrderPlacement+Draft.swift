import Commerce
import Database

extension OrderPlacement {
    /// The order that the group becomes, with the ids, subscriptions, reservations and charges that go with it.
    ///
    /// - Throws: ``LineFault`` of the first line that can't be bought.
    func draft(ids: inout IDSequence) throws -> OrderDraft {
        let priced = try group.lines.map(PricedLine.init)
        guard let first = priced.first else {
            throw LineFault(.unknown, "group \(group.id) of cart \(cart.id) has no lines")
        }
        var draft = OrderDraft(
            order: OrderRecord(
                id: ids.orderID(),
                alternateID: ids.alternateID(),
                customerID: customer.id,
                country: customer.country,
                cartID: cart.id,
                group: group.id,
                billingCycle: first.line.billingCycle,
                currency: first.price.unit.currency,
                createdAt: call.now,
                lines: []
            )
        )
        var base: SubscriptionRecord?
        for priced in priced {
            let subscription = subscription(of: priced, under: priced.isAddon ? base : nil, in: draft.order, ids: &ids)
            if !priced.isAddon { base = subscription }
            let line = line(of: priced, making: subscription, in: draft.order, ids: &ids)
            draft.order.lines.append(line)
            if let subscription { draft.subscriptions.append(subscription) }
            if let charge = try firstCharge(of: line, in: draft.order) { draft.charges.append(charge) }
            draft.demand(priced.line.quantity, of: priced.item)
            draft.wanted.append(WantedLine(priced.line, of: priced.item))
        }
        return draft
    }

    /// What recurs, or runs as a trial, is a subscription; what is paid once is not.
    private func subscription(
        of priced: PricedLine,
        under base: SubscriptionRecord?,
        in order: OrderRecord,
        ids: inout IDSequence
    ) -> SubscriptionRecord? {
        let (line, item) = (priced.line, priced.item)
        guard line.billingCycle != .oneTime else { return nil }
        let subscription = Subscription(
            id: ids.guid(),
            offerId: line.catalogItemId,
            offerName: item.sku.title,
            friendlyName: line.friendlyName ?? item.sku.title,
            quantity: line.quantity,
            unitType: item.kind == .azurePlan ? "Usage" : "Licenses",
            parentSubscriptionId: base?.subscription.id ?? priced.parentSubscriptionID,
            creationDate: call.now,
            effectiveStartDate: call.now,
            commitmentEndDate: call.now.end(ofTerm: line.termDuration, billed: line.billingCycle),
            status: .active,
            autoRenewEnabled: line.billingCycle.period != nil,
            billingType: item.kind == .azurePlan ? "usage" : "license",
            billingCycle: line.billingCycle,
            isTrial: item.sku.isTrial,
            isMicrosoftProduct: item.product.isMicrosoftProduct,
            publisherName: item.product.publisherName,
            orderId: order.id,
            termDuration: line.termDuration
        )
        return SubscriptionRecord(subscription: subscription, customerID: customer.id)
    }

    private func line(
        of priced: PricedLine,
        making subscription: SubscriptionRecord?,
        in order: OrderRecord,
        ids: inout IDSequence
    ) -> OrderLineRecord {
        let (line, item) = (priced.line, priced.item)
        // A plan is charged by what is used, which is none of this market's business.
        let period = item.kind == .azurePlan ? nil : line.billingCycle.period
        return OrderLineRecord(
            orderID: order.id,
            customerID: customer.id,
            number: order.lines.count,
            kind: item.kind,
            item: item.id,
            productTitle: item.product.title,
            skuTitle: item.sku.title,
            publisher: item.product.publisherName,
            friendlyName: line.friendlyName ?? item.sku.title,
            quantity: line.quantity,
            orderedQuantity: line.quantity,
            term: line.termDuration,
            renewsTo: line.renewsTo,
            partnerOnRecord: line.indirectReseller,
            provisioning: line.provisioningContext,
            inclusions: item.inclusions,
            subscriptionID: subscription?.subscription.id,
            parentSubscriptionID: subscription?.subscription.parentSubscriptionId,
            price: priced.price,
            reservation: item.kind == .reservation ? ReservationRecord(of: item, ids: &ids) : nil,
            chargedPeriods: period == nil ? 0 : 1,
            nextChargeAt: period.map { call.now.adding($0) }
        )
    }

    /// What is owed for a line at once: its whole term, or the first period of what recurs; a trial owes nothing.
    private func firstCharge(of line: OrderLineRecord, in order: OrderRecord) throws -> Charge? {
        guard order.billingCycle != .none, line.kind != .azurePlan, let price = line.price else { return nil }
        let period = order.billingCycle.period
        return try Charge(
            orderID: order.id,
            lineNumber: line.number,
            invoiceType: period == nil ? .oneTime : .recurring,
            kind: .new,
            chargedAt: call.now,
            startsAt: call.now,
            endsAt: (period ?? line.term).map { call.now.adding($0) } ?? call.now,
            unitPrice: price.unit,
            quantity: line.quantity,
            taxRate: call.settings.taxRate(of: order.country)
        )
    }
}

/// A line that can be bought, with all that buying it needs.
private struct PricedLine {
    let line: CartLineItem
    let item: CatalogueItem
    let price: Price
    let isAddon: Bool
    let parentSubscriptionID: String?

    /// - Throws: What is wrong with the line.
    init(_ evaluated: EvaluatedLine) throws {
        if let fault = evaluated.fault { throw fault }
        guard let item = evaluated.item, let price = evaluated.line.price else {
            throw LineFault(.unableToProcessCartLineItem, "\(evaluated.line.catalogItemId) can't be bought")
        }
        line = evaluated.line
        self.item = item
        self.price = price
        isAddon = evaluated.isAddon
        parentSubscriptionID = evaluated.parentSubscriptionID
    }
}

extension ReservationRecord {
    fileprivate init(of item: CatalogueItem, ids: inout IDSequence) {
        let type = item.product.productType
        let isSQL = [type.subType?.id, type.id].contains { $0.map(TargetView.azureReservationsSQL.isSpelled) == true }
        self.init(
            groupID: ids.guid(),
            lineID: ids.guid(),
            orderID: ids.guid(),
            reservationID: ids.guid(),
            type: isSQL ? .sqlDatabases : .virtualMachines
        )
    }
}
