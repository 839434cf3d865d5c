/// A Swift type that crosses as a table with known names, at the cost of the table: nothing is boxed on the way.
///
/// ```swift
/// struct Offer: LuaRecord {
///     var sku: String
///     var quantity: Int64
///
///     static let luaNames = LuaNames("sku", "quantity")
///
///     init(sku: String, quantity: Int64) { … }
///
///     init(reading fields: inout LuaFieldReader) throws {
///         try self.init(sku: fields.text(), quantity: fields.integer())
///     }
///
///     func write(to fields: inout LuaFieldWriter) {
///         fields.put(sku)
///         fields.put(quantity)
///     }
/// }
/// ```
///
/// `call.answer(offer)` hands one to Lua, `call.record(at: 1, as: Offer.self)` reads one.
public protocol LuaRecord: Sendable {
    /// The names of the fields: a stored constant.
    static var luaNames: LuaNames { get }
    /// Reads the fields in the order of the names.
    init(reading fields: inout LuaFieldReader) throws
    /// Writes the fields in the order of the names.
    func write(to fields: inout LuaFieldWriter)
}
