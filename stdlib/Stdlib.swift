/// The Lua side of Compra, embedded in the program.
public enum Stdlib {
    public static var purchase: [UInt8] { PackageResources.purchase_lua }
}
