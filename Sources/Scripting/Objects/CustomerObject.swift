import Commerce
import Lua

/// A customer of the partner.
final class CustomerObject: ScriptObject {
    let session: Session
    let customer: Customer

    init(_ customer: Customer, _ session: Session) {
        self.customer = customer
        self.session = session
    }

    static let type = ObjectType(
        "customer",
        of: CustomerObject.self,
        "A customer of the partner.",
        fields: [
            Field("id", "string", "The Azure AD tenant id, a GUID.") { .text($0.customer.id) },
            Field("name", "string", "The company's name.") { .text($0.customer.companyProfile.companyName) },
            Field("domain", "string", "The tenant's first domain.") { .text($0.customer.companyProfile.domain) },
            Field("country", "string?", "The market, ISO 3166 alpha-2; items of a list don't have it: use get.") {
                .optional($0.customer.country)
            },
            Field("currency", "string?", "ISO 4217 code, where the market knows it; items of a list don't have it.") {
                .optional($0.customer.currency)
            },
            Field("relationship_to_partner", "string", "`reseller` for one that can be sold to.") {
                .text($0.customer.relationshipToPartner.rawValue)
            },
            Field("allow_delegated_access", "boolean?", "Whether the partner may act in the tenant.") {
                .optional($0.customer.allowDelegatedAccess)
            },
            Field("company_profile", "table", "`tenant_id domain company_name organization_registration_number`.") {
                $0.customer.companyProfile.luaValue
            },
            Field("billing_profile", "table?", "Who is billed and where; items of a list don't have it.") {
                $0.customer.billingProfile?.luaValue ?? .nil
            },
        ],
        actions: catalogueActions + buyingActions,
        operators: [
            .equal { $0.customer.id == $1.customer.id },
            .text { "customer \($0.customer.companyProfile.companyName) (\($0.customer.companyProfile.domain))" },
        ]
    )

    private static let catalogueActions: [Action<CustomerObject>] = [
        .waiting(
            "catalog",
            [
                .optional("segment", .name(of: Segment.allKnown.map(\.rawValue)), "Nil for all segments."),
                .optional("reservation_scope", .name(of: ReservationOffering.allKnown.map(\.rawValue)), "R-7."),
            ],
            returns: "catalogue",
            "What this customer may buy (OP-6, OP-9, OP-13).",
            example: #"local catalogue = customer:catalog{ segment = "commercial" }"#
        ) { object, arguments in
            let view = CatalogueView(
                .customer(object.customer.id),
                segment: try arguments.name("segment"),
                reservationScope: try arguments.name("reservation_scope")
            )
            return .object(
                CatalogueObject(
                    CatalogueContext(session: object.session, view: view, country: try await object.country())
                )
            )
        },
        .immediate(
            "subscriptions",
            [
                .optional("kind", .name(of: ["azure", "other"]), "`azure`: those that reservations are bought for."),
                .optional("status", .name(of: SubscriptionStatus.allKnown.map(\.rawValue)), "Only of this status."),
            ],
            returns: "query<subscription>",
            "The customer's subscriptions (OP-1).",
            example: #"customer:subscriptions{ kind = "azure", status = "active" }:one()"#
        ) { object, arguments in
            let status: SubscriptionStatus? = try arguments.name("status")
            let kind = arguments.text("kind")?.lowercased()
            let request = ListSubscriptions(customerID: object.customer.id)
            return .object(
                Query(of: "subscription of \(object.customer.companyProfile.companyName)", request, in: object.session)
                {
                    (status == nil || $0.status == status) && (kind == nil || $0.isAzure == (kind == "azure"))
                } _: {
                    .object(SubscriptionObject($0, of: object.customer.id, object.session))
                }
            )
        },
        .waiting(
            "subscription",
            [.positional("id", .text, "The Partner Center id or the Azure one, in either case (A-36).")],
            returns: "subscription",
            "One subscription (OP-1)."
        ) { object, arguments in
            let request = GetSubscription(
                customerID: object.customer.id,
                subscriptionID: arguments.text("id") ?? ""
            )
            return .object(
                SubscriptionObject(try await object.session.perform(request), of: object.customer.id, object.session)
            )
        },
        .waiting("qualifications", returns: "qualification[]", "What the customer has proven to be (OP-39).") {
            object,
            _ in
            let qualifications = try await object.session.perform(GetQualifications(customerID: object.customer.id))
            return .list(qualifications.map(\.luaValue))
        },
        .waiting(
            "set_qualification",
            [
                .positional("name", .name(of: Qualification.allKnown.map(\.rawValue)), "`Education`, …"),
                .optional("code", .integer, "The validation code, for `GovernmentCommunityCloud` only."),
            ],
            returns: "qualification",
            "Asks for a qualification, which is then vetted (OP-40)."
        ) { object, arguments in
            let request = SetQualification(
                customerID: object.customer.id,
                qualification: try arguments.name("name") ?? .none,
                code: arguments.integer("code")
            )
            return try await object.session.perform(request).luaValue
        },
    ]

