import Foundation

/// `compra serve` over a market in a file, and a token for its API.
final class ServedMarket {
    let server: ServerProcess
    let connection: Connection

    /// `Authorization` of a user's call.
    let authorization: String

    /// From the start of the program to the answer to a first question of the API, the token that it takes included, in
    /// nanoseconds.
    let timeToAnswer: Double

    /// What has to stay as long as the market is served.
    private let place: AnyObject?

    /// - Parameters:
    ///   - market: The path of a market that is there.
    ///   - place: What removes the market when nobody holds it.
    ///   - product: What is asked for first.
    init(_ market: String, in place: AnyObject? = nil, product: String) throws {
        self.place = place
        let command = try Launch.compra
        let folder = URL(filePath: market).deletingLastPathComponent().path
        // The app is made before: its secrets are of the market, not of a start.
        let app = try Self.app(of: market, in: folder, command)
        let start = ContinuousClock.now
        server = try ServerProcess { port in
            ["/usr/bin/env", "--chdir=\(folder)", command, "serve", "--store", "sqlite:\(market)", "--port", "\(port)"]
                + ["--speed", "0"]
        }
        connection = try Connection(port: server.port)
        let form = [
            "grant_type=refresh_token", "resource=https://api.partnercenter.microsoft.com",
            "client_id=\(app["client_id"] ?? "")", "client_secret=\(app["client_secret"] ?? "")",
            "refresh_token=\(app["refresh_token"] ?? "")",
        ]
        let token = try connection.ask(
            "POST",
            "/\(app["tenant"] ?? "")/oauth2/token",
            ["Content-Type": "application/x-www-form-urlencoded"],
            Array(form.joined(separator: "&").utf8)
        )
        authorization = "Bearer \(try token.text("access_token"))"
        let answer = try connection.ask("GET", Self.target(product), ["Authorization": authorization])
        timeToAnswer = (ContinuousClock.now - start) / .nanoseconds(1)
        guard answer.status == 200 else { throw Unavailable("the server has no product \(product): \(answer.status)") }
    }

    static func target(_ product: String) -> String { "/v1/products/\(product)?country=US" }

    func url(_ target: String) -> String { "http://127.0.0.1:\(server.port)\(target)" }

    /// What `compra serve` prints of its app.
    private static func app(of market: String, in folder: String, _ command: String) throws -> [String: String] {
        let process = Process()
        process.executableURL = URL(filePath: command)
        process.arguments = ["serve", "--store", "sqlite:\(market)", "--port", "0", "--json"]
        process.currentDirectoryURL = URL(filePath: folder)
        process.standardError = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        var bytes = Data()
        while bytes.last != UInt8(ascii: "\n") {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Unavailable("compra serve ended") }
            bytes += more
        }
        return try JSONDecoder().decode([String: String].self, from: bytes)
    }
}
