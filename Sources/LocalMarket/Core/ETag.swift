import Commerce

/// The version of what can be changed: the same content has the same one (3.8, A-8).
enum ETag {
    static func of(_ content: some Encodable) throws -> String {
        of(text: try JSONText.encode(content))
    }

    static func of(text: String) -> String { RequestLog.digest(text) }

    /// - Parameter thing: Names what is changed.
    /// - Throws: ``MarketError`` with 400/2055 where the content is another than the one that was read.
    static func require(_ given: String, is current: String, of thing: String) throws {
        // Clients send it in quotes, as HTTP has it.
        guard given.trimming("\"") == current else {
            throw MarketError(
                .staleETag,
                "\(thing) has changed since it was read",
                hint: "read it again and repeat the change (3.8)"
            )
        }
    }
}

extension String {
    fileprivate func trimming(_ mark: Character) -> Substring {
        guard count > 1, first == mark, last == mark else { return self[...] }
        return dropFirst().dropLast()
    }
}
