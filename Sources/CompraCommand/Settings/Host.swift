import FoundationEssentials

/// The host of an address, by which it is known whose it is.
struct Host: Hashable {
    /// In small letters, without brackets and without the dot that may end it.
    let name: String

    init(_ name: String) {
        let name = name.lowercased().filter { $0 != "[" && $0 != "]" }
        self.name = name.hasSuffix(".") ? String(name.dropLast()) : name
    }

    /// Nil where a URL has none.
    init?(of url: String) {
        guard let host = URL(string: url)?.host(percentEncoded: false), !host.isEmpty else { return nil }
        self.init(host)
    }

    /// Whether what goes there stays on this machine.
    var isLoopback: Bool {
        let isAddress = name.hasPrefix("127.") && name.utf8.allSatisfy { $0 == UInt8(ascii: ".") || $0 &- 48 < 10 }
        return name == "localhost" || name == "::1" || isAddress
    }
}
