import Commerce

/// What is wrong with a cart line: the line error that a cart shows (8.3), and the code that a checkout gives for the
/// group of the line.
struct LineFault: Error, Sendable, Hashable {
    var errorCode: CartLineErrorCode
    var code: MarketError.Code
    var message: String

    /// - Parameter code: Where the rules name another one than ``CartLineErrorCode/nearest``.
    init(_ errorCode: CartLineErrorCode, _ message: String, code: MarketError.Code? = nil) {
        self.errorCode = errorCode
        self.code = code ?? errorCode.nearest
        self.message = message
    }

    var lineError: CartLineError { CartLineError(errorCode, message) }
}
