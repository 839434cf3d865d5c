import Commerce
import Database

extension GetOrder: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Order {
        let customer = try CustomerRecord.require(customerID, on: connection)
        return try OrderRecord.require(orderID, of: customer, on: connection).order(at: call)
    }
}

extension ListOrders: LocalRead {
    private static let pageSize = 500

    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Page<Order> {
        let customer = try CustomerRecord.require(customerID, on: connection)
        if let billingCycle { try requireKnown(billingCycle, as: "billing type") }
        let orders = try OrderRecord.list(
            of: customer,
            // A new order is late in lists, though found by its id at once.
            madeUpTo: call.now.adding(call.settings.listingDelay, times: -1),
            billed: billingCycle,
            after: continuation.map { try Continuation($0, columns: 2) },
            limit: Self.pageSize + 1,
            on: connection
        )
        return try Page(orders, limit: Self.pageSize, item: { $0.order(at: call) }, key: \.key)
    }
}

extension GetOrderProvisioning: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> [OrderLineItemProvisioningStatus] {
        let customer = try CustomerRecord.require(customerID, on: connection)
        let order = try OrderRecord.require(orderID, of: customer, on: connection)
        return order.lines.map { line in
            let status = line.status(in: order, at: call)
            return OrderLineItemProvisioningStatus(
                lineItemNumber: line.number,
                status: status,
                quantityProvisioningInformation: [QuantityStatus(quantity: line.orderedQuantity, status: status)]
            )
        }
    }
}

extension GetActivationLinks: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> [ActivationLink] {
        let customer = try CustomerRecord.require(customerID, on: connection)
        let order = try OrderRecord.require(orderID, of: customer, on: connection)
        let line = try order.line(lineItemNumber)
        // Only marketplace SaaS is activated by its user; here the link leads nowhere, as in the sandbox.
        guard line.kind == .onlineService, line.cancelledAt == nil else { return [] }
        let link = Link(uri: "https://activation.invalid/\(order.id)/\(line.number)")
        return [ActivationLink(lineItemNumber: line.number, link: link)]
    }
}

extension OrderRecord {
    /// - Throws: ``MarketError`` with 400/800071 for a number that no line has.
    func line(_ number: Int) throws -> OrderLineRecord {
        guard lines.indices.contains(number) else {
            throw MarketError(
                .lineNumberOutOfRange,
                "order \(id) has no line \(number)",
                hint: "its lines are numbered from 0 to \(lines.count - 1)"
            )
        }
        return lines[number]
    }
}
