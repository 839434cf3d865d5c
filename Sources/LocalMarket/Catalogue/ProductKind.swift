import Commerce

/// What a product is, as far as the rules of buying and cancelling differ.
enum ProductKind: String, Sendable, Codable {
    /// An Azure reservation.
    case reservation
    /// Software for a term.
    case softwareSubscription = "software_subscription"
    /// Software for good.
    case perpetualSoftware = "perpetual_software"
    /// A plan under which Azure is used, and reservations are bought.
    case azurePlan = "azure_plan"
    /// Online services, marketplace SaaS among them.
    case onlineService = "online_service"
    case other

    /// - Parameter view: The narrowest view that shows the product.
    init(_ view: TargetView) {
        switch view {
        case .azureReservations, .azureReservationsVM, .azureReservationsSQL, .azureReservationsCosmosDB:
            self = .reservation
        case .softwareSubscriptions, .softwareSUSELinux: self = .softwareSubscription
        case .softwarePerpetual: self = .perpetualSoftware
        case .microsoftAzure: self = .azurePlan
        case .onlineServices: self = .onlineService
        default: self = .other
        }
    }

    /// Whether it is sold in a market at all.
    func isSold(in country: CountryCode) -> Bool {
        switch self {
        case .reservation: !Markets.withoutAzureReservations.contains(country)
        case .softwareSubscription: !Markets.withoutSoftwareSubscriptions.contains(country)
        default: true
        }
    }
}

extension TargetView {
    /// The views that a product can be filed under: one each, the narrowest that shows it. `AzureReservations` holds the
    /// reservations that none of the three narrower views shows.
    static let shelves: [TargetView] = [
        azureReservations, azureReservationsVM, azureReservationsSQL, azureReservationsCosmosDB, microsoftAzure,
        onlineServices, softwareSUSELinux, softwarePerpetual, softwareSubscriptions,
    ]

    /// The shelves that a view shows. `Azure` is all of Azure, `Software` and `AzureReservations` are those that narrow
    /// them (section 4).
    var shelves: [TargetView] {
        switch self {
        case .azure: Self.shelves.filter { $0 == .microsoftAzure || ProductKind($0) == .reservation }
        case .azureReservations: Self.shelves.filter { ProductKind($0) == .reservation }
        case .software: [.softwareSUSELinux, .softwarePerpetual, .softwareSubscriptions]
        default: [self]
        }
    }

    /// The type that products of a shelf have on the wire: the family, and the shelf as its subtype.
    var productType: ProductType {
        func type(_ family: TargetView, _ name: String, _ subtype: String? = nil) -> ProductType {
            ProductType(
                id: family.rawValue,
                displayName: name,
                subType: subtype.map { ProductType.SubType(id: rawValue, displayName: $0) }
            )
        }
        return switch self {
        case .azureReservations: type(.azureReservations, "Azure Reservations")
        case .azureReservationsVM: type(.azureReservations, "Azure Reservations", "Virtual Machines")
        case .azureReservationsSQL: type(.azureReservations, "Azure Reservations", "SQL Databases")
        case .azureReservationsCosmosDB: type(.azureReservations, "Azure Reservations", "Cosmos DB")
        case .softwareSUSELinux: type(.software, "Software", "SUSE Linux")
        case .softwarePerpetual: type(.software, "Software", "Perpetual")
        case .softwareSubscriptions: type(.software, "Software", "Subscriptions")
        case .onlineServices: type(.onlineServices, "Online Services")
        case .microsoftAzure: type(.azure, "Azure", "Microsoft Azure")
        default: type(self, rawValue)
        }
    }
}
