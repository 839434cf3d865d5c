import Testing

/// What `run` and `plan` say to people.
@Suite struct SummaryTests {
    @Test func `a run prints what the script printed, then orders, prices and totals`() async throws {
        let outcome = try await Workplace().run("print 'first'\n" + Scripts.twoGroups)
        let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines.first == "first")
        #expect(lines.contains("Contoso (contoso.onmicrosoft.com)"))
        #expect(lines.contains { $0.hasPrefix("order ") && $0.hasSuffix(", billed once, pending") })
        #expect(lines.contains { $0.hasPrefix("order ") && $0.hasSuffix(", billed monthly, pending") })
        #expect(lines.contains { $0.contains("SQL Server 2022 Standard") && $0.contains("931.00 USD") })
        #expect(lines.contains("total before tax  2,181.00 USD"))
        #expect(!outcome.output.contains("\u{1B}"))
    }

    @Test func `a retail price is shown as the estimate that it is`() async throws {
        let place = try Workplace()
        let source = """
            local contoso = market.customers:get "contoso.onmicrosoft.com"
            purchase "Reservation" {
              customer = contoso, segment = "commercial", budget = "none",
              { product = "DZH318Z0D1L4", sku = "00WS", quantity = 3, scope = "shared",
                subscription = contoso:subscriptions{ kind = "azure" }:one() },
            }
            """
        for command in ["plan", "run"] {
            let outcome = try await place.run(source, command: command)
            #expect(outcome.output.contains("13,846.00 USD  41,538.00 USD  estimate"))
            #expect(outcome.output.contains("prices from the retail list of 2021-11-01, an estimate"))
            #expect(outcome.output.contains("total before tax  41,538.00 USD  an estimate"))
        }
    }

    @Test func `a plan shows the other writes too, and says that nothing was bought`() async throws {
        let source = """
            local contoso = market.customers:get "contoso.onmicrosoft.com"
            contoso:subscriptions{ kind = "azure" }:one():ensure_registered()
            """ + "\n" + Scripts.server
        let outcome = try await Workplace().run(source, command: "plan")
        #expect(outcome.output.contains("enable subscription "))
        #expect(outcome.output.contains("of Contoso (contoso.onmicrosoft.com) for reservations"))
        #expect(outcome.output.contains("planned order, billed once"))
        #expect(outcome.output.contains("  1  SQL Server 2022 Standard"))
        #expect(outcome.output.contains("This is a plan: nothing was bought and nothing was changed."))
    }

    @Test func `each currency has its total`() async throws {
        let source = """
            for domain, budget in pairs{ ["contoso.onmicrosoft.com"] = USD "1000", ["adatum.onmicrosoft.com"] = EUR "1000" } do
              purchase(domain) {
                customer = market.customers:get(domain), segment = "commercial", budget = budget,
                { product = "DEMO0SQL2022", sku = "0001", quantity = 1 },
              }
            end
            """
        let outcome = try await Workplace().run(source)
        #expect(outcome.output.hasSuffix("total before tax  959.00 EUR\ntotal before tax  931.00 USD\n"))
    }

    @Test func `--quiet leaves what the script prints; a script that buys nothing has no summary`() async throws {
        let place = try Workplace()
        #expect(try await place.run("print 'data' log.info 'no'\n" + Scripts.server, "--quiet").output == "data\n")
        let outcome = try await place.run("log.info 'no' log.warning 'yes' print 'data'", "--quiet")
        #expect(outcome.output == "data\n")
        #expect(outcome.error == "warning: yes\n")
        #expect(try await place.run("print 'data'").output == "data\n")
    }

    @Test func `--verbose shows how the script got to an error`() async throws {
        let source = "local function inner() error 'no' end\nlocal function outer() inner() end\nouter()"
        let place = try Workplace()
        let outcome = try await place.run(source, "--verbose")
        #expect(outcome.error.contains("script.lua:1") && outcome.error.contains("script.lua:3"), "\(outcome.error)")
        #expect(try await !place.run(source).error.contains("script.lua:3"))
    }

    @Test func `log messages have their fields, in order of their names`() async throws {
        let outcome = try await Workplace().run("log.info('bought', { quantity = 2, item = 'x', total = USD '5' })")
        #expect(outcome.error == "info: bought item=x quantity=2 total=5.00 USD\n")
        #expect(outcome.output.isEmpty)
    }
}
