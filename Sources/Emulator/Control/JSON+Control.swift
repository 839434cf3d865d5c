import PartnerCenterWire

extension JSON {
    /// The text of a member; nil where it is missing or null.
    ///
    /// - Throws: ``WireFault`` for a value of another kind, which may have been meant for the opposite.
    func text(_ name: String, expecting kind: String = "a text") throws(WireFault) -> String? {
        switch self[name] {
        case nil: nil
        case .text(let text), .number(let text): text
        default: throw WireFault(name, "\(kind) is expected")
        }
    }

    /// The text of a member that must be there.
    func require(_ name: String) throws(WireFault) -> String {
        guard let text = try text(name) else { throw WireFault(name, "it is missing") }
        return text
    }

    /// A member that is true or false, and must be there.
    func boolean(_ name: String) throws(WireFault) -> Bool {
        guard case .boolean(let value)? = self[name] else { throw WireFault(name, "true or false is expected") }
        return value
    }

    /// A member that is a count; nil where it is missing or null.
    func count(_ name: String) throws(WireFault) -> Int? {
        let kind = "a whole number from 0"
        guard let text = try text(name, expecting: kind) else { return nil }
        guard let number = Int(text), (0...1_000_000_000).contains(number) else {
            throw WireFault(name, "\(kind) is expected")
        }
        return number
    }
}
