public import Commerce

/// The call for a price sheet: another API, on another host (section 12).
public struct PriceSheetCall: Sendable, Hashable {
    public var country: CountryCode

    /// `azure_reservations`, `azure_consumption`, or a newer one.
    public var view: String

    public init(country: CountryCode, view: String) {
        self.country = country
        self.view = view
    }

    /// Path and query of the current sheet.
    public var target: String {
        "/v1.0/sales/pricesheets(Market='\(country)',PricesheetView='\(view.percentEncoded())')/$value"
    }

    /// The call, with the ids of a context. It asks for the CSV itself, not for a ZIP that holds it.
    public func request(in context: CallContext) -> WireRequest {
        WireRequest(
            method: "GET",
            target: target,
            headers: [
                WireHeaders.Name.requestID: context.requestID, WireHeaders.Name.correlationID: context.correlationID,
            ]
        )
    }

    /// Reads the target of a request; nil for any other.
    public init?(target: String) {
        let path = target.prefix { $0 != "?" }.percentDecoded().split(separator: "/").map(String.init)
        guard path.count == 4, path[0].matches("v1.0"), path[1].matches("sales"), path[3].matches("$value"),
            path[2].lowercased().hasPrefix("pricesheets("), path[2].hasSuffix(")")
        else { return nil }
        let words = path[2].dropFirst("pricesheets(".count).dropLast().split(separator: ",").map { argument in
            argument.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != "'" && $0 != " " } }
        }
        func argument(_ name: String) -> String? { words.first { $0.count == 2 && $0[0].matches(name) }?[1] }
        guard let country = argument("Market").flatMap({ try? CountryCode(anyCase: $0) }),
            let view = argument("PricesheetView")
        else { return nil }
        self.init(country: country, view: view)
    }
}
