import Foundation

/// A server in a process of its own, on a port of this machine, as long as somebody holds it.
final class ServerProcess {
    let port: UInt16
    private let process = Process()

    /// Starts a program, and returns when its port takes connections.
    ///
    /// - Parameter command: The program's path and its arguments, made for a port.
    init(_ command: (UInt16) -> [String]) throws {
        port = try Self.freePort()
        let words = command(port)
        process.executableURL = URL(filePath: words[0])
        process.arguments = Array(words.dropFirst())
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let patience = ContinuousClock.now + .seconds(30)
        while (try? Connection(port: port)) == nil {
            guard process.isRunning, .now < patience else { throw Unavailable("\(words[0]) does not listen") }
            usleep(500)
        }
    }

    /// Not by an orderly end, which some servers take their time for.
    deinit {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Bytes of memory that it holds now.
    var residentMemory: Double {
        get throws {
            let pages = try String(contentsOfFile: "/proc/\(process.processIdentifier)/statm", encoding: .utf8)
            guard let resident = pages.split(separator: " ").dropFirst().first.flatMap({ Double($0) }) else {
                throw Unavailable("no /proc on this system")
            }
            return resident * Double(sysconf(Int32(_SC_PAGESIZE)))
        }
    }

    private static func freePort() throws -> UInt16 {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
            }
        }
        guard isBound else { throw Unavailable("no port is free") }
        return UInt16(bigEndian: address.sin_port)
    }
}
