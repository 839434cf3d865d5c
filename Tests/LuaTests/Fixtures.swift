import Foundation
import Lua

extension LuaLimits {
    /// The limits of a script whose time is not what is tested: a busy machine may take long over it.
    static let patient = LuaLimits(time: .seconds(3600))
}

/// Runs a script in a fresh state and closes it.
func run(
    _ text: String,
    _ arguments: [LuaValue] = [],
    prelude: LuaPrelude = LuaPrelude(),
    limits: LuaLimits = .patient
) async throws -> [LuaValue] {
    let state = try LuaState(LuaConfiguration(limits: limits, prelude: prelude))
    defer { state.close() }
    let script = try state.load(LuaSource(name: "test.lua", text: text))
    return try await state.call(script, arguments)
}

/// The error of a script that has to fail.
func failure(
    of text: String,
    prelude: LuaPrelude = LuaPrelude(),
    limits: LuaLimits = .patient
) async -> LuaError? {
    do {
        _ = try await run(text, prelude: prelude, limits: limits)
        return nil
    } catch {
        return error as? LuaError
    }
}

/// A product as a script might hold one.
final class Product: LuaObject {
    let title: String
    let price: Int64

    init(title: String, price: Int64 = 1) {
        self.title = title
        self.price = price
    }

    static let luaType = LuaType(
        "product",
        of: Product.self,
        members: [
            .field("title") { .text($0.title) },
            .field("price") { .integer($0.price) },
            .field("broken") { _ in throw Refused(reason: "broken") },
            .method("times") { product, call in try .value(.integer(product.price * call.integer(at: 1))) },
            .method("same") { product, call in
                try .value(.boolean(call.object(at: 1, as: Product.self).title == product.title))
            },
            .method("later") { product, _ in .pending { [.text(product.title)] } },
            .equal { $0.title == $1.title },
            .add { call in
                let left: Product = try call.object(at: 1)
                let right: Product = try call.object(at: 2)
                return .value(.integer(left.price + right.price))
            },
            .text { "product \($0.title)" },
        ]
    )
}

/// An error with fields.
struct Refused: LuaErrorConvertible, Equatable {
    var reason: String
    var luaMessage: String { "refused: \(reason)" }
    var luaFields: [(String, LuaValue)] { [("code", "refused"), ("retryable", false)] }
}

/// A file beside the tests.
func bytes(of path: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    return try Array(Data(contentsOf: folder.appending(path: path)))
}

/// The scripts of a folder beside the tests, by name.
func folder(_ name: String) -> [(name: String, text: String)] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: name)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return names.filter { $0.hasSuffix(".lua") }.sorted().map { file in
        (file, (try? bytes(of: "\(name)/\(file)")).map { String(decoding: $0, as: UTF8.self) } ?? "")
    }
}
