import Compra
import Logging
import Synchronization

@testable import REPL

/// A session without a screen, on a demonstration market of its own.
struct Sandbox {
    let workspace: Workspace
    let printed = Printed()
    var width = 100

    init(
        on market: (any Marketplace)? = nil,
        libraries: Libraries = Libraries(),
        confirm: @escaping @Sendable (PendingPurchase) async throws -> Bool = { _ in true }
    ) throws {
        let local = market ?? LocalMarket(store: .memory, founding: .demonstration())
        let printed = printed
        workspace = try Workspace(
            market: WatchedMarket(ConfirmedMarket(local, confirm: confirm)),
            limits: Self.limits,
            libraries: libraries,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            output: { printed.add(String(decoding: $0, as: UTF8.self)) }
        )
    }

    /// So long that nothing is stopped by them, however busy the machine is.
    private static var limits: LuaLimits {
        var limits = LuaLimits.default
        limits.time = .seconds(3600)
        return limits
    }

    /// The lines that a session would show for an input.
    func show(_ text: String) async throws -> [String] {
        let printed = printed
        let runner = SessionRunner(
            workspace: workspace,
            console: SessionConsole(theme: .none) { printed.add($0) },
            width: width
        )
        switch try await runner.run(Input(text)) {
        case .lines(let lines): return lines.map(\.text)
        case .edit(let text): return ["edit: \(text)"]
        case .quit: return ["quit"]
        }
    }

    /// The error of an input.
    func failure(_ text: String) async -> (any Error)? {
        do {
            _ = try await show(text)
            return nil
        } catch {
            return error
        }
    }
}

/// What was written, in order.
final class Printed: Sendable {
    private let parts = Mutex<[String]>([])

    var text: String { parts.withLock { $0.joined() } }

    func add(_ text: String) { parts.withLock { $0.append(text) } }
}
