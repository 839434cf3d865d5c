/// Paths inside a bundle: relative, with `/`, and the same on every file system.
enum BundlePath {
    /// - Throws: ``BundleError`` for a path that leaves the bundle or that some file system would take for another.
    static func check(_ path: String) throws(BundleError) {
        if let reason = reason(against: path) {
            throw BundleError(
                .forbiddenPath,
                "the path \(path.debugDescription) can't be in a bundle: \(reason)",
                hint: "name a file below the bundle's folder with letters, digits and . _ - +, such as rules/budget.lua"
            )
        }
    }

    /// Checks the paths of one bundle, which every file system has to hold side by side.
    ///
    /// - Throws: ``BundleError``, also for two that differ only in case, and for a file where another has its folder.
    static func check(_ paths: [String]) throws(BundleError) {
        var files: [String: String] = [:]
        for path in paths {
            try check(path)
            if let other = files.updateValue(path, forKey: path.lowercased()) { throw clash(path, other) }
        }
        for path in paths {
            var folder = path[...]
            while let slash = folder.lastIndex(of: "/") {
                folder = folder[..<slash]
                if let file = files[folder.lowercased()] { throw clash(path, file) }
            }
        }
    }

    private static func clash(_ path: String, _ other: String) -> BundleError {
        BundleError(
            .forbiddenPath,
            "\(path) and \(other) can't both be in a bundle: some file systems take them for the same",
            hint: "rename one of them"
        )
    }

    private static func reason(against path: String) -> String? {
        if path.isEmpty || path.utf8.count > 200 { return "it is empty or longer than 200 bytes" }
        if path.utf8.first == UInt8(ascii: "/") { return "it is absolute" }
        for part in path.split(separator: "/", omittingEmptySubsequences: false) {
            if part.isEmpty { return "it has an empty part" }
            if part == "." || part == ".." { return "it leaves the bundle, or may" }
            if part.first == "." { return "a part begins with a dot" }
            if part.last == "." { return "a part ends with a dot" }
            if !part.utf8.allSatisfy(isAllowed) { return "it has characters that some file system doesn't keep" }
            if devices.contains(part.prefix { $0 != "." }.lowercased()) { return "it is a device on some systems" }
        }
        return nil
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || "._-+@".utf8.contains(byte)
    }

    private static let devices: Set<String> = [
        "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
        "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    ]
}
