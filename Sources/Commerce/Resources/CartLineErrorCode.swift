/// The wire name of what is wrong with a cart line (8.3), and the API's number nearest to it.
public struct CartLineErrorCode: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    public static let unknown = Self(canonical: "unknown")
    public static let currencyIsNotSupported = Self(canonical: "currency_is_not_supported")
    public static let catalogItemIdIsNotValid = Self(canonical: "catalog_item_id_is_not_valid")
    public static let quotaNotAvailable = Self(canonical: "quota_not_available")
    public static let inventoryNotAvailable = Self(canonical: "inventory_not_available")
    public static let participantsIsNotSupportedForPartner = Self(
        canonical: "participants_is_not_supported_for_partner"
    )
    public static let unableToProcessCartLineItem = Self(canonical: "unable_to_process_cart_line_item")
    public static let subscriptionIsNotValid = Self(canonical: "subscription_is_not_valid")
    public static let subscriptionIsNotEnabledForRI = Self(canonical: "subscription_is_not_enabled_for_r_i")
    public static let sandboxLimitExceeded = Self(canonical: "sandbox_limit_exceeded")
    public static let invalidInput = Self(canonical: "invalid_input")
    public static let subscriptionNotRegistered = Self(canonical: "subscription_not_registered")
    public static let billingPlanNotSupported = Self(canonical: "billing_plan_not_supported")
    public static let maxAllowedSeatsPerSubscriptionExceeded = Self(
        canonical: "max_allowed_seats_per_subscription_exceeded"
    )

    public static let allKnown: [Self] = [
        .unknown, .currencyIsNotSupported, .catalogItemIdIsNotValid, .quotaNotAvailable, .inventoryNotAvailable,
        .participantsIsNotSupportedForPartner, .unableToProcessCartLineItem, .subscriptionIsNotValid,
        .subscriptionIsNotEnabledForRI, .sandboxLimitExceeded, .invalidInput, .subscriptionNotRegistered,
        .billingPlanNotSupported, .maxAllowedSeatsPerSubscriptionExceeded,
    ]

    /// The number of the vendor's own enumeration, by which a market may name a fault, too; nil for an unknown one.
    public var number: Int? { Self.numbers.first { $0.value == self }?.key }

    /// The numbers as text are read as the names that they stand for.
    public static let aliases: [String: Self] = Dictionary(
        uniqueKeysWithValues: numbers.map { (String($0.key), $0.value) }
    )

    private static let numbers: [Int: Self] = [
        0: .unknown, 10000: .currencyIsNotSupported, 10001: .catalogItemIdIsNotValid, 10002: .quotaNotAvailable,
        10003: .inventoryNotAvailable, 10004: .participantsIsNotSupportedForPartner,
        10006: .unableToProcessCartLineItem, 10007: .subscriptionIsNotValid, 10008: .subscriptionIsNotEnabledForRI,
        10009: .sandboxLimitExceeded, 10010: .invalidInput, 10011: .subscriptionNotRegistered,
        10013: .billingPlanNotSupported, 10015: .maxAllowedSeatsPerSubscriptionExceeded,
    ]

    /// The API's code nearest to this one, for logs and order errors (8.3, right column).
    public var nearest: MarketError.Code {
        switch self {
        case .catalogItemIdIsNotValid: .notEligible
        case .quotaNotAvailable: .quantityNotAvailable
        case .inventoryNotAvailable: .noInventory
        case .participantsIsNotSupportedForPartner: .notIndirectReseller
        case .unableToProcessCartLineItem: .lineItemProblem
        case .subscriptionIsNotValid: .subscriptionNotValid
        case .subscriptionIsNotEnabledForRI: .subscriptionNotEnabled
        case .sandboxLimitExceeded: .sandboxLimit
        case .currencyIsNotSupported, .invalidInput: .invalidInput
        case .subscriptionNotRegistered: .subscriptionNotRegistered
        case .billingPlanNotSupported: .invalidEnumValue
        case .maxAllowedSeatsPerSubscriptionExceeded: .tooManySeats
        default: .unexpected
        }
    }
}
