/// Where a document goes.
///
/// A file appears under its name when it is complete, and replaces what was there in one step; until then, and after any
/// failure, nothing of it can be seen. A descriptor gets its first byte when the document is complete.
public struct Destination: Sendable {
    enum Place: Sendable {
        case file(path: String)
        case entry(of: OutputFolder, name: String)
        case descriptor(Int32)
    }

    let place: Place

    init(_ place: Place) {
        self.place = place
    }

    /// A file anywhere, in a folder that exists. A pipe or a device of that name is written to instead of replaced.
    public static func file(_ path: String) -> Destination {
        Destination(.file(path: path))
    }

    /// An open descriptor, such as standard output's. It stays open.
    public static func descriptor(_ descriptor: Int32) -> Destination {
        Destination(.descriptor(descriptor))
    }
}
