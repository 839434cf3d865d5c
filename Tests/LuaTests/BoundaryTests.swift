import Foundation
import Testing

/// Decision 1: Swift cannot name a function of Lua's that may raise.
@Suite struct BoundaryTests {
    private static let include = URL(filePath: #filePath)
        .appending(path: "../../../Sources/CLuaShim/include").standardized

    /// The functions of Lua's that its manual marks "–" (section 4.6): they never raise.
    private static let harmless: Set<String> = [
        "lua_gettop", "lua_type", "lua_isinteger", "lua_toboolean", "lua_tointegerx", "lua_tonumberx", "lua_pushnil",
        "lua_pushboolean", "lua_pushinteger", "lua_pushnumber",
    ]

    /// Compiles Swift against the shim's module, as the bridge is.
    private func compiles(_ body: String) throws -> Bool {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "snippet.swift")
        try "import CLuaShim\nfunc snippet(_ L: OpaquePointer) { \(body) }\n".write(
            to: file,
            atomically: true,
            encoding: .utf8
        )
        let compiler = Process()
        compiler.executableURL = URL(filePath: "/usr/bin/env")
        compiler.arguments = ["swiftc", "-typecheck", "-I", Self.include.path(), file.path()]
        compiler.standardError = FileHandle.nullDevice
        try compiler.run()
        compiler.waitUntilExit()
        return compiler.terminationStatus == 0
    }

    @Test func whatCannotRaiseCompiles() throws {
        #expect(try compiles("lua_pushinteger(L, 1)"))
    }

    @Test(arguments: [
        "lua_error(L)", "luaL_error(L, \"x\")", "lua_callk(L, 0, 0, 0, nil)", "lua_createtable(L, 0, 0)",
        "lua_pushstring(L, \"x\")", "lua_settable(L, 1)", "lua_tolstring(L, 1, nil)", "lua_next(L, 1)",
    ])
    func whatMayRaiseDoesNot(_ call: String) throws {
        #expect(try !compiles("_ = \(call)"))
    }

    @Test func theHeaderDeclaresNothingElseOfLua() throws {
        let header = try String(contentsOf: Self.include.appending(path: "CLuaShim.h"), encoding: .utf8)
        let names = header.matches(of: /\b(luaL?_[a-z]+)\(/).map { String($0.1) }
        #expect(Set(names) == Self.harmless)
        let includes = header.matches(of: /#\s*include\s*[<"]([^>"]+)/).map { String($0.1) }
        #expect(Set(includes) == ["stdbool.h", "stddef.h", "stdint.h", "string.h"])
    }
}
