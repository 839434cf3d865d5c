/// A Swift object that scripts can hold.
///
/// Declare conforming classes `final`. Lua keeps the object alive as long as a script can reach it, and lets go of it when
/// the state closes at the latest. Every state builds the type's metatable when it first meets an object of it.
///
/// ```swift
/// final class Product: LuaObject {
///     static let luaType = LuaType("product", of: Product.self, members: [
///         .field("title") { $0.title },
///         .method("sku") { (product: Product, id: String) in try product.sku(id) },
///     ])
///     …
/// }
/// ```
public protocol LuaObject: AnyObject, LuaConvertible {
    /// How scripts see the class: a stored constant, the same for every object.
    static var luaType: LuaType { get }
}
