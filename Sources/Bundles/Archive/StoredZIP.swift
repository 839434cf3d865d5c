/// A ZIP of stored entries, with exactly one text for each list of entries: sorted by name, one fixed time, no extra fields,
/// no comment. What is read is written again and compared, so whatever else a ZIP could hold is refused.
enum StoredZIP {
    typealias Entry = (name: String, bytes: [UInt8])

    /// - Precondition: The entries are sorted by their names' bytes, and all of it stays below 4 GB.
    static func bytes(of entries: [Entry]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.reduce(64) { $0 + $1.bytes.count + 2 * $1.name.utf8.count + 80 })
        var directory: [UInt8] = []
        for entry in entries {
            let offset = bytes.count
            let header = Header(entry)
            bytes.append(word: 0x0403_4B50)
            header.write(to: &bytes)
            bytes += entry.name.utf8
            bytes += entry.bytes
            directory.append(word: 0x0201_4B50)
            directory.append(half: 20)
            header.write(to: &directory)
            directory += [UInt8](repeating: 0, count: 10)
            directory.append(word: UInt32(offset))
            directory += entry.name.utf8
        }
        let start = bytes.count
        bytes += directory
        bytes.append(word: 0x0605_4B50)
        bytes.append(word: 0)
        bytes.append(half: UInt16(entries.count))
        bytes.append(half: UInt16(entries.count))
        bytes.append(word: UInt32(directory.count))
        bytes.append(word: UInt32(start))
        bytes.append(half: 0)
        return bytes
    }

    /// What local header and directory have in common.
    private struct Header {
        let size: UInt32
        let sum: UInt32
        let length: UInt16

        init(_ entry: Entry) {
            size = UInt32(entry.bytes.count)
            sum = CRC32.checksum(of: entry.bytes)
            length = UInt16(entry.name.utf8.count)
        }

        /// Version 2.0, no flags, stored, 1 January 1980.
        func write(to bytes: inout [UInt8]) {
            for half: UInt16 in [20, 0, 0, 0, 0x21] { bytes.append(half: half) }
            for word in [sum, size, size] { bytes.append(word: word) }
            bytes.append(half: length)
            bytes.append(half: 0)
        }
    }

    /// Reads an archive.
    ///
    /// - Throws: ``BundleError`` for anything but what ``bytes(of:)`` writes.
    static func entries(of bytes: [UInt8]) throws(BundleError) -> [Entry] {
        let end = bytes.count - 22
        guard end >= 0, bytes.word(at: end) == 0x0605_4B50 else {
            throw damaged("it is no ZIP archive, or was cut short")
        }
        let count = Int(bytes.half(at: end + 10))
        guard count <= most else { throw damaged("it has \(count) entries, and \(most) are allowed") }
        var entries: [Entry] = []
        entries.reserveCapacity(count)
        var place = Int(bytes.word(at: end + 16))
        var total = 0
        for _ in 0..<count {
            guard place + 46 <= end, bytes.word(at: place) == 0x0201_4B50 else {
                throw damaged("its directory does not list what it says")
            }
            guard bytes.half(at: place + 10) == 0, bytes.half(at: place + 8) == 0 else {
                throw damaged("an entry is compressed or encrypted, and bundles store theirs as they are")
            }
            let size = Int(bytes.word(at: place + 24))
            let length = Int(bytes.half(at: place + 28))
            let start = Int(bytes.word(at: place + 42)) + 30 + length
            guard place + 46 + length <= end, start + size <= end, bytes.word(at: place + 20) == UInt32(size) else {
                throw damaged("an entry reaches beyond its end")
            }
            guard let name = String(validating: bytes[(place + 46)..<(place + 46 + length)], as: UTF8.self) else {
                throw damaged("the name of an entry is no text")
            }
            try BundlePath.check(name)
            // Entries that share their bytes would grow on the way out.
            total += size + 76
            guard total < bytes.count else { throw damaged("its entries overlap") }
            entries.append((name, Array(bytes[start..<start + size])))
            place += 46 + length + Int(bytes.half(at: place + 30)) + Int(bytes.half(at: place + 32))
        }
        try checkNames(entries)
        guard Self.bytes(of: entries) == bytes else {
            throw damaged("it is not the one text that its entries have: something was changed, added or reordered")
        }
        return entries
    }

    private static func checkNames(_ entries: [Entry]) throws(BundleError) {
        var folded: Set<String> = []
        for (index, entry) in entries.enumerated() {
            guard folded.insert(entry.name.lowercased()).inserted else {
                throw damaged("two entries are called \(entry.name), or nearly so")
            }
            guard index == 0 || entries[index - 1].name.utf8.lexicographicallyPrecedes(entry.name.utf8) else {
                throw damaged("its entries are not in order")
            }
        }
    }

    static let most = 20_000

    static func damaged(_ reason: String) -> BundleError {
        BundleError(
            .damaged,
            "the bundle is damaged: \(reason)",
            hint: "build it again with compra bundle build, or get it from its publisher"
        )
    }
}

extension [UInt8] {
    fileprivate mutating func append(half: UInt16) {
        append(UInt8(truncatingIfNeeded: half))
        append(UInt8(truncatingIfNeeded: half >> 8))
    }

    fileprivate mutating func append(word: UInt32) {
        append(half: UInt16(truncatingIfNeeded: word))
        append(half: UInt16(truncatingIfNeeded: word >> 16))
    }

    fileprivate func half(at place: Int) -> UInt16 { UInt16(self[place]) | UInt16(self[place + 1]) << 8 }
    fileprivate func word(at place: Int) -> UInt32 { UInt32(half(at: place)) | UInt32(half(at: place + 2)) << 16 }
}
