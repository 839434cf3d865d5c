import Compra
import PartnerCenter
import PartnerCenterWire

/// Gets files of registries that are behind an address.
enum RegistryClient {
    /// For ``BundleProject``. No connection is made before something is asked.
    static let fetch: Fetch = { try await fetch($0, over: transport) }

    private static let transport = HTTPTransport(timeout: 60, largestBody: 128 << 20)

    /// - Parameter address: `https://bundles.example/acme/index.json`.
    /// - Throws: ``BundleError`` for anything but a 200, which also a redirection is: a registry is where it says.
    static func fetch(_ address: String, over transport: any Transport) async throws -> [UInt8] {
        let host = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? address[...]
        let path = host.firstIndex(of: "/") ?? address.endIndex
        let answer: WireResponse
        do {
            let request = WireRequest(method: "GET", target: String(address[path...]))
            answer = try await transport.send(request, to: String(address[..<path]))
        } catch let error as TransportFailure {
            throw BundleError(.offline, "can't ask \(address): \(error)", hint: "try again later", retryable: true)
        }
        guard answer.status == 200 else {
            throw BundleError(
                answer.status == 404 ? .notFound : .unreadable,
                "\(address) answers \(answer.status)",
                hint: "check the registry's address in compra.toml",
                retryable: answer.status == 429 || answer.status >= 500
            )
        }
        return answer.body
    }
}
