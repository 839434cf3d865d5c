import Commerce
import FoundationEssentials
import Scripting
import Testing

@Suite struct EditorDefinitionsTests {
    private static let file =
        #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/stdlib/meta/compra.lua"

    /// After a change on purpose: `make definitions`.
    @Test func `The committed definitions are those of the bindings`() throws {
        if ProcessInfo.processInfo.environment["UPDATE_DEFINITIONS"] != nil {
            try EditorDefinitions.text.write(toFile: Self.file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOfFile: Self.file, encoding: .utf8) == EditorDefinitions.text)
    }

    @Test func `They are Lua, and name every binding`() async throws {
        let isLua = try await evaluate(
            "return load(args.text) ~= nil",
            arguments: ["text": .text(EditorDefinitions.text)]
        )
        #expect(isLua == .boolean(true))
        for description in ScriptReference.descriptions {
            #expect(EditorDefinitions.text.contains(description.name))
        }
    }
}
