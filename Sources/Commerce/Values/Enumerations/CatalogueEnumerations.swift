/// The kind of customer that an availability is priced for.
///
/// The query's spelling; resources capitalise it.
public struct Segment: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    public static let commercial = Segment(canonical: "commercial")
    public static let education = Segment(canonical: "education")
    public static let government = Segment(canonical: "government")
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

    public static let azure = TargetView(canonical: "Azure")
    public static let azureReservations = TargetView(canonical: "AzureReservations")
    public static let azureReservationsVM = TargetView(canonical: "AzureReservationsVM")
    public static let azureReservationsSQL = TargetView(canonical: "AzureReservationsSQL")
    public static let azureReservationsCosmosDB = TargetView(canonical: "AzureReservationsCosmosDb")
    /// The offer MS-AZR-0145P and Azure plans.
    public static let microsoftAzure = TargetView(canonical: "MicrosoftAzure")
    /// Online services, marketplace products included.
    public static let onlineServices = TargetView(canonical: "OnlineServices")
    public static let software = TargetView(canonical: "Software")
    public static let softwareSUSELinux = TargetView(canonical: "SoftwareSUSELinux")
    public static let softwarePerpetual = TargetView(canonical: "SoftwarePerpetual")
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

    public static let inventoryCheck = PurchasePrerequisite(canonical: "InventoryCheck")
    public static let azureSubscriptionRegistration = PurchasePrerequisite(canonical: "AzureSubscriptionRegistration")
    public static let microsoftCloudAgreement = PurchasePrerequisite(canonical: "MicrosoftCloudAgreement")
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

    public static let customerID = InventoryVariable(canonical: "CustomerId")
    public static let azureSubscriptionID = InventoryVariable(canonical: "AzureSubscriptionId")
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

    public static let scope = ProvisioningVariable(canonical: "Scope")
    public static let subscriptionID = ProvisioningVariable(canonical: "SubscriptionId")
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
