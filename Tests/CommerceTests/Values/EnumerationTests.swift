import Commerce
import Testing

/// Section 4 of the reference, in the spellings that are sent.
@Suite("Enumerations of section 4")
struct EnumerationTests {
    static let section4: [(any OpenEnum.Type, String)] = [
        (BillingCycle.self, "unknown monthly annual none one_time triennial biennial"),
        (OrderStatus.self, "unknown completed pending cancelled"),
        (OrderTransactionType.self, "UserPurchase SystemPurchase SystemBilling"),
        (LineTransactionType.self, "New Renew AddQuantity RemoveQuantity Cancel Convert CustomerCredit"),
        (LineProvisioningStatus.self, "Fulfilled Unfulfilled PrefulfillmentPending"),
        (Segment.self, "commercial education government nonprofit"),
        (
            TargetView.self,
            """
            Azure AzureReservations AzureReservationsVM AzureReservationsSQL AzureReservationsCosmosDb MicrosoftAzure \
            OnlineServices Software SoftwareSUSELinux SoftwarePerpetual SoftwareSubscriptions
            """
        ),
        (
            PurchasePrerequisite.self,
            "InventoryCheck AzureSubscriptionRegistration MicrosoftCloudAgreement MicrosoftCustomerAgreement"
        ),
        (InventoryVariable.self, "CustomerId AzureSubscriptionId ArmRegionName"),
        (ProvisioningVariable.self, "Scope SubscriptionId Duration"),
        (ReservationOffering.self, "AzurePlan"),
        (ReservationScope.self, "single shared"),
        (ProvisioningDuration.self, "1Year 3Years"),
        (CartStatus.self, "Active Ordered"),
        (RegistrationStatus.self, "registered registering notregistered"),
        (SubscriptionStatus.self, "none active pending suspended deleted"),
        (SubscriptionProvisioningStatus.self, "success pending failed"),
        (ContractType.self, "subscription productKey redemptionCode"),
        (EntitlementType.self, "software reservedinstance virtualmachinereservedinstance"),
        (ReservationType.self, "virtualmachines sqldatabases"),
        (InvoiceType.self, "Recurring OneTime"),
        (DocumentType.self, "invoice void_note adjustment_note"),
        (BillingProvider.self, "none office azure azure_data_market one_time marketplace all"),
        (InvoiceLineItemType.self, "none usage_line_items billing_line_items"),
        (RelationshipToPartner.self, "none reseller advisor syndication microsoft_support"),
        (Qualification.self, "Education GovernmentCommunityCloud StateOwnedEntity None Nonprofit"),
        (VettingStatus.self, "Approved InReview Denied"),
    ]

    @Test("has every value in its canonical spelling")
    func spellings() {
        for (type, values) in Self.section4 {
            #expect(spellings(of: type) == values.split(separator: " ").map(String.init), "\(type)")
        }
    }

    @Test("R-69, 3.6 reads each value in any case, squashed or with underscores, and writes the canonical one")
    func reading() {
        for (type, values) in Self.section4 {
            for value in values.split(separator: " ").map(String.init) {
                let squashed = value.filter { $0 != "_" }
                let snake = value.reduce(into: "") { $0 += ($1.isUppercase ? "_" : "") + $1.lowercased() }
                for spelling in [value, squashed, snake, squashed.lowercased(), squashed.uppercased()] {
                    #expect(read(spelling, as: type) == value, "\(type)")
                }
            }
            #expect(read("Something_New", as: type) == "Something_New")
            #expect(read("", as: type).isEmpty)
        }
    }

    @Test("OP-40 three qualifications can be asked for")
    func settable() {
        #expect(
            Qualification.settable.map(\.rawValue) == ["Education", "GovernmentCommunityCloud", "StateOwnedEntity"]
        )
    }

    @Test("A-9, A-10 reads the tables' other names")
    func aliases() {
        #expect(ProvisioningDuration(rawValue: "3Year") == .threeYears)
        #expect(DocumentType(rawValue: "Credit Note") == .adjustmentNote)
        #expect(DocumentType(rawValue: "Invoice") == .invoice)
        #expect(OrderStatus(rawValue: "canceled") == .cancelled)
    }

    private func spellings<Value: OpenEnum>(of type: Value.Type) -> [String] {
        Value.allKnown.map(\.rawValue)
    }

    private func read<Value: OpenEnum>(_ text: String, as type: Value.Type) -> String {
        Value(rawValue: text).rawValue
    }
}
