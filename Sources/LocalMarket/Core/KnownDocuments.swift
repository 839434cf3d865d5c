import Synchronization

/// The JSON texts that this process wrote or read lately, with what they say: to know a text again takes a hundredth of the
/// time that reading it takes.
struct KnownDocuments<Value: Codable & Sendable>: ~Copyable, Sendable {
    /// Texts are forgotten together, and longer ones are not kept, so that this never takes more than 4 MiB.
    private static var most: Int { 256 }
    private static var longest: Int { 16 * 1024 }

    private struct Known {
        let text: String
        let value: Value
    }

    private let all = Mutex<[String: Known]>([:])

    /// Writes a value.
    func text(of value: Value) throws -> String {
        let text = try JSONText.encode(value)
        keep(value, as: text)
        return text
    }

    /// Reads a text.
    func value(of text: String) throws -> Value {
        // Texts that are equal to Swift may differ in how their letters are composed.
        if let known = all.withLock({ $0[text] }), known.text.utf8.elementsEqual(text.utf8) { return known.value }
        let value: Value = try JSONText.decode(from: text)
        keep(value, as: text)
        return value
    }

    private func keep(_ value: Value, as text: String) {
        guard text.utf8.count <= Self.longest else { return }
        all.withLock { all in
            if all.count == Self.most { all = [:] }
            all.removeValue(forKey: text)
            all[text] = Known(text: text, value: value)
        }
    }
}
