import Commerce
import PartnerCenterWire
import Testing

/// What the documents and real clients disagree in (sections 3 and 11), each read by the end that meets it.
@Suite("Liberal reading")
struct ReadingTests {
    private let cart = GetCart(customerID: "c", cartID: "1")

    private func answer(_ body: String, status: Int = 200) -> WireResponse {
        WireResponse(status: status, body: Array(body.utf8))
    }

    private func incoming(_ method: String, _ target: String, body: String? = nil, headers: WireHeaders = [:]) throws
        -> any WireOperation
    {
        let request = WireRequest(method: method, target: target, headers: headers, body: body.map { Array($0.utf8) })
        return try IncomingCall(request).request
    }

    @Test(
        "3.5: a whole number is one that every reader of JSON keeps exactly, as a number or a text",
        arguments: [
            ("9007199254740991", true), ("-9007199254740991", true), ("3.0", true), ("9007199254740992", false),
            ("9223372036854775807", false), ("99999999999999999999", false), ("1e400", false), ("0.5", false),
        ]
    )
    func wholeNumbers(text: String, isRead: Bool) throws {
        for digits in [text, "\"\(text)\""] {
            let body = #"{"lineItems":[{"catalogItemId":"a:b:c","billingCycle":"monthly","quantity":\#(digits)}]}"#
            let request = WireRequest(method: "POST", target: "/v1/customers/x/carts", body: Array(body.utf8))
            let call = try IncomingCall(request)
            if isRead {
                _ = try call.request
            } else {
                #expect(throws: MarketError.self) { try call.request }
            }
        }
    }

