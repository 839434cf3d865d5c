import Synchronization

/// The JSON texts that this process wrote or read lately, with what they say: to know a text again takes a hundredth of the
/// time that reading it takes.
struct KnownDocuments<Value: Codable & Sendable>: ~Copyable, Sendable {
    /// Texts are forgotten together, and longer ones are not kept, so that this never takes more than 4 MiB.
    private static var most: Int { 256 }
    private static var longest: Int { 16 * 1024 }

    /// By their bytes: texts that are equal to Swift may differ in how their letters are composed.
    private let all = Mutex<[[UInt8]: Value]>([:])

    /// Writes a value.
    func text(of value: Value) throws -> String {
        let text = try JSONText.encode(value)
        keep(value, as: Array(text.utf8))
        return text
    }

    /// Reads a text.
    func value(of text: String) throws -> Value {
        let bytes = Array(text.utf8)
        if let known = all.withLock({ $0[bytes] }) { return known }
        let value: Value = try JSONText.decode(from: text)
        keep(value, as: bytes)
        return value
    }

    private func keep(_ value: Value, as bytes: [UInt8]) {
        guard bytes.count <= Self.longest else { return }
        all.withLock { all in
            if all.count == Self.most { all = [:] }
            all[bytes] = value
        }
    }
}
