import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
package import NIOSSL
public import PartnerCenterWire

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Carries requests over HTTP/1.1 or 2 with TLS that is verified. Connections are kept and shared.
public final class HTTPTransport: Transport {
    private let client: HTTPClient
    private let timeout: TimeAmount
    private let largestBody: Int

    /// - Parameters:
    ///   - timeout: Seconds that one try may take.
    ///   - largestBody: Bytes that an answer may have.
    public convenience init(timeout: Int64 = 100, largestBody: Int = 256 << 20) {
        self.init(timeout: timeout, largestBody: largestBody, roots: .default)
    }

    /// - Parameter roots: Whose certificates count, for tests: a server of theirs has none of a known authority.
    package init(timeout: Int64 = 100, largestBody: Int = 256 << 20, roots: NIOSSLTrustRoots) {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout = .init(connect: .seconds(15))
        // What tries again is the caller: it knows how often, and says so.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.tlsConfiguration = .makeClientConfiguration()
        configuration.tlsConfiguration?.trustRoots = roots
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
            throw TransportFailure(wasSent: !Self.isBeforeSending(error), "\(origin): \(Self.reason(of: error))")
        }
    }

    /// As the system says it, where the system refused.
    private static func reason(of error: any Error) -> String {
        guard let error = error as? IOError else { return "\(error)" }
        return String(cString: strerror(error.errnoCode))
    }

    /// Secrets go over TLS, or not beyond this machine.
    private func requireSafe(_ origin: String) throws {
        let isLocal = ["http://127.0.0.1", "http://localhost", "http://[::1]"].contains { local in
            // What stands behind a port, such as @, would make it the name of a user at another host.
            origin == local
                || (origin.hasPrefix(local + ":") && origin.dropFirst(local.count + 1).allSatisfy(\.isNumber))
        }
        guard origin.hasPrefix("https://") || isLocal else {
            throw TransportFailure(wasSent: false, "\(origin) is not https, and not on this machine")
        }
    }

    /// Whether an error came before a request was written. Everything else may have come after it.
    private static func isBeforeSending(_ error: any Error) -> Bool {
        switch error {
        case let error as HTTPClientError:
            [
                .connectTimeout, .invalidURL, .emptyHost, .emptyScheme, .getConnectionFromPoolTimeout,
                .httpProxyHandshakeTimeout, .proxyAuthenticationRequired, .tlsHandshakeTimeout,
            ].contains(error)
        // No name, no route, or nobody who listens.
        case is NIOConnectionError: true
        case let error as IOError: error.errnoCode == ECONNREFUSED
        case NIOSSLError.handshakeFailed, NIOSSLError.unableToValidateCertificate,
            NIOSSLError.noCertificateToValidate, NIOSSLError.cannotMatchULabel:
            true
        case let error as NIOSSLExtraError:
            [.failedToValidateHostname, .serverHostnameImpossibleToMatch, .invalidSNIHostname].contains(error)
        default: false
        }
    }
}
