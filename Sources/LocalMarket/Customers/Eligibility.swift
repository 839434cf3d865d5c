import Commerce

/// Whether a customer and the partner may buy anything at all.
extension CustomerRecord {
    /// - Throws: ``MarketError`` with 403/20002 (R-50).
    func requireRelationship() throws {
        guard relationship != .none else {
            throw MarketError(
                .noRelationship,
                "customer \(id) has no commerce tie to this partner",
                hint: "the customer must accept the partner's invitation first"
            )
        }
    }

    /// Everything that a purchase needs whatever is bought (R-48 to R-50).
    ///
    /// - Throws: ``MarketError`` with the code of what is missing.
    func requireMayBuy(_ settings: MarketSettings) throws {
        try requireRelationship()
        guard settings.hasPartnerAgreement else {
            throw MarketError(
                .partnerAgreementMissing,
                "the partner has not accepted the partner agreement",
                hint: "accept it before buying (R-48)"
            )
        }
        guard !settings.countriesNotOnboarded.contains(country) else {
            throw MarketError(
                .notOnboardedForCountry,
                "the partner is not onboarded to sell in \(country)",
                hint: "have the partner onboarded for the country of customer \(id) (R-50)"
            )
        }
        guard hasAgreement else {
            throw MarketError(
                .customerAgreementMissing,
                "customer \(id) has neither confirmed nor accepted the customer agreement",
                hint: "confirm the customer's acceptance before buying (R-48)"
            )
        }
        let code: MarketError.Code
        switch standing {
        case .good: return
        case .underReview: code = .customerUnderReview
        case .rejected: code = .customerNotApproved
        case .atRisk: code = .riskCheckFailed
        }
        throw MarketError(
            code,
            "customer \(id) is \(standing.rawValue.replacing("_", with: " "))",
            hint: "ask the vendor's support for the outcome (R-49)"
        )
    }
}
