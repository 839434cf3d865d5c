import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
public import PartnerCenterWire

/// Carries requests over HTTP/1.1 or 2 with TLS that is verified. Connections are kept and shared.
public final class HTTPTransport: Transport {
    private let client: HTTPClient
    private let timeout: TimeAmount
    private let largestBody: Int

    /// - Parameters:
    ///   - timeout: Seconds that one try may take.
    ///   - largestBody: Bytes that an answer may have.
    public init(timeout: Int64 = 100, largestBody: Int = 256 << 20) {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout = .init(connect: .seconds(15))
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        self.timeout = .seconds(timeout)
        self.largestBody = largestBody
    }

    deinit {
        client.shutdown { _ in }
    }

    public func send(_ request: WireRequest, to origin: String) async throws -> WireResponse {
        try requireSafe(origin)
        var outgoing = HTTPClientRequest(url: origin + request.target)
        outgoing.method = HTTPMethod(rawValue: request.method)
        for field in request.headers.fields { outgoing.headers.add(name: field.name, value: field.value) }
        if let body = request.body {
            outgoing.body = .bytes(body)
        } else if request.method != "GET" {
            outgoing.headers.replaceOrAdd(name: "Content-Length", value: "0")
        }
        do {
            let answer = try await client.execute(outgoing, timeout: timeout)
            let body = try await answer.body.collect(upTo: largestBody)
            return WireResponse(
                status: Int(answer.status.code),
                headers: WireHeaders(answer.headers.map { (name: $0.name, value: $0.value) }),
                body: Array(body.readableBytesView)
            )
        } catch let error as CancellationError {
            throw error
        } catch {
            if Task.isCancelled { throw CancellationError() }
            throw TransportFailure(wasSent: !Self.isBeforeSending(error), "\(origin): \(error)")
        }
    }

    /// Secrets go over TLS, or not beyond this machine.
    private func requireSafe(_ origin: String) throws {
        let isLocal = ["http://127.0.0.1", "http://localhost", "http://[::1]"].contains { local in
            origin == local || origin.hasPrefix(local + ":")
        }
        guard origin.hasPrefix("https://") || isLocal else {
            throw TransportFailure(wasSent: false, "\(origin) is not https, and not on this machine")
        }
    }

    private static func isBeforeSending(_ error: any Error) -> Bool {
        switch error {
        case let error as HTTPClientError:
            [
                .connectTimeout, .invalidURL, .emptyHost, .emptyScheme, .getConnectionFromPoolTimeout,
                .tlsHandshakeTimeout,
            ].contains(error)
        case is NIOConnectionError: true
        // TLS and name resolution fail before a request is written.
        default: "\(type(of: error))".contains("SSL") || "\(type(of: error))".contains("DNS")
        }
    }
}
