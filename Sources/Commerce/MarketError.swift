/// Why a market refused or failed a request.
public struct MarketError: Error, Sendable, Hashable, Codable {
    public var code: Code

    /// What happened, naming the thing it happened to.
    public var message: String

    /// What to do next.
    public var hint: String?

    /// Whether the same request can succeed later without a change.
    public var retryable: Bool

    /// Whole seconds to wait before the next try, where the market names them (429, `Retry-After`).
    public var retryAfter: Int?

    /// `MS-CorrelationId` of the exchange, for the vendor's support.
    public var correlationID: String?

    public init(
        _ code: Code,
        _ message: String,
        hint: String? = nil,
        retryable: Bool = false,
        retryAfter: Int? = nil,
        correlationID: String? = nil
    ) {
        self.code = code
        self.message = message
        self.hint = hint
        self.retryable = retryable
        self.retryAfter = retryAfter
        self.correlationID = correlationID
    }
}

extension MarketError {
    /// The HTTP status and the number of the reference's section 8, which are meaningful only together (3.9).
    public struct Code: Sendable, Hashable, Codable, CustomStringConvertible {
        public let status: Int
        public let number: Int

        public init(_ status: Int, _ number: Int) {
            self.status = status
            self.number = number
        }

        public var description: String { name ?? "\(status)/\(number)" }
    }
}

extension MarketError: CustomStringConvertible {
    public var description: String {
        let sentence = "\(message) (\(code))"
        return hint.map { "\(sentence). \($0)" } ?? sentence
    }
}

extension MarketError.Code {
    // No answer: what has no HTTP status
    /// A write was sent, and whether it acted could not be learned. It is never to be taken for failed.
    public static let outcomeUnknown = Self(0, 1)
    /// The market was not reached: nothing was sent to it.
    public static let unreachable = Self(0, 2)
    /// A purchase with real charges that nobody said yes to. Nothing was bought.
    public static let checkoutDeclined = Self(0, 3)

    // 8.1 General and access
    public static let notAuthenticated = Self(401, 800001)
    public static let invalidProperty = Self(400, 3000)
    public static let invalidInput = Self(400, 800002)
    public static let invalidEnumValue = Self(400, 900126)
    public static let invalidCustomerID = Self(400, 900118)
    public static let staleETag = Self(400, 2055)
    public static let preconditionFailed = Self(417, 800036)
    public static let notInThisEnvironment = Self(400, 900127)
    public static let notSupported = Self(400, 900141)
    public static let accessDenied = Self(403, 2032)
    public static let noRelationship = Self(403, 20002)
    public static let notOnboardedForCountry = Self(403, 2030)
    public static let notFound = Self(404, 1000)
    public static let orderNotFound = Self(404, 20000)
    public static let subscriptionNotFound = Self(404, 20003)
    public static let tenantNotFound = Self(404, 60003)
    public static let unexpected = Self(500, 800003)
    public static let registrationNumberNotAllowed = Self(400, 600002)
    public static let registrationNumberMissing = Self(400, 600049)
    public static let registrationNumberMalformed = Self(400, 600050)
    public static let phoneNumberMissing = Self(400, 600051)
    public static let throttled = Self(429, 429)

    // 8.2 Catalogue, cart, order
    public static let productNotFound = Self(404, 400013)
    public static let skuNotFound = Self(404, 400018)
    public static let availabilityNotFound = Self(404, 400019)
    public static let segmentNotAllowed = Self(403, 400030)
    public static let viewNotAllowed = Self(403, 400036)
    public static let quantityOutOfBounds = Self(400, 2002)
    public static let cartNotFound = Self(404, 800008)
    public static let faultyLines = Self(400, 800009)
    public static let noInventory = Self(400, 800010)
    public static let notAzureSubscription = Self(400, 800011)
    public static let subscriptionNotActive = Self(400, 800012)
    public static let subscriptionNotEnabled = Self(400, 800013)
    public static let quantityNotAvailable = Self(400, 800017)
    public static let sandboxLimit = Self(400, 800018)
    public static let cancellationOutsideSandbox = Self(403, 800019)
    public static let notEligible = Self(403, 800020)
    public static let unknownReseller = Self(404, 800015)
    public static let notIndirectReseller = Self(400, 800016)
    public static let subscriptionNotValid = Self(400, 800021)
    public static let creditTooLow = Self(403, 800023)
    public static let addonUnrelated = Self(400, 800029)
    public static let subscriptionNotRegistered = Self(400, 800030)
    public static let tooManySubscriptions = Self(403, 800066)
    public static let tooManySeats = Self(403, 800067)
    public static let tooManyAzureSubscriptions = Self(403, 800068)
    public static let riskCheckFailed = Self(403, 800069)
    public static let customerUnderReview = Self(403, 800073)
    public static let customerNotApproved = Self(403, 800075)
    public static let seatLimit = Self(403, 800088)
    public static let assetLimit = Self(403, 800089)
    public static let sandboxPlanLimit = Self(400, 900116)
    public static let invalidOffer = Self(400, 800004)
    public static let orderNotProcessable = Self(400, 4018)
    public static let lineItemProblem = Self(500, 800087)
    public static let provisioningNotAvailable = Self(404, 800007)
    public static let orderInProgress = Self(409, 800060)
    public static let orderNotCancellable = Self(400, 800061)
    public static let cartBusy = Self(409, 800064)
    public static let alreadySubmitted = Self(400, 800065)
    public static let adjustmentPending = Self(409, 800014)
    public static let offerNotInCountry = Self(400, 800070)
    public static let lineNumberOutOfRange = Self(400, 800071)
    public static let pastCancellationWindow = Self(400, 900117)
    public static let customerAgreementMissing = Self(403, 13605)
    public static let indirectResellerAgreementMissing = Self(403, 900123)
    public static let partnerAgreementMissing = Self(403, 900124)
}

extension MarketError.Code {
    /// What a code without a number of Partner Center's is called; nil for all others.
    public var name: String? {
        switch self {
        case .outcomeUnknown: "outcome_unknown"
        case .unreachable: "unreachable"
        case .checkoutDeclined: "checkout_declined"
        default: nil
        }
    }

    /// Whether a refusal is what a write came to, which the same call made again gets, too: not one that
    /// passes, after which asking again is how the outcome is learned.
    public var isOutcome: Bool {
        switch self {
        case .checkoutDeclined: true
        case .orderInProgress, .cartBusy: false
        default: (400..<500).contains(status) && status != 401 && status != 429
        }
    }

    /// Whether a refusal of a repeated write leaves open what the try before it did: it says nothing about that try, or
    /// is what a write that acted makes of its repetition. A code that section 8 doesn't list says nothing.
    public var leavesOutcomeOpen: Bool {
        switch self {
        case .accessDenied: true
        // A checkout, or an order.
        case .alreadySubmitted, .cartNotFound, .orderInProgress, .cartBusy: true
        // A cancellation: what is cancelled can't be cancelled, nor while that is under way.
        case .orderNotCancellable, .pastCancellationWindow, .adjustmentPending: true
        // A change under an ETag, which the change itself makes stale; a deletion.
        case .staleETag, .preconditionFailed, .notFound, .noRelationship, .tenantNotFound: true
        default: meaning == nil || [401, 429].contains(status) || status >= 500 || number == 900150
        }
    }
}
