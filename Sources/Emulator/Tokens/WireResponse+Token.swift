import Commerce
import PartnerCenterWire

extension WireResponse {
    /// An authority's answer (2.3).
    init(status: Int = 200, tokenBody members: [(String, JSON)]) {
        self.init(
            status: status,
            headers: [
                WireHeaders.Name.contentType: "application/json; charset=utf-8", "Cache-Control": "no-cache, no-store",
                "Pragma": "no-cache",
            ],
            body: JSON.object(members.map { JSON.Member($0.0, $0.1) }).bytes
        )
    }

    /// An authority's refusal: a word for programs, and a sentence.
    init(refusing status: Int, _ error: String, _ words: String) {
        self.init(status: status, tokenBody: [("error", .text(error)), ("error_description", .text(words))])
    }

    /// The refusal of an app that didn't prove that it is one.
    static let wrongProof = WireResponse(
        refusing: 401,
        "invalid_client",
        "AADSTS7000215: invalid client secret is provided"
    )

    /// An authority that fails because a test said so.
    static func unavailable(_ fault: MarketError) -> WireResponse {
        var answer = WireResponse(refusing: fault.code.status, "temporarily_unavailable", fault.message)
        answer.headers[WireHeaders.Name.retryAfter] = fault.retryAfter.map(String.init)
        return answer
    }
}
