import Commerce
import Database

/// Finds out what the lines of a cart are at this moment: what they buy, for how much, in which order, and what is wrong
/// with them.
///
/// A cart is evaluated when it is made, when it is changed, and again when it is checked out.
struct CartEvaluator {
    let catalogue: CatalogueLookup
    let customer: CustomerRecord
    let call: LocalCall

    /// What a plan would have done by then; nothing for what is done really.
    let before: PlannedCommitments

    var connection: ReadConnection { catalogue.connection }

    init(
        for customer: CustomerRecord,
        on connection: ReadConnection,
        _ call: LocalCall,
        after before: PlannedCommitments = PlannedCommitments()
    ) {
        catalogue = CatalogueLookup(connection: connection)
        self.customer = customer
        self.call = call
        self.before = before
    }

    /// The lines with their numbers, groups, currencies, prices and errors.
    ///
    /// - Parameter keepingPrices: Whether the lines are those of a cart, whose prices hold for its life, and not those of
    ///   a request.
    /// - Throws: ``MarketError`` where the request as a whole can't be read.
    func evaluate(_ lines: [CartLineItem], keepingPrices: Bool = false) throws -> [EvaluatedLine] {
        guard !lines.isEmpty else {
            throw MarketError(.invalidInput, "the cart has no lines", hint: "give at least one line (R-19)")
        }
        var ids = LineIDs(given: lines.map(\.id))
        var groups = OrderGroups()
        return try lines.map { requested in
            var evaluated = try evaluate(requested, under: nil, keepingPrices: keepingPrices)
            evaluated.line.id = ids.id(for: requested.id)
            evaluated.assign(group: groups.group(of: evaluated))
            return evaluated
        }
    }

    /// One line with its add-ons. What a request says in the market's own fields is dropped.
    private func evaluate(
        _ requested: CartLineItem,
        under parent: EvaluatedLine?,
        keepingPrices: Bool
    ) throws -> EvaluatedLine {
        try requireReadable(requested)
        var evaluated = EvaluatedLine(line: requested, isAddon: parent != nil)
        evaluated.line.currencyCode = nil
        evaluated.line.orderGroup = nil
        evaluated.line.error = nil
        if !keepingPrices { evaluated.line.price = nil }
        do {
            try inspect(&evaluated, under: parent)
        } catch let fault as LineFault {
            evaluated.fault = fault
            evaluated.line.error = fault.lineError
        }
        evaluated.addons = try requested.addonItems.map {
            try evaluate($0, under: evaluated, keepingPrices: keepingPrices)
        }
        evaluated.line.addonItems = evaluated.addons.map(\.line)
        return evaluated
    }

    /// The checks of one line in the order in which a person would mend it: what, for whom, how many, how, and at last
    /// what costs a look at subscriptions and stock.
    private func inspect(_ evaluated: inout EvaluatedLine, under parent: EvaluatedLine?) throws {
        let item = try item(of: evaluated.line)
        evaluated.item = item
        evaluated.line.currencyCode = item.availability.defaultCurrency
        try requireEligible(item)
        try requireQuantity(evaluated.line.quantity, of: item)
        try requireCycle(evaluated.line.billingCycle, of: item)
        evaluated.line.termDuration = try term(of: evaluated.line, of: item)
        try requireProvisioning(evaluated.line, of: item)
        try requireParticipants(evaluated.line)
        evaluated.parentSubscriptionID = try requireParent(of: evaluated.line, item, under: parent)
        try requireSubscription(evaluated.line, of: item)
        try PurchaseLimits(customer: customer, call: call, connection: connection)
            .require([WantedLine(evaluated.line, of: item)])
        try requireInventory(evaluated.line, of: item)
        evaluated.line.price = try evaluated.line.price ?? price(evaluated.line, of: item)
    }

    /// What makes a request unreadable rather than a line faulty.
    private func requireReadable(_ line: CartLineItem) throws {
        guard !line.catalogItemId.isEmpty else {
            throw MarketError(
                .invalidInput,
                "a cart line has no catalog_item_id",
                hint: "name the availability that it buys: product:sku:availability"
            )
        }
        guard line.quantity > 0 else {
            throw MarketError(
                .invalidInput,
                "the quantity of \(line.catalogItemId) is \(line.quantity)",
                hint: "buy at least 1 (R-19)"
            )
        }
        guard line.billingCycle.isKnown, line.billingCycle != .unknown else {
            throw MarketError(
                .invalidEnumValue,
                "\"\(line.billingCycle)\" is not a billing cycle",
                hint: "one of \(BillingCycle.allKnown.dropFirst().map(\.rawValue).joined(separator: ", "))"
            )
        }
    }
}

/// A cart line and what was found of it.
struct EvaluatedLine: Sendable {
    /// The line as the cart shows it.
    var line: CartLineItem

    /// Whether it is bought against the subscription of the line above it.
    let isAddon: Bool

    /// The subscription that it is added to where there is no line above it, under the id of ours.
    var parentSubscriptionID: String?
    var item: CatalogueItem?
    var fault: LineFault?
    var addons: [EvaluatedLine] = []

    init(line: CartLineItem, isAddon: Bool) {
        self.line = line
        self.isAddon = isAddon
    }

    /// The line, then its add-ons, as an order lists them.
    var flattened: [EvaluatedLine] { [self] + addons.flatMap(\.flattened) }

    /// Puts the line and its add-ons into one group.
    mutating func assign(group: String?) {
        line.orderGroup = group
        for index in addons.indices { addons[index].assign(group: group) }
        line.addonItems = addons.map(\.line)
    }
}

/// Numbers the order groups of a cart by their first line: what shares cycle and currency becomes one order (R-25, R-34,
///
private struct OrderGroups {
    private var found: [(cycle: BillingCycle, currency: Currency)] = []

    /// Nil for a line whose item is unknown, which has no currency.
    mutating func group(of evaluated: EvaluatedLine) -> String? {
        guard let currency = evaluated.line.currencyCode else { return nil }
        let cycle = evaluated.line.billingCycle
        if let number = found.firstIndex(where: { $0 == (cycle, currency) }) { return String(number) }
        found.append((cycle, currency))
        return String(found.count - 1)
    }
}

/// Keeps the line ids that a request gives, as far as they differ, and numbers the other lines.
private struct LineIDs {
    private let given: Set<Int>
    private var unused: Set<Int>
    private var next = 0

    init(given ids: [Int?]) {
        given = Set(ids.compactMap { $0 }.filter { $0 >= 0 })
        unused = given
    }

    mutating func id(for requested: Int?) -> Int {
        if let requested, unused.remove(requested) != nil { return requested }
        while given.contains(next) { next += 1 }
        defer { next += 1 }
        return next
    }
}