    private static let buyingActions: [Action<CustomerObject>] = [
        .waiting(
            "cart",
            [.required("lines", .list, "Each `{ offer =, quantity =, term =, … }`, as in `purchase`.")],
            returns: "cart",
            "Opens a cart (OP-15). Faulty lines come back with `error`; such a cart can't be checked out (R-29).",
            example: #"local cart = customer:cart{ lines = { { offer = availability, quantity = 1 } } }"#
        ) { object, arguments in
            let lines = try await CartLineItem.lines(from: arguments.list("lines") ?? [], of: arguments.action)
            let cart = try await object.session.perform(CreateCart(customerID: object.customer.id, lineItems: lines))
            return .object(CartObject(cart, object.session))
        },
        .waiting(
            "open_cart",
            [.positional("id", .text, "The cart's id, a GUID.")],
            returns: "cart",
            "A cart that was opened before (OP-16)."
        ) { object, arguments in
            let request = GetCart(customerID: object.customer.id, cartID: arguments.text("id") ?? "")
            return .object(CartObject(try await object.session.perform(request), object.session))
        },
        .waiting(
            "order",
            [.positional("id", .text, "The order's id.")],
            returns: "order",
            "One order, found as soon as it is made (OP-20, R-38)."
        ) { object, arguments in
            let request = GetOrder(customerID: object.customer.id, orderID: arguments.text("id") ?? "")
            return .object(OrderObject(try await object.session.perform(request), object.session))
        },
        .immediate(
            "orders",
            [
                .optional(
                    "billing_cycle",
                    .name(of: BillingCycle.allKnown.map(\.rawValue)),
                    "Only of this cycle (R-40)."
                )
            ],
            returns: "query<order>",
            "The customer's orders (OP-21). A new one may be missing for 15 minutes (R-38)."
        ) { object, arguments in
            let session = object.session
            let request = ListOrders(
                customerID: object.customer.id,
                billingCycle: try arguments.name("billing_cycle")
            )
            return .object(Query(of: "order", request, in: session) { .object(OrderObject($0, session)) })
        },
        .immediate(
            "entitlements",
            [
                .optional("type", .name(of: EntitlementType.allKnown.map(\.rawValue)), "Only of this kind."),
                .optional("show_expiry", .boolean, "Whether expiry dates come with it (R-54)."),
            ],
            returns: "query<entitlement>",
            "What the customer owns (OP-25)."
        ) { object, arguments in
            let session = object.session
            let request = ListEntitlements(
                customerID: object.customer.id,
                entitlementType: try arguments.name("type"),
                showExpiry: arguments.boolean("show_expiry") ?? false
            )
            return .object(Query(of: "entitlement", request, in: session) { .object(EntitlementObject($0, session)) })
        },
    ]

