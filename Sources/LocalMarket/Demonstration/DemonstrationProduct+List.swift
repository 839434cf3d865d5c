import Commerce

extension DemonstrationProduct {
    /// Something of every kind that can be bought. Ids and prices are made up; scripts and documents name them, so they
    /// stay as they are.
    static let all = perpetual + subscriptions + services

    private static let perpetual = [
        DemonstrationProduct(
            id: "DEMO0SQL2022",
            shelf: .softwarePerpetual,
            title: "SQL Server 2022",
            description: "A database server, bought for good",
            skus: [
                SKU(
                    id: "0001",
                    title: "SQL Server 2022 Standard",
                    offers: [
                        Offer("US", .commercial, "931.00 USD"), Offer("US", .education, "232.75 USD"),
                        Offer("US", .government, "884.00 USD"), Offer("DE", .commercial, "959.00 EUR"),
                        Offer("DE", .education, "239.50 EUR"), Offer("BR", .commercial, "5120.00 BRL"),
                    ]
                ),
                SKU(
                    id: "0002",
                    title: "SQL Server 2022 Client Access License",
                    offers: [
                        Offer("US", .commercial, "217.00 USD"), Offer("US", .education, "54.25 USD"),
                        Offer("DE", .commercial, "223.50 EUR"), Offer("DE", .education, "55.90 EUR"),
                    ]
                ),
            ]
        ),
        DemonstrationProduct(
            id: "DEMO0WSST022",
            shelf: .softwarePerpetual,
            title: "Windows Server 2022 Standard",
            description: "A server for 16 cores, bought for good",
            skus: [
                SKU(
                    id: "0001",
                    title: "Windows Server 2022 Standard 16 Core",
                    offers: [
                        Offer("US", .commercial, "1069.00 USD"), Offer("US", .education, "267.25 USD"),
                        Offer("DE", .commercial, "1101.00 EUR"), Offer("DE", .education, "275.25 EUR"),
                    ]
                )
            ]
        ),
        DemonstrationProduct(
            id: "DEMO0WSDC022",
            shelf: .softwarePerpetual,
            title: "Windows Server 2022 Datacenter",
            description: "A server for 16 cores and any number of virtual machines, bought for good",
            skus: [
                SKU(
                    id: "0001",
                    title: "Windows Server 2022 Datacenter 16 Core",
                    needsInventoryCheck: true,
                    offers: [
                        Offer("US", .commercial, "6155.00 USD"), Offer("US", .education, "1538.75 USD"),
                        Offer("DE", .commercial, "6339.00 EUR"), Offer("DE", .education, "1584.75 EUR"),
                    ]
                )
            ]
        ),
        DemonstrationProduct(
            id: "DEMO0WSES022",
            shelf: .softwarePerpetual,
            title: "Windows Server 2022 Essentials",
            description: "A server for a small office; there are few of it left",
            skus: [
                SKU(
                    id: "0001",
                    title: "Windows Server 2022 Essentials",
                    needsInventoryCheck: true,
                    offers: [Offer("US", .commercial, "501.00 USD"), Offer("DE", .commercial, "516.00 EUR")]
                ),
                SKU(
                    id: "0002",
                    title: "Small Office Bundle",
                    maximum: 10,
                    includes: [("DEMO0WSES022", "0001", 1), ("DEMO0SQL2022", "0002", 5)],
                    offers: [Offer("US", .commercial, "1390.00 USD"), Offer("DE", .commercial, "1429.00 EUR")]
                ),
            ]
        ),
    ]

    private static let subscriptions = [
        DemonstrationProduct(
            id: "DEMO0SQLSUB2",
            shelf: .softwareSubscriptions,
            title: "SQL Server 2022 Subscription",
            description: "A database server for a term, paid in advance",
            skus: [
                SKU(
                    id: "0001",
                    title: "SQL Server 2022 Standard 2 Core Subscription",
                    offers: [
                        Offer("US", .commercial, "P1Y 1418.00 USD", "P3Y 4030.00 USD"),
                        Offer("DE", .commercial, "P1Y 1460.50 EUR", "P3Y 4150.00 EUR"),
                        Offer("DE", .education, "P1Y 365.10 EUR", "P3Y 1037.50 EUR"),
                    ]
                )
            ]
        ),
        DemonstrationProduct(
            id: "DEMO0WSCALS2",
            shelf: .softwareSubscriptions,
            title: "Windows Server 2022 CAL Subscription",
            description: "Access for a user, for a year, paid each month or in advance",
            skus: [
                SKU(
                    id: "0001",
                    title: "Windows Server 2022 User CAL Subscription",
                    cycles: [.monthly, .annual],
                    offers: [
                        Offer("US", .commercial, "P1Y monthly 1.55 USD", "P1Y annual 17.60 USD"),
                        Offer("DE", .commercial, "P1Y monthly 1.60 EUR", "P1Y annual 18.15 EUR"),
                        Offer("DE", .education, "P1Y monthly 0.40 EUR", "P1Y annual 4.55 EUR"),
                    ]
                )
            ]
        ),
        DemonstrationProduct(
            id: "DEMO0SUSELES",
            shelf: .softwareSUSELinux,
            title: "SUSE Linux Enterprise Server",
            description: "A Linux server for a term",
            publisher: "SUSE",
            skus: [
                SKU(
                    id: "0001",
                    title: "SUSE Linux Enterprise Server 1-2 vCPU",
                    offers: [
                        Offer("US", .commercial, "P1Y 413.00 USD", "P3Y 1053.00 USD"),
                        Offer("DE", .commercial, "P1Y 425.40 EUR", "P3Y 1084.60 EUR"),
                    ]
                )
            ]
        ),
    ]

    private static let services = [
        DemonstrationProduct(
            id: "DEMO0RELECLD",
            shelf: .onlineServices,
            title: "Relecloud Analytics",
            description: "Dashboards as a service, from the marketplace",
            publisher: "Relecloud",
            skus: [
                SKU(
                    id: "0001",
                    title: "Relecloud Analytics Team",
                    cycles: [.monthly],
                    maximum: 5000,
                    offers: [
                        Offer("US", .commercial, "P1M 12.50 USD"), Offer("DE", .commercial, "P1M 12.90 EUR"),
                        Offer("BR", .commercial, "P1M 69.90 BRL"),
                    ]
                ),
                SKU(
                    id: "0002",
                    title: "Relecloud Analytics Free Trial",
                    cycles: [.none],
                    maximum: 25,
                    offers: [Offer("US", .commercial, "P1M 0.00 USD"), Offer("DE", .commercial, "P1M 0.00 EUR")]
                ),
            ]
        )
    ]
}
