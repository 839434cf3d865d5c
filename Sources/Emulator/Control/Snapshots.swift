import Commerce
public import LocalMarket
import PartnerCenterWire
import Synchronization

/// All that an emulator was at one moment: the market, and the faults that were put in.
public struct EmulatorSnapshot: Sendable {
    public let market: MarketSnapshot
    let faults: [Fault]
}

extension Emulator {
    /// Takes down how everything is now, while calls go on.
    ///
    /// - Throws: ``MarketError`` where another market than an embedded one is behind this: its state is its own.
    public func snapshot() async throws -> EmulatorSnapshot {
        EmulatorSnapshot(market: try await local.snapshot(), faults: faults.waiting)
    }

    /// Puts everything back to how it was. Of calls that run meanwhile, each comes before that or after it; tokens stay
    /// good, and the log goes on.
    ///
    /// - Throws: As ``snapshot()``; then nothing was changed.
    public func restore(_ snapshot: EmulatorSnapshot) async throws {
        try await local.restore(snapshot.market)
        // The outcomes of writes are in the market; what was answered since never was.
        replays.clear()
        faults.replace(with: snapshot.faults)
    }
}

/// The snapshots that were taken under `/_compra/`, by their names. They are in memory, and so there is an end to them.
final class Snapshots: Sendable {
    private static let most = 16

    private let state = Mutex((kept: [(name: String, snapshot: EmulatorSnapshot)](), number: 0))

    /// A name for a new snapshot: the one that is wished for, in lower case, or one that none has.
    ///
    /// - Throws: ``WireFault`` for a name that is no word of a path.
    func name(_ wish: String?) throws(WireFault) -> String {
        guard let wish else {
            return state.withLock { state in
                state.number += 1
                return "snapshot-\(state.number)"
            }
        }
        guard (1...100).contains(wish.utf8.count), wish.utf8.allSatisfy({ Self.letters.contains($0) }) else {
            throw WireFault("name", "letters, digits, - and _ are expected")
        }
        return wish.lowercased()
    }

    private static let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_".utf8)

    /// Keeps a snapshot, in the place of one of the same name.
    ///
    /// - Throws: ``MarketError`` with 400/800002 where there are as many as there may be.
    func keep(_ snapshot: EmulatorSnapshot, as name: String) throws(MarketError) {
        let isKept = state.withLock { state in
            state.kept.removeAll { $0.name == name }
            guard state.kept.count < Self.most else { return false }
            state.kept.append((name, snapshot))
            return true
        }
        guard isKept else {
            throw MarketError(
                .invalidInput,
                "there are \(Self.most) snapshots already",
                hint: "let some go: DELETE /_compra/snapshot/NAME"
            )
        }
    }

    /// - Throws: ``MarketError`` with 404/1000 where there is none of that name.
    func find(_ name: String) throws(MarketError) -> EmulatorSnapshot {
        let found = state.withLock { state in state.kept.first { $0.name == name.lowercased() }?.snapshot }
        guard let found else { throw Self.unknown(name) }
        return found
    }

    /// - Throws: ``MarketError`` with 404/1000 where there is none of that name.
    func remove(_ name: String) throws(MarketError) {
        let isFound = state.withLock { state in
            let count = state.kept.count
            state.kept.removeAll { $0.name == name }
            return state.kept.count < count
        }
        guard isFound else { throw Self.unknown(name) }
    }

    func clear() { state.withLock { $0.kept = [] } }

    /// The snapshots as `GET /_compra/snapshot` shows them, oldest first.
    var json: JSON {
        .list(
            state.withLock { $0.kept }.map { name, snapshot in
                .object([
                    JSON.Member("name", .text(name)), JSON.Member("now", .text(snapshot.market.time.description)),
                ])
            }
        )
    }

    private static func unknown(_ name: String) -> MarketError {
        MarketError(.notFound, "there is no snapshot \(name.prefix(100))", hint: "GET /_compra/snapshot lists them")
    }
}
