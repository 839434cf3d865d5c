import Foundation

/// What `wrk` saw of a server that answers one request again and again.
struct LoadTest {
    /// Half of the answers took no longer, in nanoseconds.
    let median: Double
    let requestsPerSecond: Double

    /// - Parameters:
    ///   - connections: How many ask at once.
    ///   - seconds: For how long.
    init(_ url: String, connections: Int, seconds: Int = 5, headers: [String: String] = [:]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["wrk", "--threads", "1", "--connections", "\(connections)", "--duration", "\(seconds)s", "--latency"]
            + headers.flatMap { ["--header", "\($0): \($1)"] } + [url]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let report = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let lines = report.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace) }
        guard let median = lines.first(where: { $0.first == "50%" }).flatMap({ Self.nanoseconds($0[1]) }),
            let rate = lines.first(where: { $0.first == "Requests/sec:" }).flatMap({ Double($0[1]) })
        else { throw Unavailable("wrk is not installed: make bench") }
        guard !report.contains("Non-2xx"), !report.contains("Socket errors: connect") else {
            throw Unavailable("the server refused: \(report)")
        }
        self.median = median
        requestsPerSecond = rate
    }

    /// A time as wrk writes it: `171.00us`.
    private static func nanoseconds(_ text: Substring) -> Double? {
        for (unit, size) in [("us", 1e3), ("ms", 1e6), ("s", 1e9)] where text.hasSuffix(unit) {
            return Double(text.dropLast(unit.count)).map { $0 * size }
        }
        return nil
    }
}
