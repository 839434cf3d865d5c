import Compra

/// The customers and orders of a ``LargeMarket``: copies of one customer and of a few orders that were really made.
struct Books {
    let path: String

    func write() async throws {
        let market = LocalMarket(store: .sqlite(path: path))
        let model = try await Shopper(market)
        var orders: [Order] = []
        for quantity in 1...7 { orders.append(try await model.buy(quantity)) }

        let database = try Database(path)
        try database.run("PRAGMA cache_size = -262144; BEGIN")
        try copy(model, in: database)
        try copy(orders, of: model, in: database)
        try add(orders, to: database)
        try database.run("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)")
    }

    /// A customer's id by its number.
    static func customer(_ number: Int) -> String { "c0570000-0000-4000-8000-\(hexadecimal(number, 12))" }

    /// The id of a customer's Azure subscription.
    static func subscription(_ number: Int) -> String { "a2040000-0000-4000-8000-\(hexadecimal(number, 12))" }

    private static func hexadecimal(_ number: Int, _ width: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: width - digits.count) + digits
    }

    private static func numbers(_ count: Int) -> String {
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))"
    }

    private func copy(_ model: Shopper, in database: Database) throws {
        let customer = "printf('c0570000-0000-4000-8000-%012x', i)"
        let numbers = Self.numbers(LargeMarket.customers)
        let customers = try database.columns(
            of: "customers",
            replacing: [
                "id": customer, "company_name": "'Customer ' || i", "company_key": "'customer ' || i",
                "domain": "'customer' || i || '.example'", "domain_key": "'customer' || i || '.example'",
                "document": """
                json_set(document, '$.id', \(customer), '$.companyProfile.companyName', 'Customer ' || i,
                    '$.companyProfile.tenantId', \(customer), '$.companyProfile.domain', 'customer' || i || '.example')
                """,
            ]
        )
        try database.run(
            "INSERT INTO customers \(numbers) SELECT \(customers) FROM n, customers WHERE id = '\(model.id)'"
        )
        let subscriptions = try database.columns(
            of: "subscriptions",
            replacing: [
                "id": "printf('a2040000-0000-4000-8000-%012x', i)", "customer_id": customer,
                "entitlement_id": "printf('a2050000-0000-4000-8000-%012x', i)",
            ]
        )
        try database.run(
            """
            INSERT INTO subscriptions \(numbers) SELECT \(subscriptions) FROM n, subscriptions
            WHERE id = '\(model.subscription)'
            """
        )
    }

    /// Order, cart, line and charge of number i are those of one of the models, each under ids of its own.
    private func copy(_ orders: [Order], of model: Shopper, in database: Database) throws {
        let models = orders.enumerated().map { "(\($0), '\($1.id)')" }.joined(separator: ", ")
        try database.run("CREATE TEMP TABLE models (number, id); INSERT INTO models VALUES \(models)")
        let numbers = Self.numbers(LargeMarket.size)
        let scrambled = "(i * 2654435761 & 4294967295)"
        let order = "printf('%08x%024x1', \(scrambled), i)"
        let cart = "printf('%08x-0000-4000-9000-%012x', \(scrambled), i)"
        let customer = "printf('c0570000-0000-4000-8000-%012x', 1 + \(scrambled) % \(LargeMarket.customers))"
        let join = "FROM n JOIN models m ON m.number = i % \(orders.count) JOIN orders o ON o.id = m.id"

        func insert(_ table: String, _ source: String, _ expressions: [String: String]) throws {
            var expressions = expressions
            if let customer = expressions["customer_id"] { expressions["customer_id"] = customer }
            let columns = try database.text(
                "SELECT group_concat(name) FROM pragma_table_info('\(table)')"
            ).split(separator: ",").map { expressions[String($0)] ?? "t.\($0)" }.joined(separator: ", ")
            try database.run("INSERT INTO \(table) \(numbers) SELECT \(columns) \(join) \(source)")
        }
        try insert("carts", "JOIN carts t ON t.id = o.cart_id", ["id": cart, "customer_id": customer])
        try insert(
            "orders",
            "JOIN orders t ON t.id = o.id",
            ["id": order, "alternate_id": "printf('%012x', i)", "customer_id": customer, "cart_id": cart]
        )
        try insert(
            "order_lines",
            "JOIN order_lines t ON t.order_id = o.id",
            [
                "order_id": order, "customer_id": customer,
                "reservation_order_id": "printf('%08x-0000-4000-a000-%012x', \(scrambled), i)",
            ]
        )
        let drawn = try database.text("SELECT ids_drawn FROM market")
        try insert(
            "charges",
            "JOIN charges t ON t.order_id = o.id",
            ["number": "\(drawn) + i", "order_id": order]
        )
        try database.run("UPDATE market SET ids_drawn = ids_drawn + \(LargeMarket.size)")
    }

    /// Adds what the copies cost to what is unbilled.
    private func add(_ orders: [Order], to database: Database) throws {
        let account = "currency = 'USD' AND invoice_type = 'OneTime'"
        var unbilled = try Money(database.text("SELECT unbilled FROM accounts WHERE \(account)"), .usd)
        for (number, order) in orders.enumerated() {
            let copies = (LargeMarket.size - number) / orders.count + (number == 0 ? 0 : 1)
            let total = try Money(database.text("SELECT total FROM charges WHERE order_id = '\(order.id)'"), .usd)
            unbilled = try unbilled + total * copies
        }
        try database.run("UPDATE accounts SET unbilled = '\(unbilled.amount)' WHERE \(account)")
    }
}
