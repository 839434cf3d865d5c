import Commerce

extension CartEvaluator {
    /// That the indirect reseller of a line is one of the partner's (5.2, 10004).
    func requireParticipants(_ line: CartLineItem) throws {
        guard let reseller = line.indirectReseller else { return }
        guard call.settings.isIndirectProvider else {
            throw LineFault(
                .participantsIsNotSupportedForPartner,
                "the partner is no indirect provider, so a line can't name the reseller \(reseller)"
            )
        }
        guard call.settings.resellers.isEmpty || call.settings.resellers[reseller] != nil else {
            throw LineFault(
                .participantsIsNotSupportedForPartner,
                "no reseller of this partner has the MPN id \(reseller)",
                code: .unknownReseller
            )
        }
    }
}

extension CartLineItem {
    /// The MPN id of the indirect reseller.
    var indirectReseller: String? {
        participants.first { $0.key.lowercased() == "transaction_reseller" }?.value
    }
}

extension MarketSettings {
    /// - Throws: ``MarketError`` with 403/900123 where a line's reseller has not accepted the partner agreement.
    func requireResellersAgreed(_ lines: [CartLineItem]) throws {
        for line in lines {
            if let reseller = line.indirectReseller, resellers[reseller] == false {
                throw MarketError(
                    .indirectResellerAgreementMissing,
                    "the indirect reseller \(reseller) has not accepted the partner agreement",
                    hint: "have it accepted before buying (R-48)"
                )
            }
            try requireResellersAgreed(line.addonItems)
        }
    }
}
