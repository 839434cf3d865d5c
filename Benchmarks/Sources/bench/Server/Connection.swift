import Foundation

/// One HTTP/1.1 connection that is kept, by the system's own calls: what a client costs is hardly in what it measures.
final class Connection {
    private let socket: Int32
    private let port: UInt16
    private var received: [UInt8] = []

    struct Answer {
        let status: Int
        let body: [UInt8]
    }

    /// Connects to a port of this machine.
    init(port: UInt16) throws {
        self.port = port
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        var isOn: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
        guard connected == 0 else { throw Unavailable("nobody listens on port \(port)") }
    }

    deinit { close(socket) }

    /// Sends a request, and waits for its answer.
    func ask(
        _ method: String,
        _ target: String,
        _ headers: [String: String] = [:],
        _ body: [UInt8] = []
    ) throws -> Answer {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nContent-Length: \(body.count)\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        let bytes = Array("\(head)\r\n".utf8) + body
        guard send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw Unavailable("the server hung up")
        }
        return try answer()
    }

    private func answer() throws -> Answer {
        var head: Range<Int>?
        repeat {
            try receive()
            head = received.firstRange(of: Array("\r\n\r\n".utf8))
        } while head == nil
        guard let head else { throw Unavailable("the server answered nothing") }
        let lines = String(decoding: received[..<head.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let length = lines.first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.split(separator: ":")[1].trimmingCharacters(in: .whitespaces)) }
        guard let length, let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw Unavailable("the server answered otherwise than this client reads: \(lines.first ?? "")")
        }
        while received.count < head.upperBound + length { try receive() }
        defer { received.removeFirst(head.upperBound + length) }
        return Answer(status: status, body: Array(received[head.upperBound..<head.upperBound + length]))
    }

    private func receive() throws {
        var part = [UInt8](repeating: 0, count: 64 * 1024)
        let count = recv(socket, &part, part.count, 0)
        guard count > 0 else { throw Unavailable("the server hung up") }
        received += part[..<count]
    }
}

extension Connection.Answer {
    /// A text of the JSON object that the body is.
    func text(_ name: String) throws -> String {
        let json = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
        guard let text = json?[name] as? String else {
            throw Unavailable("\(status), and no \(name): \(String(decoding: body.prefix(300), as: UTF8.self))")
        }
        return text
    }
}
