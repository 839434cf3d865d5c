/// OP-36: the partner's customers, without their billing profiles.
public struct ListCustomers: PagedRequest {
    public typealias Item = Customer
    public typealias Response = Page<Customer>

    /// Only customers that match.
    public var filter: Filter?
    public var continuation: String?
    public var operation: Operation { .customers }

    public init(filter: Filter? = nil, continuation: String? = nil) {
        self.filter = filter
        self.continuation = continuation
    }
}

/// OP-37: one customer, whole.
public struct GetCustomer: MarketRequest {
    public typealias Response = Customer

    public var customerID: String
    public var operation: Operation { .customerByID }

    public init(customerID: String) {
        self.customerID = customerID
    }
}

/// OP-39: what a customer has proven to be.
public struct GetQualifications: MarketRequest {
    public typealias Response = [CustomerQualification]

    public var customerID: String
    public var operation: Operation { .qualifications }

    public init(customerID: String) {
        self.customerID = customerID
    }
}

/// OP-40: asks for a qualification, which is then vetted.
public struct SetQualification: MarketRequest {
    public typealias Response = CustomerQualification

    public var customerID: String
    public var qualification: Qualification

    /// The validation code, for `GovernmentCommunityCloud` only.
    public var code: Int?
    public var operation: Operation { .setQualification }

    public init(customerID: String, qualification: Qualification, code: Int? = nil) {
        self.customerID = customerID
        self.qualification = qualification
        self.code = code
    }
}

extension ListCustomers {
    /// What OP-36 can filter by: the start of the company's name or of its domain, whatever the case.
    public enum Filter: Codable, Sendable, Hashable {
        case companyName(startsWith: String)
        case domain(startsWith: String)
    }
}
