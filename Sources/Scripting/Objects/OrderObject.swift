import Commerce
import Lua
import Runs
import Synchronization

/// An order, as the market last gave it back.
final class OrderObject: ScriptObject {
    let session: Session
    private let state: Mutex<Order>

    init(_ order: Order, _ session: Session) {
        self.state = Mutex(order)
        self.session = session
    }

    var order: Order { state.withLock { $0 } }

    static let type = ObjectType(
        "order",
        of: OrderObject.self,
        "A purchase that was made: one group of a cart (R-32).",
        fields: [
            Field("id", "string", "33 characters.") { .text($0.order.id) },
            Field("alternate_id", "string", "The short id, under which invoice lines name it (R-61).") {
                .text($0.order.alternateId)
            },
            Field("customer_id", "string", "Who it was bought for.") { .text($0.order.referenceCustomerId) },
            Field("status", "string", "`pending`, `completed`, `cancelled`; `planned` in a plan.") {
                .text($0.order.status.rawValue)
            },
            Field("billing_cycle", "string", "How it is billed (R-34).") { .text($0.order.billingCycle.rawValue) },
            Field("currency", "string", "ISO 4217 code.") { .text($0.order.currencyCode.code) },
            Field("total", "money?", "What was priced at checkout, before tax; nil for orders made elsewhere.") {
                .optional($0.order.total)
            },
            Field(
                "lines",
                "table[]",
                "Each `number offer_id friendly_name quantity term subscription_id price`, numbered from 0 (R-33)."
            ) { .list($0.order.lineItems.map(\.luaValue)) },
            Field("created_at", "string", "A time.") { .text($0.order.creationDate.description) },
        ],
        actions: [
            .waiting("refresh", returns: "order", "Reads it again (OP-20).") { object, _ in
                try await object.refresh()
                return .object(object)
            },
            .waiting(
                "wait",
                [
                    .optional("status", .name(of: OrderStatus.allKnown.map(\.rawValue)), "`completed` if left out."),
                    .optional("timeout", .duration, "How long; an hour where it is left out."),
                ],
                returns: "order",
                "Waits until it has a status. Raises `timeout`, or `status_unreachable` as soon as it can't get there.",
                example: #"order:wait{ status = "completed", timeout = "2h" }"#
            ) { object, arguments in
                let wanted: OrderStatus = try arguments.name("status") ?? .completed
                if object.order.status == .planned { return .object(object) }
                try await object.session.wait(
                    for: "status \(wanted) of order \(object.order.id)",
                    within: try arguments.duration("timeout") ?? ISODuration(seconds: 3600)
                ) {
                    try await object.refresh()
                    return try object.order.has(wanted)
                }
                return .object(object)
            },
            .waiting(
                "cancel",
                [.optional("lines", .list, "Lines of order.lines, or their numbers; all where it is left out.")],
                returns: "order",
                "Cancels it, or whole lines of it, within the market's window (OP-23, R-43 to R-47)."
            ) { object, arguments in
                let order = object.order
                let request = CancelOrder(
                    customerID: order.referenceCustomerId,
                    orderID: order.id,
                    lineItemNumbers: try arguments.list("lines")?.map { try lineNumber($0, arguments.action) }
                )
                let cancelled = try await object.session.perform(request)
                object.state.withLock { $0 = cancelled }
                return .object(object)
            },
            .waiting(
                "activation_links",
                returns: "table[]",
                "Where marketplace lines are activated, each `line_number` and `uri` (OP-24, R-42)."
            ) { object, _ in
                let order = object.order
                var links: [LuaValue] = []
                for line in order.lineItems {
                    let request = GetActivationLinks(
                        customerID: order.referenceCustomerId,
                        orderID: order.id,
                        lineItemNumber: line.lineItemNumber
                    )
                    links += try await object.session.perform(request).map { link in
                        .result(
                            "activation link",
                            [("line_number", .count(link.lineItemNumber)), ("uri", .text(link.link.uri))]
                        )
                    }
                }
                return .list(links)
            },
            .waiting(
                "provisioning",
                returns: "table[]",
                "How far each line has been provisioned, each `line_number status quantities` (OP-22, R-41)."
            ) { object, _ in
                let request = GetOrderProvisioning(
                    customerID: object.order.referenceCustomerId,
                    orderID: object.order.id
                )
                return .list(try await object.session.perform(request).map(\.luaValue))
            },
        ],
        operators: [
            .equal { $0.order.id == $1.order.id },
            .text { "order \($0.order.id) (\($0.order.status))" },
        ]
    )

    private func refresh() async throws {
        let order = order
        let request = GetOrder(customerID: order.referenceCustomerId, orderID: order.id)
        let fresh = try await session.perform(request)
        state.withLock { $0 = fresh }
    }

    private static func lineNumber(_ value: LuaValue, _ action: String) throws -> Int {
        switch value {
        case .integer(let number): return Int(number)
        default:
            for (key, value) in value.namedEntries ?? [] where key.text == "number" {
                if case .integer(let number) = value { return Int(number) }
            }
            throw ScriptFailure(.wrongUsage, "\(action): lines are those of order.lines, not \(value.shown)")
        }
    }
}

extension OrderLineItem {
    fileprivate var luaValue: LuaValue {
        .result(
            "order line",
            [
                ("number", .count(lineItemNumber)), ("offer_id", .text(offerId)),
                ("friendly_name", .text(friendlyName)),
                ("quantity", .count(quantity)), ("term", .optional(termDuration)),
                ("subscription_id", .optional(subscriptionId)), ("transaction_type", .text(transactionType.rawValue)),
                ("price", price?.luaValue ?? .nil),
            ]
        )
    }
}

extension OrderLineItemProvisioningStatus {
    fileprivate var luaValue: LuaValue {
        .result(
            "provisioning status",
            [
                ("line_number", .count(lineItemNumber)), ("status", .text(status.rawValue)),
                (
                    "quantities",
                    .list(
                        quantityProvisioningInformation.map {
                            .result(
                                "provisioned quantity",
                                [("quantity", .count($0.quantity)), ("status", .text($0.status.rawValue))]
                            )
                        }
                    )
                ),
            ]
        )
    }
}

extension Order {
    /// Whether it has come to a status.
    ///
    /// - Throws: ``ScriptFailure`` with the code `status_unreachable` where it is beyond that: no order comes back.
    fileprivate func has(_ wanted: OrderStatus) throws -> Bool {
        let course: [OrderStatus] = [.pending, .completed, .cancelled]
        if let here = course.firstIndex(of: status), let there = course.firstIndex(of: wanted), here > there {
            throw ScriptFailure(
                .statusUnreachable,
                "order \(id) is \(status), and will not be \(wanted) any more",
                hint: "look at order.status before waiting"
            )
        }
        return status == wanted
    }
}
