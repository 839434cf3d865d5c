import PartnerCenterWire

extension JSON {
    /// The text of a member that must be there.
    func require(_ name: String) throws(WireFault) -> String {
        guard let text = self[name]?.scalar else { throw WireFault(name, "it is missing") }
        return text
    }

    /// A member that is a count; nil where it is missing or null.
    func count(_ name: String) throws(WireFault) -> Int? {
        guard let text = self[name]?.scalar else { return nil }
        guard let number = Int(text), (0...1_000_000_000).contains(number) else {
            throw WireFault(name, "a whole number from 0 is expected")
        }
        return number
    }
}
