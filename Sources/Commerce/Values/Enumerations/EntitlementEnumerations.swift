/// What an entitlement is to.
public struct EntitlementType: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// Software, perpetual or for a term.
    public static let software = EntitlementType(canonical: "software")
    /// Reserved capacity.
    public static let reservedInstance = EntitlementType(canonical: "reservedinstance")
    /// Reserved instances of the old contract.
    public static let virtualMachineReservedInstance = EntitlementType(canonical: "virtualmachinereservedinstance")

    public static let allKnown = [software, reservedInstance, virtualMachineReservedInstance]
}

/// What a reservation reserves.
public struct ReservationType: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// Virtual machines.
    public static let virtualMachines = ReservationType(canonical: "virtualmachines")
    /// SQL databases.
    public static let sqlDatabases = ReservationType(canonical: "sqldatabases")

    public static let allKnown = [virtualMachines, sqlDatabases]
}
