/// Something on the wire that can't be read, however liberally.
public struct WireFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where: `lineItems[0].quantity`, `query targetView`, `byte 17 of the body`.
    public let place: String

    /// What is wrong with it.
    public let reason: String

    public init(_ place: String, _ reason: String) {
        self.place = place
        self.reason = reason
    }

    public var description: String { "\(place): \(reason)" }
}
