import Commerce
import Database

@testable import LocalMarket

/// Customers in currencies of no, two and three decimals, and products of every kind at prices that a seed makes up.
struct RandomCatalogue: Sendable {
    let buyers: [Buyer]
    let products: [Offered]

    /// A customer with an Azure subscription, which is not registered yet.
    struct Buyer: Sendable {
        var id: String
        let country: CountryCode
        let currency: Currency
        var subscription: String

        /// Puts the Azure subscription in, for which the catalogue has no offer.
        func subscribe(on connection: WriteConnection, _ call: LocalCall) throws {
            var azure = TestCustomer.subscription(subscription, entitlement: nil, billing: "usage", call)
            azure.customerID = id
            try azure.save(on: connection)
        }
    }

    /// A SKU, where it is offered, for how long, at which prices.
    struct Offered: Sendable {
        let shelf: TargetView
        let sku: Sku
        let buyers: [Int]
        let terms: [ISODuration]
        let prices: [Money]
        let stock: Int?

        var name: String { "\(sku.productId):\(sku.id)" }
        var kind: ProductKind { ProductKind(shelf) }

        /// The catalogue item's id for a buyer.
        func item(for buyer: Int) -> String { "\(sku.productId):\(sku.id):AVL0RANDOM0\(buyer)" }
    }

    init(using chance: inout SeededRandom) throws {
        buyers = try [("US", "USD"), ("DE", "EUR"), ("JP", "JPY"), ("KW", "KWD")].map { country, currency in
            Buyer(
                id: chance.guid().description,
                country: try CountryCode(country),
                currency: try Currency(currency),
                subscription: chance.guid().description
            )
        }
        var products: [Offered] = []
        for shelf in [
            TargetView.azureReservationsVM, .softwareSubscriptions, .softwarePerpetual, .softwarePerpetual,
            .onlineServices,
        ] {
            let product = chance.catalogueID()
            for number in 1...(1 + chance.number(below: 2)) {
                products.append(try Self.offered(shelf, product, number, buyers, using: &chance))
            }
            if shelf == .onlineServices { products.append(Self.trial(of: product, buyers)) }
        }
        self.products = products
    }

    /// A month for nothing, of which no list has a price.
    private static func trial(of product: String, _ buyers: [Buyer]) -> Offered {
        let sku = Sku(
            id: "000T",
            productId: product,
            title: "trial",
            description: "",
            maximumQuantity: 5,
            isTrial: true,
            supportedBillingCycles: [.none]
        )
        return Offered(
            shelf: .onlineServices,
            sku: sku,
            buyers: Array(buyers.indices),
            terms: [.month],
            prices: buyers.map { .zero($0.currency) },
            stock: nil
        )
    }

    private static func offered(
        _ shelf: TargetView,
        _ product: String,
        _ number: Int,
        _ buyers: [Buyer],
        using chance: inout SeededRandom
    ) throws -> Offered {
        let isReservation = ProductKind(shelf) == .reservation
        let minimum = 1 + chance.number(below: 2)
        let sku = Sku(
            id: "000\(number)",
            productId: product,
            title: "\(shelf) \(number)",
            description: "",
            minimumQuantity: minimum,
            maximumQuantity: minimum + 2 + chance.number(below: 40),
            supportedBillingCycles: shelf == .onlineServices ? [.monthly, .annual] : [.oneTime],
            purchasePrerequisites: isReservation ? [.inventoryCheck, .azureSubscriptionRegistration] : [],
            provisioningVariables: isReservation ? [.scope, .subscriptionID] : [],
            dynamicAttributes: isReservation ? ["armSkuName": "Standard_B1s", "armRegionName": "eastus"] : [:]
        )
        let terms: [ISODuration] =
            switch shelf {
            case .softwarePerpetual: []
            case .onlineServices: [.month, .year]
            default: [.year, .threeYears]
            }
        var prices: [Money] = []
        for buyer in buyers {
            // Up to four decimals, whatever the currency's minor unit.
            let decimals = String(10_000 + chance.number(below: 10_000)).dropFirst().prefix(chance.number(below: 5))
            let whole = chance.number(below: 2000)
            prices.append(try Money(decimals.isEmpty ? "\(whole)" : "\(whole).\(decimals)", buyer.currency))
        }
        return Offered(
            shelf: shelf,
            sku: sku,
            buyers: buyers.indices.filter { $0 == number % buyers.count || chance.number(below: 4) > 0 },
            terms: terms,
            prices: prices,
            stock: shelf == .softwarePerpetual || chance.number(below: 3) == 0 ? chance.number(below: 80) : nil
        )
    }
}

extension RandomCatalogue {
    /// Puts all of it into a market.
    func furnish(_ connection: WriteConnection, _ call: LocalCall, _ ids: inout IDSequence) throws {
        for buyer in buyers {
            try TestCustomer.customer(buyer.id, buyer.country.description, country: buyer.country.description)
                .save(on: connection)
            try buyer.subscribe(on: connection, call)
        }
        let writer = try CatalogueWriter(on: connection)
        for product in products {
            let title = "\(product.shelf)"
            let resource = Product(
                id: product.sku.productId,
                title: title,
                description: "",
                productType: product.shelf.productType,
                isMicrosoftProduct: true
            )
            try writer.put(ProductRecord(resource, shelf: product.shelf))
            for index in product.buyers { try put(product, for: index, into: writer, call, &ids) }
            guard let stock = product.stock else { continue }
            try Supply(on: connection).setStock(of: CatalogueKey(product.sku), to: stock)
        }
    }

    private func put(
        _ product: Offered,
        for index: Int,
        into writer: CatalogueWriter,
        _ call: LocalCall,
        _ ids: inout IDSequence
    ) throws {
        let buyer = buyers[index]
        let offer = Availability(
            id: "AVL0RANDOM0\(index)",
            productId: product.sku.productId,
            skuId: product.sku.id,
            defaultCurrency: buyer.currency,
            segment: .commercial,
            country: buyer.country,
            terms: product.terms.map(Availability.Term.init)
        )
        try writer.put(product.sku, offers: [AvailabilityRecord(offer)], ids: &ids)
        guard !product.sku.isTrial else { return }
        for term in product.terms.isEmpty ? [nil] : product.terms.map(Optional.some) {
            for cycle in product.sku.supportedBillingCycles {
                _ = try writer.put(
                    ListedPrice(
                        key: CatalogueKey(product.sku),
                        country: buyer.country,
                        segment: .commercial,
                        unit: product.prices[index],
                        source: PriceSource(kind: .demonstration, asOf: call.now),
                        term: term,
                        cycle: cycle
                    )
                )
            }
        }
    }
}
