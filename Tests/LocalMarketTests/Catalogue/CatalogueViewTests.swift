import Commerce
import Testing

@testable import LocalMarket

@Suite("What a view of the catalogue shows (OP-5 to OP-14)")
struct CatalogueViewTests {
    private let market = TestMarket(furnish: ViewCatalogue.furnish)
    private static let ru = try! CountryCode("RU")

    @Test(
        "OP-5: the products of a view, by id",
        arguments: [
            (TargetView.azure, [ViewCatalogue.vm]), (.azureReservations, [ViewCatalogue.vm]),
            (.azureReservationsVM, [ViewCatalogue.vm]), (.azureReservationsSQL, []), (.microsoftAzure, []),
            (.software, [ViewCatalogue.perpetual, ViewCatalogue.subscription]),
            (.softwarePerpetual, [ViewCatalogue.perpetual]), (.softwareSubscriptions, [ViewCatalogue.subscription]),
            (.softwareSUSELinux, []), (.onlineServices, []),
        ]
    )
    func listsViews(view: TargetView, expected: [String]) async throws {
        let request = ListProducts(view: CatalogueView(.country(.us)), targetView: view)
        #expect(try await market.all(request).map(\.id) == expected)
    }

    @Test("R-7: without a scope reservations are for MS-AZR-0145P; AzurePlan gives the distinct set")
    func separatesReservationSets() async throws {
        let plan = CatalogueView(.country(.us), reservationScope: .azurePlan)
        let products = try await market.all(ListProducts(view: plan, targetView: .azureReservations))
        #expect(products.map(\.id) == [ViewCatalogue.sql, ViewCatalogue.vm])
        let ours = try await market.offers(ViewCatalogue.vm, "0001")
        let theirs = try await market.all(
            ListAvailabilities(productID: ViewCatalogue.vm, skuID: "0001", view: plan)
        )
        #expect(ours.map(\.terms.count) == [2])
        #expect(theirs.map(\.terms.count) == [1])
        #expect(ours.map(\.id) != theirs.map(\.id))
        // Software has no such sets.
        #expect(
            try await market.all(ListProducts(view: plan, targetView: .softwarePerpetual)).map(\.id)
                == [ViewCatalogue.perpetual]
        )
    }

    @Test("R-9, R-10, A-23: none of the 110 markets shows a software subscription or a reservation, but other software")
    func omitsRestrictedMarkets() async throws {
        for view in [TargetView.softwareSubscriptions, .azureReservations, .azure] {
            let request = ListProducts(view: CatalogueView(.country(Self.ru)), targetView: view)
            #expect(try await market.all(request).isEmpty)
        }
        let software = ListProducts(view: CatalogueView(.customer(TestCustomer.moscow)), targetView: .software)
        #expect(try await market.all(software).map(\.id) == [ViewCatalogue.perpetual])
        for product in [ViewCatalogue.subscription, ViewCatalogue.vm] {
            let view = CatalogueView(.country(Self.ru))
            #expect(await market.refusal(GetProduct(productID: product, country: Self.ru))?.code == .productNotFound)
            #expect(
                await market.refusal(GetSku(productID: product, skuID: "0001", country: Self.ru))?.code
                    == .productNotFound
            )
            #expect(
                await market.refusal(ListAvailabilities(productID: product, skuID: "0001", view: view))?.code
                    == .productNotFound
            )
            #expect(try await market.all(SearchCatalogue(view: view, text: product)).isEmpty)
        }
        #expect(Markets.withoutSoftwareSubscriptions.count == 110)
    }

    @Test(
        "R-6: a segment that the partner may not see is refused with 403/400030, and left out where none is asked for"
    )
    func refusesSegments() async throws {
        try await market.set { $0.segments = [.commercial, .education] }
        let view = CatalogueView(.country(.us), segment: .government)
        for refusal in [
            await market.refusal(ListProducts(view: view, targetView: .software)),
            await market.refusal(ListSkus(productID: ViewCatalogue.perpetual, view: view)),
            await market.refusal(ListAvailabilities(productID: ViewCatalogue.perpetual, skuID: "0001", view: view)),
            await market.refusal(SearchCatalogue(view: view, text: "server")),
        ] {
            #expect(refusal?.code == .segmentNotAllowed)
        }
        #expect(try await market.offers(ViewCatalogue.perpetual, "0001").map(\.segment) == [.commercial])
    }

    @Test("R-6: a view that the partner may not see is refused with 403/400036")
    func refusesViews() async throws {
        try await market.set { $0.views.removeAll { $0 == .softwarePerpetual || $0 == .software } }
        let view = CatalogueView(.country(.us))
        let refused = ListProducts(view: view, targetView: .softwarePerpetual)
        #expect(await market.refusal(refused)?.code == .viewNotAllowed)
        #expect(
            try await market.all(ListProducts(view: view, targetView: .softwareSubscriptions)).count == 1
        )
        #expect(try await market.all(SearchCatalogue(view: view, text: "good")).isEmpty)
        #expect(
            await market.refusal(GetProduct(productID: ViewCatalogue.perpetual, country: .us))?.code == .productNotFound
        )
    }

    @Test("A-38: a segment, view or scope that doesn't exist is refused with 400/900126, a country with 400/800002")
    func refusesUnknownNames() async throws {
        let views = [
            CatalogueView(.country(.us), segment: Segment(rawValue: "comercial")),
            CatalogueView(.country(.us), reservationScope: ReservationOffering(rawValue: "plan")),
        ]
        for view in views {
            let refusal = await market.refusal(ListProducts(view: view, targetView: .software))
            #expect(refusal?.code == .invalidEnumValue)
        }
        let view = ListProducts(view: CatalogueView(.country(.us)), targetView: TargetView(rawValue: "Softwares"))
        let refusal = await market.refusal(view)
        #expect(refusal?.code == .invalidEnumValue)
        #expect(refusal?.hint?.hasPrefix("did you mean \"Software\"") == true)
        let nowhere = CatalogueView(.country(try CountryCode("QQ")))
        #expect(await market.refusal(ListProducts(view: nowhere, targetView: .software))?.code == .invalidInput)
    }

    @Test("A-18: no segment is every segment that the partner may see")
    func listsEverySegment() async throws {
        let offers = try await market.offers(ViewCatalogue.perpetual, "0001")
        #expect(Set(offers.map(\.segment)) == [.commercial, .government])
    }

    @Test("OP-6, R-51: a customer's catalogue is its market's, and has education only once that is approved")
    func listsForCustomers() async throws {
        let everything = CatalogueView(.customer(TestCustomer.fabrikam))
        let education = CatalogueView(.customer(TestCustomer.fabrikam), segment: .education)
        let offers = ListAvailabilities(productID: ViewCatalogue.subscription, skuID: "0001", view: everything)
        #expect(try await market.all(offers).map(\.segment) == [.commercial])
        let refusal = await market.refusal(ListProducts(view: education, targetView: .software))
        #expect(refusal?.code == .segmentNotAllowed)
        #expect(refusal?.message.contains(TestCustomer.fabrikam) == true)

        try await market.market.setQualification(of: TestCustomer.fabrikam, .education, .inReview)
        #expect(await market.refusal(ListProducts(view: education, targetView: .software)) != nil)
        try await market.market.setQualification(of: TestCustomer.fabrikam, .education, .approved)
        #expect(Set(try await market.all(offers).map(\.segment)) == [.commercial, .education])
        #expect(
            try await market.all(ListProducts(view: education, targetView: .software)).map(\.id)
                == [ViewCatalogue.perpetual, ViewCatalogue.subscription]
        )
    }

    @Test("An unknown customer is refused by id")
    func refusesUnknownCustomers() async throws {
        let view = CatalogueView(.customer("99999999-2222-4333-8444-555555555555"))
        #expect(await market.refusal(ListProducts(view: view, targetView: .software))?.code.status == 404)
    }

    @Test("OP-7, OP-10, OP-14: what there is not is 404 with the code of its kind")
    func refusesUnknownIDs() async throws {
        let offers = try await market.offers(ViewCatalogue.vm, "0001")
        let id = try #require(offers.first?.id)
        func code(_ product: String, _ sku: String, _ availability: String, _ country: CountryCode = .us) async
            -> MarketError.Code?
        {
            await market.refusal(
                GetAvailability(productID: product, skuID: sku, availabilityID: availability, country: country)
            )?.code
        }
        #expect(await code(ViewCatalogue.vm, "0001", id) == nil)
        #expect(await code("NOPRODUCT001", "0001", id) == .productNotFound)
        #expect(await code(ViewCatalogue.vm, "0001", id, .de) == .productNotFound)
        #expect(await code(ViewCatalogue.vm, "0009", id) == .skuNotFound)
        // a SKU or availability of the same id elsewhere is another one.
        #expect(await code(ViewCatalogue.vm, "0002", id) == .skuNotFound)
        #expect(await code(ViewCatalogue.perpetual, "0001", id) == .availabilityNotFound)
    }

    @Test("OP-8: SKUs without an offer in the view are not listed")
    func listsOfferedSkus() async throws {
        let list = ListSkus(productID: ViewCatalogue.vm, view: CatalogueView(.country(.us)))
        #expect(try await market.all(list).map(\.id) == ["0001"])
        let government = CatalogueView(.country(.us), segment: .government)
        #expect(try await market.all(ListSkus(productID: ViewCatalogue.vm, view: government)).isEmpty)
        let unknown = ListSkus(productID: "NOPRODUCT001", view: CatalogueView(.country(.us)))
        #expect(await market.refusal(unknown)?.code == .productNotFound)
    }

    @Test("R-3: a catalogue item's id is its own three ids")
    func joinsIDs() async throws {
        let offer = try #require(try await market.offers(ViewCatalogue.vm, "0001").first)
        #expect(offer.catalogItemId == "\(ViewCatalogue.vm):0001:\(offer.id)")
    }
}
