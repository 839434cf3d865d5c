import Commerce
import Testing

@testable import LocalMarket

@Suite("Inventory checks (OP-11)")
struct InventoryTests {
    private let market = TestMarket(furnish: ViewCatalogue.furnish)
    private let context = [
        "customerId": TestCustomer.contoso, "azureSubscriptionId": TestCustomer.azureSubscription,
        "armRegionName": "northtest",
    ]

    @Test("A-45: an item that can be had is answered with no restrictions")
    func answers() async throws {
        let answer = try await check([InventoryItem(productId: ViewCatalogue.vm, skuId: "0001")])
        #expect(answer == [InventoryItem(productId: ViewCatalogue.vm, skuId: "0001")])
        #expect(answer.first?.isRestricted == false)
    }

    @Test("R-14: a product is every SKU of it, each answered once, and what the catalogue hasn't is left out")
    func expands() async throws {
        let answer = try await check([
            InventoryItem(productId: "NOPRODUCT001"), InventoryItem(productId: ViewCatalogue.vm),
            InventoryItem(productId: ViewCatalogue.vm, skuId: "0009"),
            InventoryItem(productId: ViewCatalogue.vm, skuId: "0001"),
            InventoryItem(productId: ViewCatalogue.service),
            InventoryItem(productId: ViewCatalogue.perpetual, skuId: "0001"),
        ])
        #expect(answer.map(\.productId) == [ViewCatalogue.vm, ViewCatalogue.perpetual])
    }

    @Test(
        "R-12, R-13: each variable of a SKU that wants a check must have a value",
        arguments: [
            "customerId", "azureSubscriptionId", "armRegionName",
        ]
    )
    func needsContext(key: String) async throws {
        var context = context
        context[key] = nil
        let vm = InventoryItem(productId: ViewCatalogue.vm, skuId: "0001")
        let refusal = await market.refusal(CheckInventory(targetItems: [vm], inventoryContext: context, country: .us))
        #expect(refusal?.code == .invalidInput)
        #expect(refusal?.message.contains(key) == true)
        let software = InventoryItem(productId: ViewCatalogue.perpetual, skuId: "0001")
        #expect(try await check([software], [:]).count == 1)
    }

    @Test("R-13: the region is the SKU's own, in any case")
    func checksRegion() async throws {
        let vm = InventoryItem(productId: ViewCatalogue.vm, skuId: "0001")
        #expect(try await check([vm], context.merging(["armRegionName": "NorthTest"]) { $1 }).count == 1)
        let elsewhere = context.merging(["armRegionName": "southtest"]) { $1 }
        let refusal = await market.refusal(
            CheckInventory(targetItems: [vm], inventoryContext: elsewhere, country: .us)
        )
        #expect(refusal?.code == .invalidInput)
    }

    @Test("A-36: the subscription is the customer's, by either of its ids")
    func checksSubscription() async throws {
        let vm = InventoryItem(productId: ViewCatalogue.vm, skuId: "0001")
        let azureID = context.merging(["azureSubscriptionId": TestCustomer.azureEntitlement.uppercased()]) { $1 }
        #expect(try await check([vm], azureID).count == 1)
        let other = context.merging(["customerId": TestCustomer.fabrikam]) { $1 }
        let refusal = await market.refusal(CheckInventory(targetItems: [vm], inventoryContext: other, country: .us))
        #expect(refusal?.code == .subscriptionNotValid)
    }

    @Test("R-15: a restriction holds where it says: anywhere, or in a country, a region, or for a subscription")
    func restricts() async throws {
        let vm = InventoryItem(productId: ViewCatalogue.vm, skuId: "0001")
        for (restriction, holds) in [
            (Restriction(reasonCode: "Closed", description: "no more"), true),
            (Restriction(reasonCode: "Closed", description: "no more", country: .us), true),
            (Restriction(reasonCode: "Closed", description: "no more", country: .de), false),
            (Restriction(reasonCode: "Closed", description: "no more", region: "NorthTest"), true),
            (Restriction(reasonCode: "Closed", description: "no more", region: "southtest"), false),
            (Restriction(reasonCode: "A", description: "b", subscriptionID: TestCustomer.azureEntitlement), true),
            (Restriction(reasonCode: "A", description: "b", subscriptionID: TestCustomer.officeSubscription), false),
        ] {
            try await market.market.restrict(ViewCatalogue.vm, sku: "0001", restriction)
            let answer = try #require(try await check([vm]).first)
            #expect(answer.isRestricted == holds, "\(restriction)")
            #expect(answer.restrictions.map(\.reasonCode) == (holds ? [restriction.reasonCode] : []))
            #expect(try await market.market.liftRestrictions(of: ViewCatalogue.vm, sku: "0001") == 1)
        }
        #expect(try await check([vm]).first?.isRestricted == false)
    }

    @Test("R-15: a restriction says where it applies")
    func explains() async throws {
        try await market.market.restrict(
            ViewCatalogue.vm,
            sku: "0001",
            Restriction(reasonCode: "NotAvailableForSubscription", description: "no capacity", region: "northtest")
        )
        let answer = try await check([InventoryItem(productId: ViewCatalogue.vm, skuId: "0001")])
        #expect(
            answer.first?.restrictions == [
                InventoryItem.Restriction(
                    reasonCode: "NotAvailableForSubscription",
                    description: "no capacity",
                    properties: ["type": "Location", "values": "northtest"]
                )
            ]
        )
    }

    @Test("R-15: what is out of stock is restricted, until there is more")
    func countsStock() async throws {
        let vm = InventoryItem(productId: ViewCatalogue.vm, skuId: "0001")
        for (stock, reasons) in [(0, ["OutOfStock"]), (1, []), (nil, [])] as [(Int?, [String])] {
            try await market.market.setStock(of: ViewCatalogue.vm, sku: "0001", to: stock)
            #expect(try await check([vm]).first?.restrictions.map(\.reasonCode) == reasons)
        }
    }

    @Test("A check of nothing is refused")
    func refusesNothing() async throws {
        let refusal = await market.refusal(CheckInventory(targetItems: [], inventoryContext: [:], country: .us))
        #expect(refusal?.code == .invalidInput)
    }

    @Test("Stock and restrictions of what there is not are refused by name")
    func refusesUnknownItems() async throws {
        let closed = Restriction(reasonCode: "Closed", description: "no more")
        await #expect(throws: MarketError.self) { try await market.market.restrict("NONE", sku: "0001", closed) }
        let error = await #expect(throws: MarketError.self) {
            try await market.market.setStock(of: ViewCatalogue.vm, sku: "0009", to: 1)
        }
        #expect(error?.code == .skuNotFound)
        await #expect(throws: MarketError.self) {
            try await market.market.setStock(of: ViewCatalogue.vm, sku: "0001", to: -1)
        }
        await #expect(throws: MarketError.self) { try await market.market.setPurchasable("A:B:C", false) }
    }

    private func check(_ items: [InventoryItem], _ context: [String: String]? = nil) async throws -> [InventoryItem] {
        try await market.perform(
            CheckInventory(targetItems: items, inventoryContext: context ?? self.context, country: .us)
        )
    }
}
