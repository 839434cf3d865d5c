public import Commerce
import PartnerCenterWire

extension PartnerCenter {
    /// The current price sheet of a country as CSV (section 12): tens of megabytes are normal.
    ///
    /// - Parameter view: `azure_reservations`, `azure_consumption`, or a newer one.
    /// - Throws: ``MarketError``; 403/2032 without a user.
    public func priceSheet(
        of country: CountryCode,
        view: String = "azure_reservations",
        in context: CallContext
    ) async throws -> [UInt8] {
        try await caller.settle(
            PriceSheetCall(country: country, view: view).request(in: context),
            at: caller.tokens.credentials.cloud.prices,
            of: .priceSheet,
            in: context
        ) { answer in
            let header = answer.body.prefix { $0 != UInt8(ascii: "\n") }
            guard String(decoding: header, as: UTF8.self).lowercased().contains("productid") else {
                throw WireFault("the body", "a price sheet is expected")
            }
            return answer.body
        }
    }
}
