import Commerce

/// On which terms a line buys: how many, for how long, paid how, at what price.
extension CartEvaluator {
    /// The SKU's bounds of one purchase, inclusive (R-21).
    func requireQuantity(_ quantity: Int, of item: CatalogueItem) throws {
        let bounds = item.sku.minimumQuantity...max(item.sku.minimumQuantity, item.sku.maximumQuantity)
        guard bounds.contains(quantity) else {
            throw LineFault(
                .invalidInput,
                "\(item.sku.title) is bought in quantities from \(bounds.lowerBound) to \(bounds.upperBound), "
                    + "not \(quantity) (R-21)",
                code: .quantityOutOfBounds
            )
        }
    }

    /// One of the cycles that the SKU supports (R-22).
    func requireCycle(_ cycle: BillingCycle, of item: CatalogueItem) throws {
        let supported = item.sku.supportedBillingCycles
        guard supported.contains(cycle) else {
            throw LineFault(
                .billingPlanNotSupported,
                "\(item.sku.title) can't be billed \(cycle), but "
                    + "\(supported.map(\.rawValue).joined(separator: " or ")) (R-22)"
            )
        }
    }

    /// The term that a line is for: one that the availability offers, or its only one where the line names none (R-23,
    /// A-25). Where the SKU lists `Duration`, that says the term as well (A-9).
    func term(of line: CartLineItem, of item: CatalogueItem) throws -> ISODuration? {
        var requested = line.termDuration
        let key = ProvisioningVariable.duration.contextKey
        if item.sku.provisioningVariables.contains(.duration), let text = line.provisioningContext[key] {
            let duration = ProvisioningDuration(rawValue: text).term
            guard duration == nil || requested == nil || duration == requested else {
                throw LineFault(
                    .invalidInput,
                    "\(item.sku.title) can't be for \(text) and \(requested?.description ?? "") (A-9)"
                )
            }
            requested = requested ?? duration
        }
        return try term(requested, of: item)
    }

    private func term(_ requested: ISODuration?, of item: CatalogueItem) throws -> ISODuration? {
        let offered = item.availability.terms.map(\.duration)
        var choices: String { offered.map(\.description).joined(separator: " or ") }
        guard let requested else {
            guard offered.count < 2 else {
                throw LineFault(.invalidInput, "\(item.sku.title) needs a term: \(choices) (R-23)")
            }
            return offered.first
        }
        guard offered.contains(requested) else {
            throw LineFault(
                .invalidInput,
                offered.isEmpty
                    ? "\(item.sku.title) is bought for good, without a term such as \(requested) (R-23)"
                    : "\(item.sku.title) is not offered for \(requested), but for \(choices) (R-23)"
            )
        }
        return requested
    }

    /// A value for each of the SKU's provisioning variables (R-24).
    func requireProvisioning(_ line: CartLineItem, of item: CatalogueItem) throws {
        for variable in item.sku.provisioningVariables where variable.isKnown {
            let key = variable.contextKey
            guard let value = line.provisioningContext[key], !value.isEmpty else {
                throw LineFault(.invalidInput, "\(item.sku.title) needs \(key) in its provisioning context (R-24)")
            }
            switch variable {
            case .scope: try requireKnown(ReservationScope(rawValue: value), as: key)
            case .duration: try requireKnown(ProvisioningDuration(rawValue: value), as: key)
            default: break
            }
        }
    }

    private func requireKnown<Name: OpenEnum>(_ name: Name, as key: String) throws {
        guard name.isKnown else {
            let choices = Name.allKnown.map(\.rawValue).joined(separator: " or ")
            throw LineFault(.invalidInput, "\(key) is \(choices), not \"\(name)\" (R-24)")
        }
    }

    /// The price that the line is bought at; a trial that no list prices costs nothing, nor does an Azure plan.
    func price(_ line: CartLineItem, of item: CatalogueItem) throws -> Price {
        let currency = item.availability.defaultCurrency
        if let price = try catalogue.price(
            of: item.availability,
            term: line.termDuration,
            cycle: line.billingCycle,
            quantity: line.quantity,
            at: call.now
        ) {
            guard price.unit.currency == currency else {
                throw LineFault(
                    .currencyIsNotSupported,
                    "\(item.sku.title) is priced in \(price.unit.currency) and offered in \(currency)"
                )
            }
            return price
        }
        guard line.billingCycle == .none || item.kind == .azurePlan else {
            let term = line.termDuration.map { " for \($0)" } ?? ""
            throw LineFault(
                .unableToProcessCartLineItem,
                "no price list has a price of \(item.availability.catalogItemId)\(term), billed \(line.billingCycle): "
                    + "import one with compra market import"
            )
        }
        let source = PriceSource(kind: .priceSheet, asOf: call.now)
        return try Price(unit: .zero(currency), quantity: line.quantity, source: source)
    }
}

extension ProvisioningDuration {
    /// The term that it stands for; nil for an unknown one.
    fileprivate var term: ISODuration? {
        switch self {
        case .oneYear: ISODuration(months: 12)
        case .threeYears: ISODuration(months: 36)
        default: nil
        }
    }
}

extension OpenEnum {
    /// The key of a context that gives a value for a variable of this name: the first letter in lower case (R-13, R-24).
    var contextKey: String {
        var letters = Array(rawValue.utf8)
        if let first = letters.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) {
            letters[0] = first | 0x20
        }
        return String(decoding: letters, as: UTF8.self)
    }
}
