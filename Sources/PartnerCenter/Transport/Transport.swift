public import PartnerCenterWire

/// What carries a request to a host and brings the answer back: HTTP, or a test that breaks things.
public protocol Transport: Sendable {
    /// Sends one request, once.
    ///
    /// - Parameter origin: Scheme and host, such as ``Cloud/api``.
    /// - Throws: ``TransportFailure``, or `CancellationError`.
    func send(_ request: WireRequest, to origin: String) async throws -> WireResponse
}

/// No whole answer came.
public struct TransportFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// Whether the request may have reached the host, so that a write may have acted.
    public let wasSent: Bool

    /// What broke.
    public let reason: String

    public init(wasSent: Bool, _ reason: String) {
        self.wasSent = wasSent
        self.reason = reason
    }

    public var description: String { reason }
}
