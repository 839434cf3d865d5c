import Commerce
import Database
import Foundation
import Testing

@testable import LocalMarket

@Suite("The demonstration market")
struct DemonstrationTests {
    private let market = TestMarket(founding: .demonstration())
    private let us = CatalogueView(.country(.us))

    @Test("The real rows in it are those of scripts/data, word for word")
    func holdsTheSample() throws {
        let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../..").standardized
        let file = root.appendingPathComponent("scripts/data/\(RetailSample.name)")
        #expect(try String(contentsOf: file, encoding: .utf8) == RetailSample.csv)
    }

    @Test("Two of them are the same, and its clock starts after the newest real price")
    func isTheSameEveryTime() async throws {
        let other = TestMarket(seed: 99, founding: .demonstration())
        #expect(try await market.catalogue() == other.catalogue())
        let (report, another) = try await (market.market.report(), other.market.report())
        #expect(report == another)
        #expect(report.clock == .simulated)
        #expect(report.time.description == "2026-09-07T09:00:00Z")
        #expect(report.counts.skus == 166 + 11)
        #expect(report.counts.products == 59 + 8)
        let newest = try await market.market.store.read { connection, _ in
            try connection.row("SELECT MAX(effective_from) FROM prices")?.time(0)
        }
        #expect(try #require(newest) < report.time)
    }

    @Test("Its customers are in the situations that a script meets")
    func hasCustomers() async throws {
        let report = try await market.market.report()
        let customers = Dictionary(uniqueKeysWithValues: report.customers.map { ($0.domain.prefix { $0 != "." }, $0) })
        let contoso = try #require(customers["contoso"])
        #expect(contoso.country == .us)
        #expect(contoso.currency == .usd)
        #expect(contoso.subscriptions.map(\.registration) == [.notRegistered])
        #expect(contoso.subscriptions.map(\.status) == [.active])
        #expect(customers["fabrikam"]?.subscriptions.contains { $0.registration == .registered } == true)
        #expect(customers["northwind"]?.agreement == false)
        let school = try #require(customers["schule-am-see"])
        #expect(school.country == .de)
        #expect(school.currency == .eur)
        #expect(school.qualifications.map(\.vettingStatus) == [.approved])
        let brazil = try #require(customers["aurora"])
        #expect(Markets.withoutSoftwareSubscriptions.contains(brazil.country))
        #expect(report.customers.filter { !$0.agreement }.count == 1)
    }

    @Test("Every offer of it has a price for each of its terms")
    func hasPrices() async throws {
        var offers = 0
        for country in [CountryCode.us, .de, .br] {
            let view = CatalogueView(.country(country))
            for scope in [nil, ReservationOffering.azurePlan] {
                var view = view
                view.reservationScope = scope
                for sku in try await market.all(SearchCatalogue(view: view, text: "2022")) + reservations(view) {
                    let list = ListAvailabilities(productID: sku.productId, skuID: sku.id, view: view)
                    for offer in try await market.all(list) {
                        for term in offer.terms.isEmpty ? [nil] : offer.terms.map(\.duration) {
                            for cycle in sku.supportedBillingCycles {
                                let price = try await market.perform(
                                    GetPrice(
                                        catalogItemID: offer.catalogItemId,
                                        termDuration: term,
                                        billingCycle: cycle,
                                        quantity: 1
                                    )
                                )
                                #expect(price?.unit.currency == offer.defaultCurrency, "\(offer.catalogItemId)")
                                offers += 1
                            }
                        }
                    }
                }
            }
        }
        #expect(offers > 150)
    }

    private func reservations(_ view: CatalogueView) async throws -> [Sku] {
        try await market.all(SearchCatalogue(view: view, text: "virtual machines"))
    }

    @Test(
        "It sells something of every kind",
        arguments: [
            (TargetView.azureReservations, 59), (.softwarePerpetual, 4), (.softwareSubscriptions, 2),
            (.softwareSUSELinux, 1),
            (.onlineServices, 1),
        ]
    )
    func hasEveryKind(view: TargetView, count: Int) async throws {
        #expect(try await market.all(ListProducts(view: us, targetView: view)).count == count)
        let brazil = ListProducts(view: CatalogueView(.country(.br)), targetView: view)
        let isSoldThere = view == .softwarePerpetual || view == .onlineServices
        #expect(try await market.all(brazil).count == (isSoldThere ? 1 : 0))
    }

    @Test("Names of the documents are found: SQL Server 2022 Standard, and SKUs 00WR and 00WS of DZH318Z0D1L4")
    func hasDocumentedNames() async throws {
        let found = try await market.all(SearchCatalogue(view: us, text: "SQL Server 2022 Standard"))
        #expect(found.filter { $0.title == "SQL Server 2022 Standard" }.map(\.supportedBillingCycles) == [[.oneTime]])
        #expect(try await market.price("DZH318Z0D1L4", "00WR")?.unit.description == "26561.00 USD")
        #expect(try await market.price("DZH318Z0D1L4", "00WS")?.unit.description == "13846.00 USD")
    }

    @Test("R-15: Datacenter can be had in the United States, and not in Germany; of Essentials there are 25")
    func restricts() async throws {
        let item = InventoryItem(productId: "DEMO0WSDC022", skuId: "0001")
        let customer = ["customerId": DerivedID.guid("schule-am-see.onmicrosoft.com")]
        for (country, isRestricted) in [(CountryCode.us, false), (.de, true)] {
            let check = CheckInventory(targetItems: [item], inventoryContext: customer, country: country)
            #expect(try await market.perform(check).map(\.isRestricted) == [isRestricted])
        }
        let stock = try await market.market.store.read { connection, _ in
            try CatalogueLookup(connection: connection).stock(product: "DEMO0WSES022", sku: "0001")
        }
        #expect(stock == 25)
    }

    @Test("R-52: the bundle grants what it holds")
    func bundles() async throws {
        let offer = try #require(try await market.offers("DEMO0WSES022", "0002").first)
        let item = try await market.market.store.read { connection, _ in
            try CatalogueLookup(connection: connection).item(CatalogItemID(offer.catalogItemId))
        }
        #expect(
            item?.inclusions == [
                IncludedItem(productId: "DEMO0SQL2022", skuId: "0002", quantity: 5),
                IncludedItem(productId: "DEMO0WSES022", skuId: "0001", quantity: 1),
            ]
        )
    }
}
