import Commerce
import Lua

extension CartLineItem {
    /// What a script says of one line of a cart.
    static let parameters: [Parameter] = [
        .optional("offer", .object(["availability", "sku"]), "What to buy."),
        .optional("catalog_item_id", .text, "What to buy, by its id (R-3)."),
        .optional("quantity", .integer, "Licences or instances, at least 1 (R-19)."),
        .optional("term", .duration, "`P1Y`; may be left out where there is at most one (A-25)."),
        .optional("billing_cycle", .name(of: BillingCycle.allKnown.map(\.rawValue)), "For items with several (R-22)."),
        .optional("subscription", .object(["subscription"]), "The Azure subscription that it is for (R-16)."),
        .optional("scope", .name(of: ReservationScope.allKnown.map(\.rawValue)), "Of a reservation (R-24)."),
        .optional("provisioning", .table, "More of the provisioning context, keys as the wire spells them."),
        .optional("friendly_name", .text, "The partner's name for it."),
        .optional("participants", .list, "Each `{ key =, value = }`, MPN ids of record."),
        .optional("addons", .list, "Lines that are bought with this one (R-31)."),
        .optional("renews_to", .duration, "The term that it renews to."),
    ]

    /// Lines from what a script gave: a list of tables.
    static func lines(from given: [LuaValue], of action: String) async throws -> [CartLineItem] {
        guard !given.isEmpty else {
            throw ScriptFailure(
                .wrongUsage,
                "\(action) needs at least one line",
                hint: "lines = { { offer = …, quantity = 1 } }"
            )
        }
        var lines: [CartLineItem] = []
        for (index, value) in given.enumerated() {
            lines.append(try await line(from: value, of: "\(action), line \(index + 1)"))
        }
        return lines
    }

    /// One line from the table that a script gave.
    static func line(from value: LuaValue, of action: String) async throws -> CartLineItem {
        try await line(from: try Arguments([value], for: parameters, of: action))
    }

    /// One line from named arguments.
    static func line(from arguments: Arguments) async throws -> CartLineItem {
        let action = arguments.action
        let offer = try await arguments.offer()
        let cycle = try arguments.name("billing_cycle") ?? offer.onlyCycle(of: action)
        var line = CartLineItem(
            catalogItemId: offer.id,
            friendlyName: arguments.text("friendly_name"),
            quantity: arguments.integer("quantity") ?? 1,
            billingCycle: cycle,
            termDuration: try arguments.duration("term")
        )
        line.apply(try arguments.provisioning())
        line.participants = try (arguments.list("participants") ?? []).map { try Participant(from: $0, of: action) }
        line.renewsTo = try arguments.duration("renews_to")
        if let addons = arguments.list("addons") {
            line.addonItems = try await lines(from: addons, of: "\(action), add-ons")
        }
        return line
    }

    /// Changes what a script names of a line that is in a cart.
    mutating func change(to arguments: Arguments) async throws {
        let action = arguments.action
        if arguments["offer"] != nil || arguments["catalog_item_id"] != nil {
            catalogItemId = try await arguments.offer().id
        }
        quantity = arguments.integer("quantity") ?? quantity
        termDuration = try arguments.duration("term") ?? termDuration
        billingCycle = try arguments.name("billing_cycle") ?? billingCycle
        friendlyName = arguments.text("friendly_name") ?? friendlyName
        renewsTo = try arguments.duration("renews_to") ?? renewsTo
        apply(try arguments.provisioning())
        if let participants = arguments.list("participants") {
            self.participants = try participants.map { try Participant(from: $0, of: action) }
        }
        if let addons = arguments.list("addons") {
            addonItems = try await Self.lines(from: addons, of: "\(action), add-ons")
        }
    }

    private mutating func apply(_ provisioning: [String: String]) {
        provisioningContext.merge(provisioning) { _, new in new }
    }
}

/// What a line buys, with the cycles that its SKU allows where the script holds the SKU.
private struct LineOffer {
    let id: String
    let cycles: [BillingCycle]?

    func onlyCycle(of action: String) throws -> BillingCycle {
        guard let cycles, let cycle = cycles.first, cycles.count == 1 else {
            let choices = (cycles ?? BillingCycle.allKnown).map(\.rawValue).joined(separator: ", ")
            throw ScriptFailure(.wrongUsage, "\(action) needs a billing_cycle", hint: "one of \(choices)")
        }
        return cycle
    }
}

extension Arguments {
    fileprivate func offer() async throws -> LineOffer {
        if let availability = object("offer", as: AvailabilityObject.self) {
            return LineOffer(
                id: availability.availability.catalogItemId,
                cycles: availability.sku.supportedBillingCycles
            )
        }
        if let sku = object("offer", as: SkuObject.self) {
            let availability = try await sku.purchasableAvailability()
            return LineOffer(id: availability.availability.catalogItemId, cycles: sku.sku.supportedBillingCycles)
        }
        if let id = text("catalog_item_id") { return LineOffer(id: id, cycles: nil) }
        throw ScriptFailure(
            .wrongUsage,
            "\(action) does not say what to buy",
            hint: "name it by offer = a SKU or availability, or by catalog_item_id = …"
        )
    }

    /// The provisioning context of the wire.
    fileprivate func provisioning() throws -> [String: String] {
        var context: [String: String] = [:]
        if case .record(let entries)? = self["provisioning"] {
            for (key, value) in entries {
                guard let name = key.text, let text = value.text else {
                    throw ScriptFailure(.wrongUsage, "\(action): provisioning holds text by name, not \(value.shown)")
                }
                context[name] = text
            }
        }
        if let scope: ReservationScope = try name("scope") { context["scope"] = scope.rawValue }
        if let subscription = object("subscription", as: SubscriptionObject.self) {
            context["subscriptionId"] = subscription.azureID
        }
        return context
    }
}

extension CartLineItem.Participant {
    fileprivate init(from value: LuaValue, of action: String) throws {
        let arguments = try Arguments(
            [value],
            for: [.required("key", .text, "The role."), .required("value", .text, "The MPN id.")],
            of: "\(action), participants"
        )
        self.init(key: arguments.text("key") ?? "", value: arguments.text("value") ?? "")
    }
}
