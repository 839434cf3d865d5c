import Synchronization

/// Where a document goes.
///
/// A file appears under its name when it is complete, and replaces what was there in one step; until then, and after any
/// failure, nothing of it can be seen. A descriptor gets its first byte when the document is complete.
public struct Destination: Sendable {
    enum Place: Sendable {
        case file(path: String)
        case entry(of: OutputFolder, name: String)
        case descriptor(Int32)
        case buffer(DocumentBuffer)
    }

    let place: Place

    init(_ place: Place) {
        self.place = place
    }

    /// A file anywhere, in a folder that exists. A pipe or a device of that name is written to instead of replaced.
    public static func file(_ path: String) -> Destination {
        Destination(.file(path: path))
    }

    /// Memory: the document is in the buffer when it is complete.
    public static func buffer(_ buffer: DocumentBuffer) -> Destination {
        Destination(.buffer(buffer))
    }

    /// An open descriptor, such as standard output's. It stays open.
    public static func descriptor(_ descriptor: Int32) -> Destination {
        Destination(.descriptor(descriptor))
    }
}

/// Takes one document into memory.
public final class DocumentBuffer: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    public init() {}

    /// The document; empty before it is complete, and after it was taken.
    public func takeBytes() -> [UInt8] {
        bytes.withLock { bytes in
            defer { bytes = [] }
            return bytes
        }
    }

    func fill(_ content: [UInt8]) {
        bytes.withLock { $0 = content }
    }
}
