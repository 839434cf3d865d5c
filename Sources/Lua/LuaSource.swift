/// The text of a script or module, and the name that errors show for it.
public struct LuaSource: Sendable {
    /// "scripts/reserve-vms.lua": errors and tracebacks name it.
    public var name: String
    public var bytes: [UInt8]
    /// A module of the host's: it has globals of its own, sees the names that the prelude keeps for trusted modules, and is
    /// passed over when an error names the line that called.
    public var isTrusted: Bool
    /// Whose code a required module is; nil for the script's.
    public var compartment: LuaCompartment?

    public init(name: String, bytes: [UInt8], isTrusted: Bool = false) {
        self.name = name
        self.bytes = bytes
        self.isTrusted = isTrusted
    }

    public init(name: String, text: String, isTrusted: Bool = false) {
        self.init(name: name, bytes: Array(text.utf8), isTrusted: isTrusted)
    }

    /// The name with Lua's mark for a file, or for something else.
    var chunkName: String { (isTrusted ? "=" : "@") + name }
}
