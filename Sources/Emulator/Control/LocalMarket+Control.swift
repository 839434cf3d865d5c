import Commerce
import LocalMarket
import PartnerCenterWire

extension LocalMarket {
    /// Sets what `POST /_compra/NAME` names: stock, a customer's state, a limit.
    ///
    /// - Throws: ``WireFault`` for a body that doesn't say what to, ``MarketError`` with 404 for any other name.
    func set(_ name: String, _ body: JSON) async throws {
        func customer() throws -> String { try body.require("customer") }
        switch name {
        case "stock":
            let available = try body.count("available")
            try await setStock(of: try body.require("product"), sku: try body.require("sku"), to: available)
        case "agreement":
            try await setAgreement(of: try customer(), accepted: try body.boolean("accepted"))
        case "standing":
            let standing = try body.require("standing")
            guard let known = CustomerStanding(rawValue: standing) else {
                throw WireFault("standing", "\"\(standing.prefix(40))\" is none")
            }
            try await setStanding(of: try customer(), known)
        case "relationship":
            let relationship = try RelationshipToPartner(known: try body.require("relationship"))
            try await setRelationship(of: try customer(), relationship)
        case "qualification":
            try await setQualification(
                of: try customer(),
                try Qualification(known: try body.require("qualification")),
                try VettingStatus(known: try body.require("status"))
            )
        case "registration":
            let status = try RegistrationStatus(known: try body.require("status"))
            try await setRegistration(of: try body.require("subscription"), customer: try customer(), status)
        case "subscription":
            let status = try SubscriptionStatus(known: try body.require("status"))
            try await setStatus(of: try body.require("subscription"), customer: try customer(), status)
        case "credit":
            let limit = try body.text("limit").map { try Money($0) }
            guard limit?.isNegative != true else { throw WireFault("limit", "an amount from 0 is expected") }
            let currency = try limit?.currency ?? Currency(anyCase: try body.require("currency"))
            try await change { $0.creditLimits[currency] = limit }
        case "throttle":
            let requests = try body.count("requests_per_minute")
            try await change { $0.requestsPerMinute = requests }
        default: throw MarketError(.notFound, "control has no POST /_compra/\(name.prefix(100))")
        }
    }
}
