import Foundation
import Lua
import Synchronization
import Testing

/// What the sandbox keeps of Lua behaves as Lua's. Beside each script lies what `lua5.4` 5.4.4 printed for it
/// (`TZ=UTC LC_ALL=C lua5.4 name.lua > name.txt`).
@Suite struct CompatibilityTests {
    @Test(arguments: folder("Compatible").map(\.name))
    func printsWhatLuaPrints(_ name: String) async throws {
        let printed = Mutex<[UInt8]>([])
        let configuration = LuaConfiguration(
            limits: LuaLimits(memory: 256 << 20, allocation: 64 << 20, time: .seconds(3600)),
            output: { bytes in printed.withLock { $0 += bytes } }
        )
        let state = try LuaState(configuration)
        let text = try bytes(of: "Compatible/\(name)")
        _ = try await state.call(state.load(LuaSource(name: name, bytes: text)))
        let expected = try bytes(of: "Compatible/\(name.replacing(".lua", with: ".txt"))")
        let lines = printed.withLock { $0 }.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let wanted = expected.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        #expect(lines.count == wanted.count)
        let different = zip(lines, wanted).first { $0 != $1 }
        #expect(different == nil, "\(different.map { String(decoding: $0.0, as: UTF8.self) } ?? "")")
    }
}