    @Test(
        "3.5: times with 0 to 7 digits, any zone or none",
        arguments: [
            "2025-03-31T09:30:00", "2025-03-31T09:30:00Z", "2025-03-31T09:30:00.1234567Z", "2025-03-31T11:30:00+02:00",
            "2025-03-31T09:30:00.1",
        ]
    )
    func times(text: String) throws {
        let read = try cart.response(from: answer(#"{"id":"1","creationTimestamp":"\#(text)","lineItems":[]}"#))
        #expect(read.creationTimestamp == Timestamp(year: 2025, month: 3, day: 31, hour: 9, minute: 30))
    }

    @Test("3.5: money is the number's text, in any form, never a binary fraction")
    func money() throws {
        let read = try GetBalance().response(
            from: answer(#"{"balanceAmount":0.1,"lastPaymentAmount":"9007199254740993.01","currencyCode":"usd"}"#)
        )
        #expect(read.balanceAmount.description == "0.10 USD")
        #expect(read.lastPaymentAmount.description == "9007199254740993.01 USD")
        #expect(read.lastPaymentDate == nil)
    }

    @Test("3.5: a unit price with more digits than are kept is rounded, a total with more is refused")
    func excessDigits() throws {
        func line(_ price: String, _ total: String) throws -> InvoiceLineItem? {
            try ListUnbilledLineItems(currency: .usd).response(
                from: answer(
                    #"[{"currency":"USD","customerCountry":"US","effectiveUnitPrice":\#(price),"subtotal":\#(total)}]"#
                )
            ).items.first
        }
        #expect(try line("41.333333333333336", "124")?.effectiveUnitPrice.description == "41.3333333333 USD")
        #expect(try line("-0.00000000005", "1")?.effectiveUnitPrice.description == "-0.0000000001 USD")
        #expect(throws: WireFault.self) { try line("1", "0.00000000001") }
    }

    @Test("3.5: the year 1 is no date")
    func noDate() throws {
        let read = try GetBalance().response(
            from: answer(#"{"balanceAmount":0,"currencyCode":"USD","lastPaymentDate":"0001-01-01T00:00:00"}"#)
        )
        #expect(read.lastPaymentDate == nil)
    }

    @Test("3.6: names differ in case and in underscores; unknown ones are kept")
    func names() throws {
        let read = try cart.response(
            from: answer(
                #"{"id":"1","status":"Frozen","lineItems":[{"catalogItemId":"a:b:c","quantity":"2","billingCycle":"OneTime"}]}"#
            )
        )
        #expect(read.status.rawValue == "Frozen")
        #expect(read.lineItems.first?.billingCycle == .oneTime)
        #expect(read.lineItems.first?.quantity == 2)
    }

    @Test("A-12, A-13: catalogId, ids as text, and renewsTo as a list")
    func cartLines() throws {
        let body =
            #"{"LineItems":[{"Id":"0","CatalogId":"a:b:c","Quantity":1,"BillingCycle":"one_time","#
            + #""RenewsTo":[{"TermDuration":"P1Y"}],"TermDuration":""}]}"#
        let request = try #require(try incoming("POST", "/v1/customers/x/carts", body: body) as? CreateCart)
        let line = try #require(request.lineItems.first)
        #expect(line.id == 0)
        #expect(line.catalogItemId == "a:b:c")
        #expect(line.renewsTo == ISODuration(months: 12))
        #expect(line.termDuration == nil)
    }

    @Test(
        "A-28: a line's error by its name, its number or its digits",
        arguments: [#""Inventory_Not_Available""#, "10003", #""10003""#]
    )
    func lineErrors(code: String) throws {
        let body =
            #"{"id":"1","lineItems":[{"catalogItemId":"a","quantity":1,"billingCycle":"none","error":{"errorCode":\#(code)}}]}"#
        #expect(try cart.response(from: answer(body)).lineItems.first?.error?.errorCode == .inventoryNotAvailable)
    }

    @Test("R-35: either of a checkout's lists may be absent; an answer without both is none of the service's")
    func checkout() throws {
        let checkout = Checkout(customerID: "c", cartID: "1")
        let result = try checkout.response(from: answer(#"{"orderErrors":[{"code":800023}]}"#, status: 201))
        #expect(result.orders.isEmpty && result.orderErrors.map(\.code) == [800023])
        for body in ["{}", #"{"orders":[],"orderErrors":[]}"#, #"{"orders":null}"#] {
            #expect(throws: WireFault.self) { try checkout.response(from: answer(body, status: 201)) }
        }
    }

    @Test("OP-18: a checkout's body is not looked at")
    func checkoutBody() throws {
        #expect(try incoming("POST", "/v1/customers/x/carts/y/checkout", body: "\"y\"") is Checkout)
        #expect(try incoming("POST", "/v1/customers/x/carts/y/checkout", body: "{broken") is Checkout)
    }

    @Test("A-17: lists by customer may be asked for with POST")
    func posted() throws {
        #expect(try incoming("POST", "/v1/customers/x/products?targetView=Software") is ListProducts)
    }

    @Test("5.6: a line of another feed is read as far as its fields are the same")
    func otherFeeds() throws {
        let body = """
            {"items":[{"customerId":"c","chargeType":"CYCLE FEE","quantity":0.25,"subtotal":"1.50","totalForCustomer":1.50,
            "currency":"eur","offerName":"unknown here","attributes":{"objectType":"LicenseBasedLineItem"}}]}
            """
        let request = ListInvoiceLineItems(invoiceID: "D1", provider: .office)
        let line = try #require(try request.response(from: answer(body)).items.first)
        #expect(line.subtotal.description == "1.50 EUR")
        #expect(line.quantity == 0)
        #expect(line.customerCountry == .unknown)
    }

    @Test("5.6: fields that few need are read, and written again")
    func furtherFields() throws {
        let body = """
            {"items":[{"customerCountry":"US","currency":"USD","mpnId":123,"resellerMpnId":0,"pricingCurrency":"eur",
            "pcToBCExchangeRate":1.08651234567891,"pcToBCExchangeRateDate":"2025-03-01T00:00:00","productQualifiers":[],
            "subscriptionStartDate":"0001-01-01T00:00:00"}]}
            """
        let request = ListInvoiceLineItems(invoiceID: "G1")
        let line = try #require(try request.response(from: answer(body)).items.first)
        #expect(line.mpnId == "123")
        #expect(line.resellerMpnId == "0")
        #expect(line.pricingCurrency?.code == "EUR")
        #expect(line.pcToBCExchangeRate?.description == "1.0865123457")
        #expect(line.pcToBCExchangeRateDate?.description == "2025-03-01T00:00:00Z")
        #expect(line.subscriptionStartDate == nil)
    }

    @Test("OP-31: the older form has provider and type in its path")
    func lineItemPath() throws {
        let request = try incoming("GET", "/v1/invoices/OneTime-G1/lineitems/OneTime/BillingLineItems")
        let lines = try #require(request as? ListInvoiceLineItems)
        #expect(lines.provider == .oneTime)
        #expect(lines.invoiceID == "OneTime-G1")
    }

    @Test("OP-35: the literal comes before an invoice's id")
    func unbilled() throws {
        let query = "provider=all&invoicelineitemtype=billinglineitems&CurrencyCode=usd&period=Current"
        let request = try incoming("GET", "/v1/invoices/unbilled/lineitems?\(query)")
        #expect((request as? ListUnbilledLineItems)?.currency == .usd)
    }

    @Test("A-20: of a malformed next link only the token counts")
    func malformedLink() throws {
        let body = """
            {"totalCount":0,"items":[],"links":{"next":{"uri":"/invoices/G1/lineitems?provider=onetime?nvoicelineitemtype=x",
            "method":"GET","headers":[{"Key":"MS-ContinuationToken","Value":"tok 2"}]}}}
            """
        let request = ListInvoiceLineItems(invoiceID: "G1")
        let page = try request.response(from: answer(body))
        var next = request
        next.continuation = page.continuation
        let call = try next.call
        #expect(call.headers["ms-continuationtoken"] == "tok 2")
        #expect(call.query["seekOperation"] == "Next")
        #expect(call.query["invoicelineitemtype"] == "billinglineitems")
    }

    @Test("3.4: without a next link a page is the last one, whatever token it has")
    func lastPage() throws {
        let page = try ListCustomers().response(from: answer(#"{"items":[],"continuationToken":"left over"}"#))
        #expect(page.continuation == nil)
    }

    @Test(
        "3.4: an answer without items is no empty list, unless it says that there are none",
        arguments: [
            "{}", #"{"items":null}"#, #"{"code":800003,"description":"failed"}"#, #"{"totalCount":1}"#, "null", "7",
            #"{"items":{}}"#, #"{"totalCount":null,"items":null}"#,
        ]
    )
    func noItems(body: String) throws {
        #expect(throws: WireFault.self) { try ListOrders(customerID: "c").response(from: answer(body)) }
        #expect(throws: WireFault.self) { try ListInvoiceSummaries().response(from: answer(body)) }
        let inventory = CheckInventory(targetItems: [], inventoryContext: [:], country: try CountryCode("US"))
        #expect(throws: WireFault.self) { try inventory.response(from: answer(body)) }
    }

    @Test(
        "3.4: a list without items says so",
        arguments: [#"{"totalCount":0}"#, #"{"TotalCount":"0","Items":null}"#, #"{"items":[]}"#, "[]"]
    )
    func emptyList(body: String) throws {
        #expect(try ListOrders(customerID: "c").response(from: answer(body)).items.isEmpty)
        #expect(try ListInvoiceSummaries().response(from: answer(body)).isEmpty)
    }

    @Test("OP-26: an answer without reservations is none of the service's")
    func noReservations() throws {
        let request = GetReservations(link: Link(uri: "/customers/c/artifacts/x"))
        #expect(throws: WireFault.self) { try request.response(from: answer(#"{"type":"reservedinstance"}"#)) }
        #expect(try request.response(from: answer(#"{"reservations":[]}"#)).reservations.isEmpty)
        #expect(try request.response(from: answer(#"{"virtualMachineReservations":[]}"#)).reservations.isEmpty)
    }

    @Test(
        "R-63: a page that leads to itself is not followed for ever",
        arguments: [
            ("token:t", #"{"next":{"uri":"/x","headers":[{"key":"MS-ContinuationToken","value":"t"}]}}"#),
            ("offset:20:10", #"{"next":{"uri":"/customers?size=10&offset=20"}}"#),
            ("link:/customers?page=2", #"{"next":{"uri":"/customers?page=2"}}"#),
        ]
    )
    func selfReference(continuation: String, links: String) throws {
        let page = answer(#"{"items":[],"links":\#(links)}"#)
        #expect(try ListCustomers().response(from: page).continuation == continuation)
        #expect(throws: WireFault.self) { try ListCustomers(continuation: continuation).response(from: page) }
        _ = try ListCustomers(continuation: "token:before").response(from: page)
    }

    @Test("3.2: of a header that is repeated, comma-joined, the first counts")
    func repeatedHeaders() throws {
        let headers: WireHeaders = ["ms-correlationid": "a, a", "Retry-After": "30,30"]
        let error = MarketError(
            WireResponse(status: 429, headers: headers, body: Array(#"{"statusCode":429,"message":"wait"}"#.utf8))
        )
        #expect(error.correlationID == "a")
        #expect(error.retryAfter == 30)
    }
}
