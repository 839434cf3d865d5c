import Commerce
import Database

extension CreateOrder: LocalWrite {
    /// Buys without a cart (OP-19). The market keeps one that was ordered as it was made, so that every order has one.
    func perform(on connection: WriteConnection, _ call: LocalCall, ids: inout IDSequence) throws -> Order {
        let customer = try CustomerRecord.require(customerID, on: connection)
        try customer.requireMayBuy(call.settings)
        let lines = try CartEvaluator(for: customer, on: connection, call).evaluate(lineItems)
        for line in lines.flatMap(\.flattened) {
            if let fault = line.fault { throw MarketError(refusing: fault, in: line) }
        }
        guard let id = lines[0].line.orderGroup, lines.allSatisfy({ $0.line.orderGroup == id }) else {
            throw MarketError(
                .orderNotProcessable,
                "an order has one billing cycle and one currency, and these lines have several",
                hint: "make an order of each, or put the lines into a cart (R-32, R-34)"
            )
        }
        try call.settings.requireResellersAgreed(lines.map(\.line))
        let cart = try CartRecord(
            id: ids.guid(),
            customerID: customer.id,
            status: .ordered,
            createdAt: call.now,
            lines: lines.map(\.line)
        )
        try cart.insert(on: connection)
        let group = OrderGroup(id: id, lines: lines.flatMap(\.flattened))
        do {
            return try OrderPlacement(customer: customer, cart: cart, group: group, call: call)
                .place(on: connection, ids: &ids).order(at: call)
        } catch let fault as LineFault {
            throw MarketError(refusing: fault)
        }
    }
}

extension MarketError {
    /// A line's fault as the refusal of a whole order.
    ///
    /// - Parameter line: The line; what it names may be no item at all (400/800004).
    fileprivate init(refusing fault: LineFault, in line: EvaluatedLine? = nil) {
        let isNoOffer = line.map { $0.item == nil && fault.code == CartLineErrorCode.catalogItemIdIsNotValid.nearest }
        self.init(
            isNoOffer == true ? .invalidOffer : fault.code,
            fault.message,
            hint: "mend the line and order again (line error \(fault.errorCode))"
        )
    }
}
