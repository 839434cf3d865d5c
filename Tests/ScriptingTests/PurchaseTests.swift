import Commerce
import Database
import LocalMarket
import Lua
import Testing

/// A script on a demonstration market of its own.
func buy(_ text: String) async throws -> AttributeValue {
    let market = LocalMarket(store: .memory, founding: .demonstration())
    return try await market.clock.running { try await evaluate(text, on: market) }
}

/// The code and the hint of the error that a script on a demonstration market ends with.
func refusal(of text: String) async throws -> (code: AttributeValue?, message: String) {
    let answer = try await buy(
        """
        local ok, e = pcall(function()
        \(text)
        end)
        return { ok = ok, code = not ok and e.code or nil, message = tostring(e) }
        """
    )
    guard case .fields(let fields) = answer else { return (nil, "") }
    #expect(fields["ok"] == false)
    return (fields["code"], fields["message"]?.text ?? "")
}

private let reservation = """
    local contoso = market.customers:get "contoso.onmicrosoft.com"
    local azure = contoso:subscriptions{ kind = "azure", status = "active" }:one()
    """

@Suite("purchase \"name\" { … }")
struct PurchaseTests {
    @Test("one statement registers, resolves, checks, prices, and buys at the price rows' totals")
    func wholeScenario() async throws {
        let answer = try await buy(
            reservation + """
                local events = {}
                local result = purchase "Contoso reserved instances" {
                  customer = contoso, segment = "commercial", budget = USD "600000",
                  { product = "DZH318Z0D1L4", sku = "00WR", term = "P3Y", quantity = 2, subscription = azure,
                    scope = "shared" },
                  { offer = contoso:catalog{ segment = "commercial" }:find{ title = "SQL Server 2022 Standard" },
                    quantity = 4 },
                  on_event = function(event) events[#events + 1] = event.kind end,
                }
                local order = result.orders[1]:wait()
                return {
                  status = result.status, total = result.total, count = #result.orders, order = order.status,
                  lines = #order.lines, registration = azure:registration(), events = events,
                  same = result.lines[1].order == result.lines[2].order,
                }
                """
        )
        guard case .fields(let fields) = answer else { throw answer.unexpected }
        #expect(fields["status"] == "ordered")
        #expect(fields["count"] == 1)
        #expect(fields["lines"] == 2)
        #expect(fields["order"] == "completed")
        #expect(fields["registration"] == "registered")
        #expect(fields["same"] == true)
        #expect(fields["total"]?.text?.hasSuffix(" USD") == true)
        #expect(
            fields["events"]
                == .list(["registered", "resolved", "priced", "resolved", "priced", "budget", "cart", "ordered"])
        )
    }

    @Test("R-15: a restricted item is not bought; otherwise is, and inherits what it doesn't name")
    func otherwise() async throws {
        let school = #"local school = market.customers:get "schule-am-see.onmicrosoft.com""# + "\n"
        let refused = try await refusal(
            of: school + """
                purchase "servers" { customer = school, segment = "education", budget = "none",
                  { product = "DEMO0WSDC022", sku = "0001", quantity = 2 } }
                """
        )
        #expect(refused.code == "inventory_not_available")
        let answer = try await buy(
            school + """
                local result = purchase "servers" { customer = school, segment = "education", budget = "none",
                  { product = "DEMO0WSDC022", sku = "0001", quantity = 2, otherwise = { product = "DEMO0WSST022" } } }
                return { result.lines[1].title, result.lines[1].quantity, result.total }
                """
        )
        #expect(answer == .list(["Windows Server 2022 Standard 16 Core", 2, "550.50 EUR"]))
    }

    @Test("a budget that would not hold stops before anything is sent")
    func budget() async throws {
        let refused = try await refusal(
            of: reservation + """
                purchase "too much" { customer = contoso, segment = "commercial", budget = USD "100",
                  { product = "DEMO0SQL2022", sku = "0001", quantity = 1 } }
                """
        )
        #expect(refused.code == "budget_exceeded")
        #expect(refused.message.contains("931.00 USD") && refused.message.contains("100.00 USD"))
        let mixed = try await refusal(
            of: reservation + """
                purchase "wrong currency" { customer = contoso, segment = "commercial", budget = EUR "10000",
                  { product = "DEMO0SQL2022", sku = "0001", quantity = 1 } }
                """
        )
        #expect(mixed.code == "currency_mixed")
    }

    @Test(
        "nothing that a script does meanwhile makes a purchase cost more than its budget",
        arguments: [
            #"on_event = function(e) if e.kind == "priced" then line.quantity = 50 end end"#,
            #"on_event = function(e) if e.kind == "budget" then line.quantity = 50 end end"#,
            """
            on_event = function(e)
              if e.kind == "cart" then
                local cart = contoso:open_cart(e.cart)
                cart:change(cart.lines[1], { quantity = 70 })
              end
            end
            """,
        ]
    )
    func budgetHolds(event: String) async throws {
        let answer = try await buy(
            reservation + """
                local line = { product = "DEMO0SQL2022", sku = "0001", quantity = 1 }
                pcall(function()
                  purchase "one" { customer = contoso, segment = "commercial", budget = USD "931", line, \(event) }
                end)
                clock.sleep "20m"
                local spent = money.zero "USD"
                for order in contoso:orders{} do spent = spent + order.total end
                return spent <= USD "931"
                """
        )
        #expect(answer == true)
    }

    @Test(
        "wrong usage is refused by name, with what would be right",
        arguments: [
            (#"customer = contoso, segment = "commercial", budgt = "none", { ITEM, quantity = 1 }"#, "budgt"),
            (#"segment = "commercial", budget = "none", { ITEM, quantity = 1 }"#, "customer"),
            (#"customer = contoso, budget = "none", { ITEM, quantity = 1 }"#, "segment"),
            (#"customer = contoso, segment = "comercial", budget = "none", { ITEM, quantity = 1 }"#, "comercial"),
            (#"customer = contoso, segment = "commercial", { ITEM, quantity = 1 }"#, "budget"),
            (#"customer = contoso, segment = "commercial", budget = 1.5, { ITEM, quantity = 1 }"#, "budget"),
            (#"customer = contoso, segment = "commercial", budget = "none""#, "no lines"),
            (#"BUYER, { product = "DEMO0SQL2022", quantity = 1 }"#, "without a SKU"),
            (#"BUYER, { ITEM, quantity = 0 }"#, "quantity"),
            (#"BUYER, { ITEM, quantity = 1.5 }"#, "quantity"),
            (#"BUYER, { ITEM, quantitiy = 1 }"#, "quantitiy"),
            (#"BUYER, { ITEM, quantity = 1, term = "P1Y" }"#, "P1Y"),
            (#"BUYER, [1] = { ITEM, quantity = 1 }, [3] = {}"#, "line 2"),
            (#"BUYER, { ITEM, catalog_item_id = "a:b:c", quantity = 1 }"#, "more than one way"),
            (#"BUYER, { ITEM, quantity = 1, otherwise = { prodct = "X" } }"#, "prodct"),
            (#"BUYER, { ITEM, quantity = 1, addons = { 1 } }"#, "add-on 1 is a table, not 1"),
            (#"BUYER, { ITEM }"#, "line 1 needs a quantity"),
            (#"BUYER, { ITEM, quantity = "2" }"#, #"line 1: quantity is a whole number from 1, not "2""#),
            (#"BUYER, { ITEM, quantity = 2.0 }"#, "not 2.0"),
            (#"BUYER, { product = 5, sku = "0001", quantity = 1 }"#, "product is an id as text, or a product, not 5"),
            (#"BUYER, { product = "DEMO0SQL2022", sku = 1, quantity = 1 }"#, "sku is an id as text, or a SKU, not 1"),
            (#"BUYER, { ITEM, quantity = 1, term = 3 }"#, "term is a duration as text, not 3"),
            (
                #"BUYER, { ITEM, quantity = 1, subscription = "x" }"#,
                #"subscription is a subscription of the customer, not "x""#
            ),
            (#"BUYER, { offer = contoso, quantity = 1 }"#, "offer is a SKU or an availability, not customer Contoso"),
            (#"BUYER, [0] = { ITEM, quantity = 1 }"#, "0 is no number of a line"),
            (#"BUYER, { ITEM, quantity = 1 }, [1.5] = {}"#, "1.5 is no number of a line"),
            (#"BUYER, [true] = {}, { ITEM, quantity = 1 }"#, "has true as a key"),
            (#"BUYER, "SQL", { ITEM, quantity = 1 }"#, #"line 1 is a table, not "SQL""#),
            (
                #"customer = "contoso", segment = "commercial", budget = "none", { ITEM, quantity = 1 }"#,
                #"customer is a customer of the market, not "contoso""#
            ),
            (
                #"customer = contoso, segment = "commercial", budget = 5000, { ITEM, quantity = 1 }"#,
                #"budget is money or "none", not 5000"#
            ),
            (
                #"customer = contoso, segment = "commercial", budget = "5000 USD", { ITEM, quantity = 1 }"#,
                #"not "5000 USD""#
            ),
        ]
    )
    func wrongUsage(table: String, mentions: String) async throws {
        let words = [
            "BUYER": #"customer = contoso, segment = "commercial", budget = "none""#,
            "ITEM": #"product = "DEMO0SQL2022", sku = "0001""#,
        ]
        let table = words.reduce(table) { $0.replacing($1.key, with: $1.value) }
        let refused = try await refusal(of: reservation + "purchase \"wrong\" { \(table) }")
        #expect(refused.message.contains(mentions))
    }

    @Test(
        "what comes back can't be assigned, and a misspelt field suggests the right one",
        arguments: [
            ("result.status = 'ordered'", "its field 'status' cannot be assigned"),
            ("print(result.totl)", "a purchase result has no field 'totl'"),
            ("result.lines[1].quantity = 2", "its field 'quantity' cannot be assigned"),
            ("print(result.lines[1].price.totals)", "a price has no field 'totals'"),
            ("print(result.orders[1].lines[1].frendly_name)", "an order line has no field 'frendly_name'"),
            ("local _, e = contoso:try_order 'x' print(e.mesage)", "did you mean 'message'"),
            ("local _, e = contoso:try_order 'x' e.code = 0", "its field 'code' cannot be assigned"),
        ]
    )
    func readOnly(statement: String, mentions: String) async throws {
        let refused = try await refusal(
            of: reservation + """
                local result = purchase "one" { customer = contoso, segment = "commercial", budget = "none",
                  { product = "DEMO0SQL2022", sku = "0001", quantity = 1 } }
                assert(result.total == USD "931" and result.lines[1].error == nil and result.lines[1].price.quantity == 1)
                \(statement)
                """
        )
        #expect(refused.message.contains(mentions), "\(refused.message)")
    }

    @Test("a result goes through pairs, log and JSON as a table does")
    func resultAsData() async throws {
        let answer = try await buy(
            reservation + """
                local sku = contoso:catalog{ segment = "commercial" }:find{ title = "SQL Server 2022 Standard" }
                local price = sku:availabilities():first():price{ quantity = 2 }
                log.info("price", price)
                local names = {}
                for name in pairs(price) do names[#names + 1] = name end
                return { names = names, json = json.decode(json.encode(price)).total, price = price }
                """
        )
        guard case .fields(let fields) = answer else { throw answer.unexpected }
        #expect(fields["names"] == .list(["as_of", "currency", "estimate", "quantity", "source", "total", "unit"]))
        #expect(fields["json"] == "1862.00 USD")
        guard case .fields(let price)? = fields["price"] else { throw answer.unexpected }
        #expect(price["total"] == "1862.00 USD" && price["quantity"] == 2)
    }

    @Test("a wait for a status that an order can't get to any more fails at once")
    func unreachableStatus() async throws {
        let answer = try await buy(
            reservation + """
                local sku = contoso:catalog{ segment = "commercial" }:find{ title = "SQL Server 2022 Standard" }
                local order = contoso:cart{ lines = { { offer = sku, quantity = 1 } } }:checkout().orders[1]
                order:wait():cancel()
                local before = clock.now()
                local ok, e = pcall(function() order:wait{ status = "completed", timeout = "2h" } end)
                return { code = e.code, waited = clock.now() ~= before, cancelled = order:wait{ status = "cancelled" }.status }
                """
        )
        #expect(
            answer == .fields(["code": "status_unreachable", "waited": false, "cancelled": "cancelled"])
        )
    }

    @Test("an expired cart is refused with 404/800008 (R-27)")
    func expiredCart() async throws {
        let refused = try await refusal(
            of: reservation + """
                local sku = contoso:catalog{ segment = "commercial" }:find{ title = "SQL Server 2022 Standard" }
                local cart = contoso:cart{ lines = { { offer = sku, quantity = 1 } } }
                clock.sleep "20m"
                cart:checkout()
                """
        )
        #expect(refused.code == 800008)
    }

    @Test("a cart is changed line by line, and its total follows")
    func procedural() async throws {
        let answer = try await buy(
            reservation + """
                local catalogue = contoso:catalog{ segment = "commercial" }
                local sku = catalogue:find{ title = "SQL Server 2022 Standard" }
                local cart = contoso:cart{ lines = { { offer = sku, quantity = 1 } } }
                local first = tostring(cart.total)
                local server = catalogue:find{ title = "Windows Server 2022 Standard 16 Core" }
                local line = cart:add{ offer = server, quantity = 2 }
                cart:change(line, { quantity = 3 })
                local second = tostring(cart.total)
                cart:remove(cart.lines[1])
                local third = cart.total
                local checkout = cart:checkout()
                return { first, second, third, #checkout.orders, cart.status, checkout.orders[1].total == third }
                """
        )
        #expect(answer == .list(["931.00 USD", "4138.00 USD", "3207.00 USD", 1, "Ordered", true]))
    }

    @Test("what was bought comes back in orders, entitlements and the month's invoice")
    func lifecycle() async throws {
        let answer = try await buy(
            reservation + """
                local result = purchase "one server" { customer = contoso, segment = "commercial", budget = "none",
                  { product = "DEMO0SQL2022", sku = "0001", quantity = 4 } }
                local order = result.orders[1]
                local early = #contoso:orders{}:all()
                order:wait()
                clock.sleep "20m"
                local late = #contoso:orders{ billing_cycle = "one_time" }:all()
                clock.sleep "30d"
                local sum, lines = money.zero "USD", 0
                for invoice in market.invoices:list{ invoice_type = "OneTime" } do
                  for line in invoice:lines() do sum, lines = sum + line.total_for_customer, lines + 1 end
                end
                local owned = contoso:entitlements{ type = "software" }:one()
                return { early, late, order.status, owned.quantity, sum, lines, market.invoices:balance().balance == sum }
                """
        )
        #expect(answer == .list([0, 1, "completed", 4, "3724.00 USD", 1, true]))
    }
}

extension AttributeValue {
    /// For a test that meets a value of another shape.
    var unexpected: UnexpectedValue { UnexpectedValue(value: self) }
}

struct UnexpectedValue: Error {
    let value: AttributeValue
}