    /// The customer's market; items of a list have to be read for it first.
    private func country() async throws -> CountryCode {
        if let country = customer.country { return country }
        let whole = try await session.perform(GetCustomer(customerID: customer.id))
        guard let country = whole.country else {
            throw ScriptFailure(
                .notFound,
                "customer \(customer.companyProfile.companyName) has no billing country",
                hint: "complete the customer's billing profile"
            )
        }
        return country
    }
}

/// `market.customers`.
final class CustomersObject: ScriptObject {
    let session: Session

    init(_ session: Session) {
        self.session = session
    }

    static let type = ObjectType(
        "customers",
        of: CustomersObject.self,
        "The partner's customers.",
        actions: [
            .waiting(
                "get",
                [.positional("id", .text, "The tenant id, or a domain.")],
                returns: "customer",
                "One customer (OP-37; by domain through OP-36).",
                example: #"local contoso = market.customers:get "contoso.onmicrosoft.com""#
            ) { object, arguments in
                .object(CustomerObject(try await object.customer(arguments.text("id") ?? ""), object.session))
            },
            .immediate(
                "list",
                [.optional("name", .text, "The beginning of the company's name, whatever the case.")],
                returns: "query<customer>",
                "The customers (OP-36), without country and billing profile."
            ) { object, arguments in
                let session = object.session
                let filter = arguments.text("name").map { ListCustomers.Filter.companyName(startsWith: $0) }
                return .object(
                    Query(of: "customer", ListCustomers(filter: filter), in: session) {
                        .object(CustomerObject($0, session))
                    }
                )
            },
        ]
    )

    private func customer(_ text: String) async throws -> Customer {
        if let id = try? GUID(text) {
            return try await session.perform(GetCustomer(customerID: id.description))
        }
        let found = try await session.all(ListCustomers(filter: .domain(startsWith: text)))
        guard let item = found.first(where: { $0.companyProfile.domain.lowercased() == text.lowercased() }) else {
            let domains = found.prefix(3).map { "\"\($0.companyProfile.domain)\"" }.joined(separator: ", ")
            throw ScriptFailure(
                .notFound,
                "no customer has the id or domain \"\(text)\"",
                hint: found.isEmpty ? "market.customers:list() shows them all" : "did you mean \(domains)?"
            )
        }
        return try await session.perform(GetCustomer(customerID: item.id))
    }
}

extension CustomerQualification {
    var luaValue: LuaValue {
        .result(
            "qualification",
            [
                ("qualification", .text(qualification.rawValue)), ("vetting_status", .optional(vettingStatus)),
                ("vetting_reason", .optional(vettingReason)), ("vetting_created_date", .optional(vettingCreatedDate)),
            ]
        )
    }
}

extension Customer.CompanyProfile {
    fileprivate var luaValue: LuaValue {
        .result(
            "company profile",
            [
                ("tenant_id", .text(tenantId)), ("domain", .text(domain)), ("company_name", .text(companyName)),
                ("organization_registration_number", .optional(organizationRegistrationNumber)),
            ]
        )
    }
}

extension Customer.BillingProfile {
    fileprivate var luaValue: LuaValue {
        .result(
            "billing profile",
            [
                ("id", .text(id)), ("first_name", .text(firstName)), ("last_name", .text(lastName)),
                ("email", .text(email)),
                ("culture", .text(culture)), ("language", .text(language)), ("company_name", .text(companyName)),
                (
                    "default_address",
                    .result(
                        "address",
                        [
                            ("address_line1", .text(defaultAddress.addressLine1)),
                            ("address_line2", .optional(defaultAddress.addressLine2)),
                            ("city", .text(defaultAddress.city)),
                            ("state", .optional(defaultAddress.state)),
                            ("postal_code", .text(defaultAddress.postalCode)),
                            ("country", .text(defaultAddress.country.description)),
                            ("phone_number", .optional(defaultAddress.phoneNumber)),
                        ]
                    )
                ),
            ]
        )
    }
}
