public import Commerce

/// A write that may be charged. Before a market with real charges an incoming one is said anew: what it says beyond
/// what this program understands, and asks about, goes no further.
public protocol ChargedOperation: WireOperation {
    /// The call that reads what is changed; nil where the write says all there is to know.
    var subject: WireCall? { get }

    /// The call that says what was understood of an incoming one.
    ///
    /// - Parameter subject: The answer to ``subject``.
    /// - Throws: ``MarketError`` with 403/2032 for a change that isn't understood, ``WireFault`` for what can't be
    ///   read.
    func understood(in call: IncomingCall, of subject: WireResponse?) throws -> WireCall
}

extension ChargedOperation {
    public var subject: WireCall? { nil }
    public func understood(in call: IncomingCall, of subject: WireResponse?) throws -> WireCall { try self.call }
}

extension Checkout: ChargedOperation {}
extension CreateOrder: ChargedOperation {}

extension CancelOrder: ChargedOperation {
    /// Adding to an order is the same call with another status, and all of it that is read here is what is cancelled.
    public func understood(in call: IncomingCall, of subject: WireResponse?) throws -> WireCall {
        let lines: [JSON] = try call.fields("lineItems", or: [])
        let offers: [(Int, String)] = try lines.compactMap { line in
            let line = try Fields(line, at: "lineItems")
            let offer: String? = try line.optional("offerId")
            return try offer.map { (try line("lineItemNumber"), $0) }
        }
        return self.call(naming: Dictionary(offers, uniquingKeysWith: { $1 }))
    }
}

extension UpdateSubscription: ChargedOperation {
    public var subject: WireCall? { GetSubscription(customerID: customerID, subscriptionID: subscriptionID).call }

    /// Clients send the whole subscription: what isn't understood of it must be as it is already.
    public func understood(in call: IncomingCall, of subject: WireResponse?) throws -> WireCall {
        guard let subject, case .object(let members) = try call.fields.json else { return self.call }
        let current = try subject.json
        var understood = self.call
        let stranger = members.first { member in
            guard !Self.aside.contains(where: { $0.matches(member.name) }) else { return false }
            return !member.value.means(understood.body?[member.name] ?? current[member.name])
        }
        if let stranger {
            throw MarketError(
                .accessDenied,
                "\(stranger.name.prefix(40)) of subscription \(subscriptionID) would be changed, which is not passed on "
                    + "to a market with real charges: nobody could be asked about it",
                hint: "change friendlyName, status and autoRenewEnabled only, or make it without the emulator between"
            )
        }
        understood.body = .object(members)
        return understood
    }

    /// What changes nothing.
    private static let aside = ["links", "attributes"]
}
