/// Bytes that come in chunks, of which a reader keeps as many as it still needs.
struct ByteStream {
    /// What has come and was not dropped.
    private(set) var bytes: [UInt8]
    private let fill: ((inout [UInt8]) throws -> Bool)?

    /// - Parameter fill: Appends the next chunk and tells whether there was one.
    init(_ fill: @escaping (inout [UInt8]) throws -> Bool) {
        bytes = []
        self.fill = fill
    }

    /// All of the bytes at once.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        fill = nil
    }

    /// Drops the byte-order mark that a text may start with (3.2).
    mutating func skipMark() throws {
        while bytes.count < 3, try more(keepingFrom: 0) {}
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    }

    /// Drops the bytes before `position`, which becomes 0, and reads on. False at the end, where nothing is dropped.
    mutating func more(keepingFrom position: Int) throws -> Bool {
        guard let fill else { return false }
        var next = Array(bytes[position...])
        guard try fill(&next) else { return false }
        bytes = next
        return true
    }
}
