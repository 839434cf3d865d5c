import Commerce
import Database

extension CreateCart: LocalWrite {
    func perform(on connection: WriteConnection, _ call: LocalCall, ids: inout IDSequence) throws -> Cart {
        let customer = try CustomerRecord.require(customerID, on: connection)
        try customer.requireRelationship()
        let lines = try CartEvaluator(for: customer, on: connection, call).evaluate(lineItems)
        let record = CartRecord(
            id: ids.guid(),
            customerID: customer.id,
            status: .active,
            createdAt: call.now,
            modifiedAt: call.now,
            lines: lines.map(\.line)
        )
        try record.insert(on: connection)
        return record.cart(call.settings)
    }
}

extension GetCart: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Cart {
        let customer = try CustomerRecord.require(customerID, on: connection)
        return try CartRecord.require(cartID, of: customer, on: connection, call).cart(call.settings)
    }
}

extension UpdateCart: LocalWrite {
    func perform(on connection: WriteConnection, _ call: LocalCall, ids: inout IDSequence) throws -> Cart {
        let customer = try CustomerRecord.require(customerID, on: connection)
        var record = try CartRecord.require(cartID, of: customer, on: connection, call)
        try record.requireActive(on: connection)
        record.lines = try CartEvaluator(for: customer, on: connection, call).evaluate(lineItems).map(\.line)
        record.modifiedAt = call.now
        try record.saveLines(on: connection)
        return record.cart(call.settings)
    }
}
