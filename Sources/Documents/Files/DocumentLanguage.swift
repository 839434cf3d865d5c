#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Completes a finished PDF with what cairo has no function for: the language of the document, its identifier, and that
/// viewers show its title.
///
/// The format provides for such changes: a newer catalogue and the place where it stands are added at the end of the
/// file (ISO 32000-1, 7.5.6).
struct DocumentLanguage {
    let language: String
    /// 32 hexadecimal digits.
    let identifier: String

    /// What the end of a PDF says about the rest of it.
    private struct Trailer {
        let size: Int
        let root: Int
        let info: Int
        let crossReferences: Int

        init?(_ tail: String) {
            guard let trailer = tail.text(fromLast: "trailer"),
                let size = trailer.number(after: "/Size "),
                let root = trailer.number(after: "/Root "),
                let info = trailer.number(after: "/Info "),
                let crossReferences = trailer.number(after: "startxref\n")
            else { return nil }
            (self.size, self.root, self.info, self.crossReferences) = (size, root, info, crossReferences)
        }
    }

    /// What is to be added to a file, or nil if its end has not the classic form.
    func amendment(of descriptor: Int32) -> [UInt8]? {
        let end = Int(lseek(descriptor, 0, SEEK_END))
        let tail = Self.text(of: descriptor, from: max(0, end - 1024), count: 1024)
        guard let trailer = Trailer(tail),
            let catalogue = Self.object(trailer.root, of: descriptor, listedAt: trailer.crossReferences)
        else { return nil }
        let entries = "/Lang (\(language)) /ViewerPreferences << /DisplayDocTitle true >>"
        let object = "\(trailer.root) 0 obj\n<< \(entries)\(catalogue)endobj\n"
        let amendment = """
            \(object)xref
            \(trailer.root) 1
            \(Self.padded(end)) 00000 n\u{20}
            trailer
            << /Size \(trailer.size) /Root \(trailer.root) 0 R /Info \(trailer.info) 0 R
               /Prev \(trailer.crossReferences) /ID [<\(identifier)> <\(identifier)>] >>
            startxref
            \(end + object.utf8.count)
            %%EOF

            """
        return Array(amendment.utf8)
    }

    /// What stands between `<<` and `endobj` of an object, if the table of objects begins with number 0.
    private static func object(_ number: Int, of descriptor: Int32, listedAt table: Int) -> String? {
        let head = text(of: descriptor, from: table, count: 64)
        guard head.hasPrefix("xref\n0 "), let count = head.number(after: "xref\n0 "), number < count else { return nil }
        let firstEntry = table + "xref\n0 \(count)\n".utf8.count
        let entry = text(of: descriptor, from: firstEntry + 20 * number, count: 20)
        guard entry.hasSuffix(" n \n") || entry.hasSuffix(" n\r\n"), let offset = Int(entry.prefix(10)) else {
            return nil
        }
        let object = text(of: descriptor, from: offset, count: 1 << 16)
        let start = "\(number) 0 obj\n<<"
        guard object.hasPrefix(start), let end = object.offset(of: "endobj") else { return nil }
        return String(decoding: object.utf8.prefix(end).dropFirst(start.utf8.count), as: UTF8.self)
    }

    /// A file offset as tables of objects have it: ten digits.
    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 10 - digits.utf8.count)) + digits
    }

    private static func text(of descriptor: Int32, from offset: Int, count: Int) -> String {
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = unsafe max(0, pread(descriptor, buffer.baseAddress, count, off_t(offset)))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension String {
    /// Where a text begins, in bytes.
    fileprivate func offset(of text: String) -> Int? {
        let (bytes, sought) = (Array(utf8), Array(text.utf8))
        guard bytes.count >= sought.count else { return nil }
        return (0...(bytes.count - sought.count)).first { bytes[$0...].starts(with: sought) }
    }

    /// What follows the last occurrence of a text, with the text itself.
    fileprivate func text(fromLast text: String) -> String? {
        var rest: String?
        var remaining = self
        while let offset = remaining.offset(of: text) {
            rest = String(decoding: remaining.utf8.dropFirst(offset), as: UTF8.self)
            remaining = String(decoding: remaining.utf8.dropFirst(offset + text.utf8.count), as: UTF8.self)
        }
        return rest
    }

    /// The number that stands right after a text.
    fileprivate func number(after text: String) -> Int? {
        guard let offset = offset(of: text) else { return nil }
        let digits = utf8.dropFirst(offset + text.utf8.count).prefix { (0x30...0x39).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
