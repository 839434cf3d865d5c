public import Commerce

extension ListCustomers: WireOperation {
    public init(_ call: IncomingCall) throws {
        self.init(
            filter: try call.query["filter"].map { try Filter(wire: $0) },
            continuation: try call.continuation()
        )
    }

    public var call: WireCall { get throws { try first.continued(continuation) } }

    private var first: WireCall {
        WireCall(.customers, query: ["size": "500", "filter": filter?.wire])
    }

    public func response(from answer: WireResponse) throws -> Page<Customer> {
        try answer.page(after: continuation, Customer.init)
    }

    public func answer(_ response: Page<Customer>) throws -> WireResponse {
        try WireResponse(page: response, of: first, item: \.wire)
    }
}

extension ListCustomers.Filter {
    /// Reads the JSON of the `filter` parameter (OP-36).
    fileprivate init(wire text: String) throws {
        let fields = try Fields(JSON(text.utf8), at: "query filter")
        let (field, value): (String, String) = (try fields("Field"), try fields("Value"))
        let operation: String = try fields("Operator", or: "starts_with")
        guard operation.replacing("_", with: "").matches("startswith") else {
            throw WireFault("query filter.Operator", "only starts_with is known")
        }
        switch field.lowercased() {
        case "companyname": self = .companyName(startsWith: value)
        case "domain": self = .domain(startsWith: value)
        default: throw WireFault("query filter.Field", "CompanyName or Domain is expected")
        }
    }

    fileprivate var wire: String {
        let (field, value) =
            switch self {
            case .companyName(let start): ("CompanyName", start)
            case .domain(let start): ("Domain", start)
            }
        let json = JSON.object(["Field": field, "Value": value, "Operator": "starts_with"])
        return String(decoding: json.bytes, as: UTF8.self)
    }
}

extension GetCustomer: WireOperation {
    public init(_ call: IncomingCall) {
        self.init(customerID: call.path("customer"))
    }

    public var call: WireCall { WireCall(.customer, ["customer": customerID]) }
    public func response(from answer: WireResponse) throws -> Customer { try Customer(answer.fields) }
    public func answer(_ response: Customer) -> WireResponse { WireResponse(status: 200, json: response.wire) }
}

extension CreateCustomer: WireOperation {
    /// - Throws: ``WireFault`` also where one of the two ids is missing, which OP-38 asks for.
    public init(_ call: IncomingCall) throws {
        for name in [WireHeaders.Name.requestID, WireHeaders.Name.correlationID] where call.headers.first(name) == nil {
            throw WireFault("the header \(name)", "it is missing")
        }
        let profile = try Fields(try call.fields("companyProfile"), at: "companyProfile")
        self.init(
            domain: try profile("domain"),
            organizationRegistrationNumber: try profile.optional("organizationRegistrationNumber"),
            billingProfile: try call.fields("billingProfile")
        )
    }

    public var call: WireCall {
        WireCall(
            .customerCreation,
            body: .object([
                "companyProfile": JSON.object([
                    "domain": domain, "organizationRegistrationNumber": organizationRegistrationNumber,
                ]),
                "billingProfile": billingProfile,
            ])
        )
    }

    public func response(from answer: WireResponse) throws -> Customer { try Customer(answer.fields) }
    public func answer(_ response: Customer) -> WireResponse { WireResponse(status: 201, json: response.wire) }
}

extension DeleteCustomer: WireOperation {
    public init(_ call: IncomingCall) {
        self.init(customerID: call.path("customer"))
    }

    public var call: WireCall { WireCall(.customerDeletion, ["customer": customerID]) }

    /// The answer has no body: of what the customer was, it says the id.
    public func response(from answer: WireResponse) -> Customer {
        Customer(
            id: customerID,
            companyProfile: .init(tenantId: customerID, domain: "", companyName: ""),
            relationshipToPartner: .none
        )
    }

    public func answer(_ response: Customer) -> WireResponse { WireResponse(status: 204) }
}

extension UpdateBillingProfile: WireOperation {
    public init(_ call: IncomingCall) throws {
        var profile: Customer.BillingProfile = try .init(call.fields)
        profile.etag = call.etag ?? profile.etag
        self.init(customerID: call.path("customer"), billingProfile: profile)
    }

    public var call: WireCall {
        WireCall(
            .billingProfile,
            ["customer": customerID],
            ifMatch: billingProfile.etag,
            body: billingProfile.wire
        )
    }

    public func response(from answer: WireResponse) throws -> Customer.BillingProfile { try .init(answer.fields) }

    public func answer(_ response: Customer.BillingProfile) -> WireResponse {
        WireResponse(status: 200, json: response.wire)
    }
}

extension GetQualifications: WireOperation {
    public init(_ call: IncomingCall) {
        self.init(customerID: call.path("customer"))
    }

    public var call: WireCall { WireCall(.qualifications, ["customer": customerID]) }

    /// A bare array, or one in an envelope.
    public func response(from answer: WireResponse) throws -> [CustomerQualification] {
        try answer.items(CustomerQualification.init)
    }

    public func answer(_ response: [CustomerQualification]) -> WireResponse {
        WireResponse(status: 200, json: response.wire)
    }
}

extension SetQualification: WireOperation {
    public init(_ call: IncomingCall) throws {
        self.init(
            customerID: call.path("customer"),
            qualification: try call.fields("qualification"),
            code: try call.query.value("code")
        )
    }

    public var call: WireCall {
        WireCall(
            .qualificationChange,
            ["customer": customerID],
            query: ["code": code.map(String.init)],
            body: .object(["qualification": qualification])
        )
    }

    public func response(from answer: WireResponse) throws -> CustomerQualification {
        try CustomerQualification(answer.fields)
    }

    public func answer(_ response: CustomerQualification) -> WireResponse {
        WireResponse(status: 201, json: response.wire(dateAs: "vettingCreateDate"))
    }
}
