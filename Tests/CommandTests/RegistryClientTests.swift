import Bundles
import PartnerCenter
import PartnerCenterWire
import Synchronization
import Testing

@testable import CompraCommand

/// Registries that are behind an address.
@Suite struct RegistryClientTests {
    private final class Answering: Transport {
        let answer: Result<WireResponse, TransportFailure>
        let asked = Mutex<[String]>([])

        init(_ answer: Result<WireResponse, TransportFailure>) { self.answer = answer }

        func send(_ request: WireRequest, to origin: String) async throws -> WireResponse {
            asked.withLock { $0.append("\(request.method) \(origin) \(request.target)") }
            return try answer.get()
        }
    }

    @Test func `a file is asked for at its host, by its path`() async throws {
        let transport = Answering(.success(WireResponse(status: 200, body: [1, 2])))
        let bytes = try await RegistryClient.fetch("https://bundles.example:8443/acme/index.json", over: transport)
        #expect(bytes == [1, 2])
        #expect(transport.asked.withLock { $0 } == ["GET https://bundles.example:8443 /acme/index.json"])
    }

    @Test(arguments: [
        (301, BundleError.Code.unreadable, false), (404, .notFound, false), (429, .unreadable, true),
        (503, .unreadable, true),
    ])
    func `any other answer is an error`(status: Int, code: BundleError.Code, retryable: Bool) async {
        let transport = Answering(.success(WireResponse(status: status, body: [1])))
        let error = await #expect(throws: BundleError.self) {
            try await RegistryClient.fetch("https://bundles.example/index.json", over: transport)
        }
        #expect(error?.code == code && error?.retryable == retryable && error?.hint != nil)
    }

    @Test func `no answer can be asked for again`() async {
        let transport = Answering(.failure(TransportFailure(wasSent: false, "refused")))
        let error = await #expect(throws: BundleError.self) {
            try await RegistryClient.fetch("https://bundles.example/index.json", over: transport)
        }
        #expect(error?.code == .offline && error?.retryable == true)
    }
}
