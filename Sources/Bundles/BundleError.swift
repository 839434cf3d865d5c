/// Why a bundle was refused, with the way out.
public struct BundleError: Error, Sendable, CustomStringConvertible {
    /// What kind of refusal: an open set.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// A name, version, range or manifest is not written as it has to be.
        public static let malformed = Code(rawValue: "bundle_malformed")
        /// A file can't be read or written.
        public static let unreadable = Code(rawValue: "bundle_unreadable")
        /// A file or path that a bundle may not have.
        public static let forbiddenPath = Code(rawValue: "bundle_path")
        /// An archive that is not the one that Compra would write.
        public static let damaged = Code(rawValue: "bundle_damaged")
        /// Content that is not what its digest says.
        public static let digestMismatch = Code(rawValue: "bundle_digest")
        /// No signature, or none by a key that is trusted for it.
        public static let untrusted = Code(rawValue: "bundle_untrusted")
        /// No versions satisfy what is asked.
        public static let unsatisfiable = Code(rawValue: "bundle_unsatisfiable")
        /// Bundles or modules that need each other.
        public static let cyclic = Code(rawValue: "bundle_cyclic")
        /// There is no such bundle, version or module where it has to come from.
        public static let notFound = Code(rawValue: "bundle_not_found")
        /// The lock is missing or does not fit the manifest.
        public static let lock = Code(rawValue: "bundle_lock")
        /// A `require` that can't be followed.
        public static let require = Code(rawValue: "bundle_require")
        /// Something needs the network, which is not to be used or not there.
        public static let offline = Code(rawValue: "bundle_offline")
    }

    public var code: Code
    /// What was refused, and why.
    public var message: String
    /// What to do about it.
    public var hint: String?
    /// Whether the same may succeed later.
    public var retryable: Bool

    public init(_ code: Code, _ message: String, hint: String? = nil, retryable: Bool = false) {
        self.code = code
        self.message = message
        self.hint = hint
        self.retryable = retryable
    }

    public var description: String { message }
}
