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

/// OP-38: a new customer with a tenant of its own, in the market of its billing address.
///
/// Partner Center answers with the first user's password, too; the embedded market has no users.
public struct CreateCustomer: MarketRequest {
    public typealias Response = Customer

    /// The tenant's first domain: `contoso.onmicrosoft.com`.
    public var domain: String

    /// Mandatory in some countries and refused in all others.
    public var organizationRegistrationNumber: String?

    /// Its id and etag are the market's.
    public var billingProfile: Customer.BillingProfile
    public var operation: Operation { .createCustomer }

    public init(
        domain: String,
        organizationRegistrationNumber: String? = nil,
        billingProfile: Customer.BillingProfile
    ) {
        self.domain = domain
        self.organizationRegistrationNumber = organizationRegistrationNumber
        self.billingProfile = billingProfile
    }
}

/// Takes a customer out of the sandbox again, once its reservations and software are cancelled. Answers with what
/// the customer was.
public struct DeleteCustomer: MarketRequest {
    public typealias Response = Customer

    public var customerID: String
    public var operation: Operation { .deleteCustomer }

    public init(customerID: String) {
        self.customerID = customerID
    }
}

/// Replaces a customer's billing profile, unless someone else did meanwhile (3.8).
public struct UpdateBillingProfile: MarketRequest {
    public typealias Response = Customer.BillingProfile

    public var customerID: String

    /// With the etag that it was read with; a stale one is refused with 400/2055.
    public var billingProfile: Customer.BillingProfile
    public var operation: Operation { .updateBillingProfile }

    public init(customerID: String, billingProfile: Customer.BillingProfile) {
        self.customerID = customerID
        self.billingProfile = billingProfile
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
