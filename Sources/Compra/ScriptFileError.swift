#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A script's file that can't be read.
public struct ScriptFileError: Error, Sendable, CustomStringConvertible {
    public let path: String
    public let reason: String

    /// - Parameter error: An `errno`.
    init(path: String, error: Int32) {
        self.path = path
        reason =
            switch error {
            case ENOENT: "there is no such file"
            case EACCES: "no permission to read it"
            case EISDIR: "it is a folder"
            default: String(cString: strerror(error))
            }
    }

    public var description: String { "can't read the script \(path): \(reason)" }
}
