import Commerce
import Database

extension MarketError.Code {
    static let tenantNotFound = Self(404, 60003)
    static let quantityOutOfBounds = Self(400, 2002)
    static let riskCheckFailed = Self(403, 800069)
    static let customerUnderReview = Self(403, 800073)
    static let customerNotApproved = Self(403, 800075)
    static let lineItemProblem = Self(500, 800087)
}

extension MarketError {
    /// Any error of the engine as the market's: a store's refusal keeps its words, an amount that can't be computed is
    /// invalid input, anything else is unexpected.
    init(of error: any Error) {
        switch error {
        case let error as MarketError:
            self = error
        case let error as StoreError:
            self.init(.unexpected, error.message, hint: error.hint, retryable: error.retryable)
        case let error as MoneyError:
            self.init(.invalidInput, error.message, hint: error.hint)
        case let error as FormatError:
            self.init(.invalidInput, error.message, hint: error.hint)
        default:
            self.init(
                .unexpected,
                "the market failed inside: \(error)",
                hint: "this is a fault of the market itself; please report it"
            )
        }
    }
}
