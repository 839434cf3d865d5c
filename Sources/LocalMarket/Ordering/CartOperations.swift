import Commerce
import Database

extension CreateCart: LocalWrite {
    func perform(on connection: WriteConnection, _ call: LocalCall, ids: inout IDSequence) throws -> Cart {
        let customer = try CustomerRecord.requireTied(customerID, on: connection)
        let lines = try CartEvaluator(for: customer, on: connection, call).evaluate(lineItems)
        let record = try CartRecord(
            id: ids.guid(),
            customerID: customer.id,
            createdAt: call.now,
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
        let customer = try CustomerRecord.requireTied(customerID, on: connection)
        var record = try CartRecord.require(cartID, of: customer, on: connection, call)
        try record.requireActive(on: connection)
        if let etag { try ETag.require(etag, is: record.etag, of: "cart \(record.id)") }
        let lines = try CartEvaluator(for: customer, on: connection, call).evaluate(lineItems)
        try record.replace(lines: lines.map(\.line), at: call.now)
        try record.saveLines(on: connection)
        return record.cart(call.settings)
    }
}
