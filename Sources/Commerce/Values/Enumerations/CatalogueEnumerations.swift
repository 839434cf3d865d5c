/// The kind of customer that an availability is priced for.
///
/// The query's spelling; resources capitalise it.
public struct Segment: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// Businesses.
    public static let commercial = Segment(canonical: "commercial")
    /// Schools and universities.
    public static let education = Segment(canonical: "education")
    /// Public bodies.
    public static let government = Segment(canonical: "government")
    /// Non-profit organisations.
    public static let nonprofit = Segment(canonical: "nonprofit")

    public static let allKnown = [commercial, education, government, nonprofit]
}

/// The part of the catalogue that a list of products shows (OP-5).
///
/// `Software…` and `AzureReservations…` members narrow `Software` and `AzureReservations`.
public struct TargetView: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// Azure.
    public static let azure = TargetView(canonical: "Azure")
    /// All Azure reservations.
    public static let azureReservations = TargetView(canonical: "AzureReservations")
    /// Reservations of virtual machines.
    public static let azureReservationsVM = TargetView(canonical: "AzureReservationsVM")
    /// Reservations of SQL databases.
    public static let azureReservationsSQL = TargetView(canonical: "AzureReservationsSQL")
    /// Reservations of Cosmos DB.
    public static let azureReservationsCosmosDB = TargetView(canonical: "AzureReservationsCosmosDb")
    /// The offer MS-AZR-0145P and Azure plans.
    public static let microsoftAzure = TargetView(canonical: "MicrosoftAzure")
    /// Online services, marketplace products included.
    public static let onlineServices = TargetView(canonical: "OnlineServices")
    /// All software.
    public static let software = TargetView(canonical: "Software")
    /// SUSE Linux.
    public static let softwareSUSELinux = TargetView(canonical: "SoftwareSUSELinux")
    /// Perpetual software.
    public static let softwarePerpetual = TargetView(canonical: "SoftwarePerpetual")
    /// Software for a term.
    public static let softwareSubscriptions = TargetView(canonical: "SoftwareSubscriptions")

    public static let allKnown = [
        azure, azureReservations, azureReservationsVM, azureReservationsSQL, azureReservationsCosmosDB,
        microsoftAzure, onlineServices, software, softwareSUSELinux, softwarePerpetual, softwareSubscriptions,
    ]
}

/// What a SKU asks for before it is bought.
///
/// Unknown ones are ignored.
public struct PurchasePrerequisite: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// A check of the inventory (OP-11).
    public static let inventoryCheck = PurchasePrerequisite(canonical: "InventoryCheck")
    /// A registered Azure subscription (OP-2).
    public static let azureSubscriptionRegistration = PurchasePrerequisite(canonical: "AzureSubscriptionRegistration")
    /// The customer's acceptance of the cloud agreement.
    public static let microsoftCloudAgreement = PurchasePrerequisite(canonical: "MicrosoftCloudAgreement")
    /// The customer's acceptance of the customer agreement.
    public static let microsoftCustomerAgreement = PurchasePrerequisite(canonical: "MicrosoftCustomerAgreement")

    public static let allKnown = [
        inventoryCheck, azureSubscriptionRegistration, microsoftCloudAgreement, microsoftCustomerAgreement,
    ]
}

/// What an inventory check of a SKU must be told.
///
/// The context's keys begin with a lower-case letter.
public struct InventoryVariable: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// The customer.
    public static let customerID = InventoryVariable(canonical: "CustomerId")
    /// The Azure subscription that the reservation is for.
    public static let azureSubscriptionID = InventoryVariable(canonical: "AzureSubscriptionId")
    /// The SKU's own region.
    public static let armRegionName = InventoryVariable(canonical: "ArmRegionName")

    public static let allKnown = [customerID, azureSubscriptionID, armRegionName]
}

/// What a cart line of a SKU must say about provisioning.
///
/// The context's keys begin with a lower-case letter.
public struct ProvisioningVariable: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// A ``ReservationScope``.
    public static let scope = ProvisioningVariable(canonical: "Scope")
    /// An active, registered Azure subscription.
    public static let subscriptionID = ProvisioningVariable(canonical: "SubscriptionId")
    /// A ``ProvisioningDuration``.
    public static let duration = ProvisioningVariable(canonical: "Duration")

    public static let allKnown = [scope, subscriptionID, duration]
}

/// The set of reservations that the query's `reservationScope` asks for.
///
/// Not to be confused with a reservation's own ``ReservationScope``.
public struct ReservationOffering: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// Reservations for Azure plans; without it, those for MS-AZR-0145P subscriptions.
    public static let azurePlan = ReservationOffering(canonical: "AzurePlan")

    public static let allKnown = [azurePlan]
}
