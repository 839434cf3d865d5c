/// The Lua side of Compra, embedded in the program.
public enum Stdlib {
    public static var purchase: [UInt8] { PackageResources.purchase_lua }
    public static var session: [UInt8] { PackageResources.session_lua }
    public static var test: [UInt8] { PackageResources.test_lua }
}
