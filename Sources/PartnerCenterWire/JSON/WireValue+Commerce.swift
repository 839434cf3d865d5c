import Commerce

extension WireValue where Self: TextValue {
    init(wire: JSON, at place: String) throws {
        let text = try String(wire: wire, at: place)
        do {
            self = try Self(text)
        } catch {
            throw WireFault(place, "\(error)")
        }
    }

    var wire: JSON { .text(description) }
}

extension Timestamp: WireValue {}
extension ISODuration: WireValue {}

extension Currency: WireValue {
    /// Reads a code in any case, or an object with one.
    init(wire: JSON, at place: String) throws {
        let code = try String(wire: wire["code"] ?? wire, at: place)
        do {
            self = try Currency(anyCase: code)
        } catch {
            throw WireFault(place, "\(error)")
        }
    }
}

extension CountryCode: WireValue {
    init(wire: JSON, at place: String) throws {
        let code = try String(wire: wire, at: place)
        do {
            self = try CountryCode(anyCase: code)
        } catch {
            throw WireFault(place, "\(error)")
        }
    }
}

extension WireValue where Self: OpenEnum {
    init(wire: JSON, at place: String) throws {
        self.init(rawValue: try String(wire: wire, at: place))
    }

    var wire: JSON { .text(rawValue) }
}

extension BillingCycle: WireValue {}
extension BillingProvider: WireValue {}
extension CartStatus: WireValue {}
extension DocumentType: WireValue {}
extension EntitlementType: WireValue {}
extension InventoryVariable: WireValue {}
extension InvoiceLineItemType: WireValue {}
extension InvoiceType: WireValue {}
extension LineProvisioningStatus: WireValue {}
extension LineTransactionType: WireValue {}
extension OrderStatus: WireValue {}
extension OrderTransactionType: WireValue {}
extension ProvisioningVariable: WireValue {}
extension PurchasePrerequisite: WireValue {}
extension Qualification: WireValue {}
extension RegistrationStatus: WireValue {}
extension RelationshipToPartner: WireValue {}
extension ReservationOffering: WireValue {}
extension ReservationScope: WireValue {}
extension Segment: WireValue {}
extension SubscriptionProvisioningStatus: WireValue {}
extension SubscriptionStatus: WireValue {}
extension TargetView: WireValue {}
extension VettingStatus: WireValue {}

extension AttributeValue: WireValue {
    init(wire: JSON, at place: String) throws {
        self =
            switch wire {
            case .null: .null
            case .boolean(let value): .boolean(value)
            case .number(let digits): Int(digits).map(AttributeValue.integer) ?? .number(Double(digits) ?? .nan)
            case .text(let text): .text(text)
            case .list: .list(try [AttributeValue](wire: wire, at: place))
            case .object: .fields(try [String: AttributeValue](wire: wire, at: place))
            }
    }

    var wire: JSON {
        switch self {
        case .null: .null
        case .boolean(let value): .boolean(value)
        case .integer(let value): .number(String(value))
        case .number(let value): value.isFinite ? .number("\(value)") : .null
        case .text(let text): .text(text)
        case .list(let values): values.wire
        case .fields(let values): values.wire
        }
    }
}

extension Money {
    /// The amount as a JSON number with the digits of the currency (3.5); the currency stands beside it.
    var wire: JSON { .number(amountText) }
}
