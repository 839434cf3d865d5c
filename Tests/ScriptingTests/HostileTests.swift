import Commerce
import Database
import Foundation
import LocalMarket
import Logging
import Lua
import Scripting
import Testing

/// Scripts that want to hang, crash or outspend the process through what purchase scripts are given. Their first lines say
/// what they meet, as those of the sandbox do (`Tests/LuaTests/Hostile`).
@Suite(.serialized) struct HostileTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Hostile")
    static let names =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []).filter { $0.hasSuffix(".lua") }
        .sorted()

    private static let outcomes = [
        "KILL": ["KILL"], "MEM": ["MEM"], "STOP": ["KILL", "MEM"], "ERR": ["ERR", "MEM"], "OK": ["OK"],
        "ANY": ["OK", "ERR", "MEM"],
    ]

    @Test(arguments: names, [true, false])
    func theProcessAndTheNextScriptSurvive(_ name: String, metered: Bool) async throws {
        let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
        let expectation = String(text.prefix { $0 != "\n" }.dropFirst("-- expect: ".count))
        let allowed = try #require(Self.outcomes[expectation])
        let endsByTime = ["KILL", "STOP"].contains(expectation)
        let limits = LuaLimits(
            memory: 8 << 20,
            instructions: metered ? (endsByTime ? 50_000 : 20_000_000) : nil,
            time: metered || !endsByTime ? .seconds(3600) : .milliseconds(200),
            output: 1 << 20
        )
        weak var market: LocalMarket?
        do {
            let held = LocalMarket(store: .memory, founding: .demonstration())
            market = held
            let (outcome, message) = await outcome(of: text, named: name, on: held, limits)
            #expect(allowed.contains(outcome), "\(message)")
            #expect(await self.outcome(of: "return 1 + 1", named: "friend.lua", on: held, .init()).kind == "OK")
        }
        #expect(market == nil)
    }

    private func outcome(
        of text: String,
        named name: String,
        on market: LocalMarket,
        _ limits: LuaLimits
    ) async -> (kind: String, message: String) {
        let interpreter = Interpreter(
            market: market,
            limits: limits,
            arguments: ["name": "value"],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            output: { _ in }
        )
        do {
            _ = try await market.clock.running { try await interpreter.run(LuaSource(name: name, text: text)) }
            return ("OK", "")
        } catch {
            let failure = error as? LuaError
            return (failure?.isStop == true ? "KILL" : failure?.code == .memory ? "MEM" : "ERR", "\(error)")
        }
    }

    @Test func theListIsThere() { #expect(Self.names.count >= 30) }
}
