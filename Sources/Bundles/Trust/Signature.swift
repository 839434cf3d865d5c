internal import Crypto
internal import FoundationEssentials

/// Whom a signature is by: an Ed25519 key, written `ed25519:BASE64`.
public struct PublicKey: Sendable, Hashable, CustomStringConvertible {
    let bytes: [UInt8]

    /// - Throws: ``BundleError``.
    public init(_ text: String) throws(BundleError) {
        let prefix = "ed25519:"
        guard text.hasPrefix(prefix), let data = Data(base64Encoded: String(text.dropFirst(prefix.count))),
            data.count == 32, prefix + data.base64EncodedString() == text
        else {
            throw BundleError(
                .malformed,
                "\(text.debugDescription) is no public key",
                hint: "write it as compra bundle sign shows it: ed25519:…"
            )
        }
        bytes = Array(data)
    }

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    public var description: String { "ed25519:\(Data(bytes).base64EncodedString())" }
}

/// A signature over the digest of a bundle's `bundle.json`.
public struct Signature: Sendable, Hashable {
    public let key: PublicKey
    let base64: String

    /// Whether it was made by its key over this digest.
    func isValid(over digest: Digest) -> Bool {
        guard let signature = Data(base64Encoded: base64), signature.base64EncodedString() == base64,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key.bytes)
        else { return false }
        return key.isValidSignature(signature, for: Array(SigningKey.message(digest)))
    }
}

/// The secret half of a key: what signs bundles. It never shows in a text.
public struct SigningKey: Sendable, CustomStringConvertible {
    private let secret: [UInt8]
    public let publicKey: PublicKey

    /// A new key, from the system's randomness.
    public init() {
        let key = Curve25519.Signing.PrivateKey()
        secret = Array(key.rawRepresentation)
        publicKey = PublicKey(bytes: Array(key.publicKey.rawRepresentation))
    }

    /// A key as its file holds it.
    ///
    /// - Throws: ``BundleError``, which does not show the text.
    public init(fileContent text: String) throws(BundleError) {
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        guard line.hasPrefix(Self.mark), let data = Data(base64Encoded: String(line.dropFirst(Self.mark.count))),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: data)
        else {
            throw BundleError(
                .malformed,
                "the file holds no signing key",
                hint: "make one with compra bundle sign --new-key FILE"
            )
        }
        secret = Array(data)
        publicKey = PublicKey(bytes: Array(key.publicKey.rawRepresentation))
    }

    /// What its file holds: a line that only its owner may read.
    public var fileContent: String { "\(Self.mark)\(Data(secret).base64EncodedString())\n" }

    public var description: String { "signing key of \(publicKey)" }

    func signature(over digest: Digest) throws(BundleError) -> Signature {
        do {
            let key = try Curve25519.Signing.PrivateKey(rawRepresentation: secret)
            let signature = try key.signature(for: Array(Self.message(digest)))
            return Signature(key: publicKey, base64: signature.base64EncodedString())
        } catch {
            throw BundleError(.malformed, "the signing key can't sign: \(error)")
        }
    }

    private static let mark = "compra-signing-key-1:"

    /// What is signed: the digest, and what it is the digest of, so that no other use of the key can be mistaken for it.
    static func message(_ digest: Digest) -> String.UTF8View { "compra.bundle/1 sha256:\(digest.hex)".utf8 }
}
