import Commerce
import Database

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

    /// What a request failed with. A write of which the store can't say whether it was kept has an unknown outcome.
    init(of error: any Error, performing request: any MarketRequest) {
        if let error = error as? StoreError, error.code == .inputOutput, request is any LocalWrite {
            self.init(.outcomeUnknown, error.message, hint: error.hint)
        } else {
            self.init(of: error)
        }
    }
}
