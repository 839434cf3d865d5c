/// Where a list is read from.
enum ListSource: Sendable, Hashable {
    case file(String)
    /// Bytes at hand, and what they are called in messages.
    case bytes(name: String, [UInt8])

    var name: String {
        switch self {
        case .file(let path): path
        case .bytes(let name, _): name
        }
    }

    /// How many bytes it has.
    ///
    /// - Throws: ``ImportError`` where the file can't be read.
    var size: Int {
        get throws {
            switch self {
            case .file(let path): try ListFile(path).size
            case .bytes(_, let bytes): bytes.count
            }
        }
    }

    /// Its bytes from the beginning, without a byte-order mark.
    func open(_ watch: ImportWatch) throws -> ByteStream {
        var stream: ByteStream
        switch self {
        case .file(let path):
            let file = try ListFile(path)
            stream = ByteStream { bytes in
                let count = try file.read(into: &bytes)
                try watch.sawBytes(count)
                return count > 0
            }
        case .bytes(_, let all):
            try watch.sawBytes(all.count)
            stream = ByteStream(all)
        }
        try stream.skipMark()
        return stream
    }
}
