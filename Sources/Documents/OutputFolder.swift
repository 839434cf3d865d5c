/// A folder that documents are written into and never out of.
///
/// ```swift
/// let folder = OutputFolder(".compra/out/\(run)")
/// let report = try await statement.write(pages, to: folder.file("march/\(invoice.id).pdf"))
/// ```
public struct OutputFolder: Sendable, Hashable {
    /// The folder's path. It is made, with those above it, when the first document is written.
    public let path: String

    public init(_ path: String) {
        self.path = path
    }

    /// A file of the folder or of a folder in it, which is made if need be.
    ///
    /// Throws ``DocumentError/Code/nameOutsideFolder`` for a name that is absolute, empty, or has an empty part, `.` or
    /// `..` in it. A name whose way leads through a symbolic link is refused with the same code when it is written.
    public func file(_ name: String) throws(DocumentError) -> Destination {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !["", ".", ".."].contains($0) }), !name.utf8.contains(0) else {
            throw .nameOutside(self, name)
        }
        return Destination(.entry(of: self, name: name))
    }
}

extension DocumentError {
    static func nameOutside(_ folder: OutputFolder, _ name: String) -> DocumentError {
        DocumentError(
            .nameOutsideFolder,
            "\(PrintableText.quoted(name)) does not name a file in the folder \(folder.path)",
            hint: "write a relative name without \"..\" and without symbolic links, as in \"statement.pdf\""
        )
    }
}
