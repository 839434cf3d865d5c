public import Commerce

extension MarketError {
    /// The refusal that an answer is, in any of the three shapes of 3.9, or in none of them.
    public init(_ response: WireResponse) {
        let json = (try? response.json) ?? .null
        let status = response.status
        let number = json["code"]?.scalar.flatMap { Int($0) } ?? (status == 429 ? Code.throttled.number : 0)
        let words = [json["description"], json["message"]].compactMap { $0?.scalar?.trimmingBlanks }.first {
            !$0.isEmpty
        }
        let extended = json["errorMessageExtended"]?.scalar
        let isRetryable = json["isRetryable"]?.scalar.map { $0.lowercased() == "true" }
        self.init(
            Code(status, number),
            words ?? extended ?? "the service answered \(status) without a reason",
            retryable: isRetryable ?? (status == 429 || status >= 500),
            retryAfter: response.headers.first(WireHeaders.Name.retryAfter).flatMap { Int($0) }.flatMap { seconds in
                seconds < 0 ? nil : min(seconds, Self.longestWait)
            },
            correlationID: response.headers.first(WireHeaders.Name.correlationID)
        )
    }
}

extension WireResponse {
    /// Whether it is a refusal of the service's own, by its number (3.9). Whatever else is no success comes from
    /// something on the way, a gateway or a proxy, and doesn't say whether the call arrived.
    public var isOwnRefusal: Bool {
        guard status >= 400, let number = (try? json)?["code"]?.scalar.flatMap({ Int($0) }) else { return false }
        // Gateways repeat the status there.
        return number != status
    }
}

extension MarketError {
    /// Seconds that a service may ask to wait for: a day.
    private static let longestWait = 86_400
}

extension WireResponse {
    /// A refusal as the service writes it: the throttle shape for 429, else the standard one (3.9).
    public init(_ error: MarketError) {
        let words = String((error.hint.map { "\(error.message). \($0)" } ?? error.message).prefix(1024))
        guard error.code.status != 429 else {
            self.init(
                status: 429,
                json: .object(["statusCode": 429, "message": words]),
                headers: [WireHeaders.Name.retryAfter: String(error.retryAfter ?? 60)]
            )
            return
        }
        self.init(
            status: error.code.status,
            json: .object([
                "code": error.code.number, "description": words, "data": [String](), "source": "PartnerFD",
            ])
        )
        //
        if error.code.status == 401 { headers["WWW-Authenticate"] = "Bearer" }
        if let seconds = error.retryAfter { headers[WireHeaders.Name.retryAfter] = String(seconds) }
    }
}
