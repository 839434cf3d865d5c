import Commerce
import Compra
import Runs

/// A plan for people: what it would change beside buying, the orders it would make, and that nothing was done.
struct PlanSummary {
    let run: Run
    let customers: [String: Customer]
    let paint: Paint

    func lines() throws -> [String] {
        let orders = OrderSummary(orders: run.orders, customers: customers, paint: paint)
        let others = run.plannedWrites.compactMap(words)
        guard !run.plannedWrites.isEmpty else {
            return run.status == .planned ? ["Nothing to buy and nothing to change."] : []
        }
        var lines: [String] = []
        if !others.isEmpty { lines += [paint("would first", .bold)] + others.map { "  \($0)" } + [""] }
        lines += try orders.lines()
        return lines + ["", "This is a plan: nothing was bought and nothing was changed."]
    }

    private func words(_ write: PlannedWrite) -> String? {
        switch write {
        case .order: nil
        case .registration(let customer, let subscription):
            "enable subscription \(subscription) of \(title(customer)) for reservations"
        case .cancellation(let customer, let order, let lines):
            "cancel \(lines.map { "lines \($0.map(String.init).joined(separator: ", ")) of " } ?? "")order \(order) "
                + "of \(title(customer))"
        case .qualification(let customer, let qualification):
            "ask for the qualification \(qualification) for \(title(customer))"
        }
    }

    private func title(_ customerID: String) -> String {
        customers[customerID]?.title ?? "customer \(customerID)"
    }
}

extension PlannedWrite {
    /// Whom it is done for.
    var customerID: String {
        switch self {
        case .order(let order): order.referenceCustomerId
        case .registration(let customer, _), .cancellation(let customer, _, _), .qualification(let customer, _):
            customer
        }
    }
}
