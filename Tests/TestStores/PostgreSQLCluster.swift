import Foundation
import Synchronization

/// A PostgreSQL server of the test run's own, with its data in a temporary folder. It ends with the process that started
/// it, however that ends.
///
/// Unless it is durable, nothing is synced to disk: what tests kill is the client.
public final class PostgreSQLCluster: Sendable {
    private static let started = Result { try PostgreSQLCluster(isDurable: false) }

    /// The one server of this process, started by its first use.
    public static var shared: PostgreSQLCluster {
        get throws { try started.get() }
    }

    /// The folder of the server's data, socket and certificate.
    public let folder: String
    /// Where it listens on 127.0.0.1. There it wants TLS, for which `root.crt` is the certificate, and a password.
    public let port: Int
    /// Holds the server up: it stops when the other end of its standard input is gone.
    private let life = Pipe()
    /// The folder of the server's programs.
    public let programs: String
    private let isDurable: Bool

    /// What the owner of the database is let in with over the socket.
    public var address: String { "postgres://compra@/compra?host=\(folder)&port=\(port)" }

    /// - Parameter isDurable: Whether a commit is on disk before it is answered.
    public init(isDurable: Bool) throws {
        self.isDurable = isDurable
        let versions = "/usr/lib/postgresql"
        let newest = try? FileManager.default.contentsOfDirectory(atPath: versions).max {
            $0.compare($1, options: .numeric) == .orderedAscending
        }
        programs = newest.map { "\(versions)/\($0)/bin/" } ?? ""
        folder = NSTemporaryDirectory() + "compra-postgresql-\(UUID().uuidString.prefix(8))"
        port = Self.freePort()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        // The server refuses to run as root.
        let user =
            getuid() == 0 ? "chown postgres . && exec setpriv --reuid=postgres --regid=postgres --clear-groups" : "exec"
        let server = Process()
        server.executableURL = URL(fileURLWithPath: "/bin/sh")
        server.arguments = ["-c", "cd '\(folder)' && \(user) sh -c \"$0\"", script]
        server.standardInput = life
        let output = Pipe()
        server.standardOutput = output
        try server.run()
        var said = Data()
        while !said.contains(UInt8(ascii: "\n")) {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else {
                throw Failure(log: (try? String(contentsOfFile: "\(folder)/log", encoding: .utf8)) ?? "")
            }
            said.append(more)
        }
    }

    /// A language's own order by default, so that what relies on the order of bytes has to say so.
    private var script: String {
        """
        exec 2> log
        trap 'kill -INT "$server"; wait; cd /; rm -rf "\(folder)"' EXIT
        "\(programs)initdb" -D data -U compra -A trust -E UTF8 --no-sync --locale-provider=icu --icu-locale=en-US \
            --locale=C.UTF-8 > log 2>&1 || exit 1
        openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 \
            -keyout server.key -out root.crt 2> /dev/null || exit 1
        printf '%s\\n' 'local all all trust' 'hostssl all all 127.0.0.1/32 scram-sha-256' > data/pg_hba.conf
        "\(programs)postgres" -D data -k "\(folder)" -p \(port) -c listen_addresses=127.0.0.1 -c ssl=on \
            -c ssl_cert_file="\(folder)/root.crt" -c ssl_key_file="\(folder)/server.key" -c max_connections=500 \
            \(isDurable ? "" : "-c fsync=off -c full_page_writes=off -c autovacuum=off") >> log 2>&1 &
        server=$!
        until "\(programs)psql" -h "\(folder)" -p \(port) -U compra -qc 'CREATE DATABASE compra' postgres >> log 2>&1; do
            kill -0 "$server" || exit 1
            sleep 0.05
        done
        echo ready
        cat > /dev/null
        """
    }

    /// Runs SQL as the superuser.
    @discardableResult
    public func psql(_ sql: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "\(programs)psql", "-h", folder, "-p", "\(port)", "-U", "compra", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c",
            sql, "compra",
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(log: said) }
        return said.trimmingCharacters(in: .newlines)
    }

    private static func freePort() -> Int {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                _ = bind(socket, pointer, size)
                _ = getsockname(socket, pointer, &size)
            }
            return Int(UInt16(bigEndian: pointer.pointee.sin_port))
        }
    }

    struct Failure: Error, CustomStringConvertible {
        let log: String

        var description: String {
            "PostgreSQL did not start (apt-get install postgresql openssl, as make test-packages does): \(log)"
        }
    }
}
