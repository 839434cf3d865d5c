import Compra
import Foundation

extension Row {
    /// `compra serve` on loopback, beside what Python users test with.
    static let emulator = [
        Row("GET of a product, p50", reference: "moto", bound: .most(1e6)) {
            let (ours, moto) = try loads(connections: 1)
            return Outcome(ours: Reading(ours.median), reference: Reading(moto.median))
        },
        Row("GET of a product, 16 connections, of a second", reference: "moto", bound: .times(0.1)) {
            let (ours, moto) = try loads(connections: 16)
            return Outcome(
                ours: Reading(1e9 / ours.requestsPerSecond),
                reference: Reading(1e9 / moto.requestsPerSecond)
            )
        },
        Row("durable checkout over HTTP, p50", reference: "bare SQLite", bound: .over(3e6)) {
            try await checkouts(300)
        },
        Row("compra serve, start to first answer", bound: .most(150e6)) {
            let folder = try MarketFolder()
            let times = try (0..<10).map { _ in try folder.served().timeToAnswer }
            return Outcome(ours: Reading(times.sorted()[times.count / 2]))
        },
        Row("compra serve, 1,000 idle connections", reference: "none", unit: .memory, bound: .over(64 * 1024 * 1024)) {
            let served = try MarketFolder().served()
            let before = try served.server.residentMemory
            let idle = try (0..<1000).map { _ in
                let connection = try Connection(port: served.server.port)
                _ = try connection.ask("GET", "/_compra/health")
                return connection
            }
            let after = try served.server.residentMemory
            return withExtendedLifetime(idle) { Outcome(ours: Reading(after), reference: Reading(before)) }
        },
    ]

    /// A read of ours and a comparable one of moto's: an object of S3 with the same body.
    private static func loads(connections: Int) throws -> (ours: LoadTest, moto: LoadTest) {
        let served = try MarketFolder().served()
        let target = ServedMarket.target(MarketFolder.product)
        let headers = ["Authorization": served.authorization]
        let body = try served.connection.ask("GET", target, headers).body
        let ours = try LoadTest(served.url(target), connections: connections, headers: headers)
        let moto = try MotoServer(keeping: body)
        return (ours, try LoadTest(moto.url, connections: connections, headers: MotoServer.headers))
    }

    private static func checkouts(_ count: Int) async throws -> Outcome {
        let market = try await LargeMarket.shared.furnished()
        let shopper = try await Shopper(market)
        let registers = try await Registers()
        let served = try ServedMarket(LargeMarket.shared.path, product: shopper.product)
        var ours: [Double] = []
        var bare: [Double] = []
        for number in 0..<count {
            let cart = try await shopper.cart(2)
            let headers = ["Authorization": served.authorization, "MS-RequestId": UUID().uuidString.lowercased()]
            let target = "/v1/customers/\(cart.customerId)/carts/\(cart.id)/checkout"
            ours.append(
                try await Contest.wallTime {
                    let answer = try served.connection.ask("POST", target, headers)
                    guard answer.status == 201 || answer.status == 200 else {
                        throw Unavailable("checkout \(number): \(String(decoding: answer.body, as: UTF8.self))")
                    }
                }
            )
            bare.append(try await registers.write(1))
        }
        return Outcome(ours: Reading(ours.sorted()[count / 2]), reference: Reading(bare.sorted()[count / 2]))
    }
}

/// A folder with the demonstration market, as long as somebody serves it.
private final class MarketFolder {
    static let product = "DZH318Z0D1L4"
    private let path = FileManager.default.temporaryDirectory.appending(path: "compra-bench-\(UUID().uuidString)").path

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        _ = try Launch([Launch.compra, "market", "init", "--store", "sqlite:\(path)/market.db"])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func served() throws -> ServedMarket { try ServedMarket("\(path)/market.db", in: self, product: Self.product) }
}

/// Python's moto with one object of S3, in the environment that `make bench` creates.
private final class MotoServer {
    private let server: ServerProcess

    /// It looks whether a call is signed, but not by whom.
    static let headers = [
        "Authorization": "AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/s3/aws4_request, "
            + "SignedHeaders=host, Signature=0"
    ]

    var url: String { "http://127.0.0.1:\(server.port)/bench/product" }

    init(keeping body: [UInt8]) throws {
        let command = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../.venv/bin/moto_server").standardized.path
        guard FileManager.default.isExecutableFile(atPath: command) else {
            throw Unavailable("moto is not installed: make bench")
        }
        server = try ServerProcess { [command, "--host", "127.0.0.1", "--port", "\($0)"] }
        for (target, body) in [("/bench", []), ("/bench/product", body)] {
            let answer = try Connection(port: server.port).ask("PUT", target, Self.headers, body)
            guard answer.status == 200 else { throw Unavailable("moto answered \(answer.status)") }
        }
    }
}
