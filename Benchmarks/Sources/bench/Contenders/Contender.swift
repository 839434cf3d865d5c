/// Runs texts of Lua: a text gets, as its argument, how many times it is to do what it does.
///
/// Every contender offers the same names: `successor(i)`, `mean(x, y)`, `length(text)`, `title()`, `make_line()`,
/// `take_line(record)`, `keep_line(record)`, and an object `product` with a field `price` and a method `total(quantity, fee)`.
protocol Contender {
    /// Compiles a text.
    func prepare(_ text: String) throws -> Work
}

extension Row {
    /// The same text, run by the bridge and by others: one row for each, the first of which has the bound.
    static func duel(
        _ what: String,
        bound: Double?,
        _ text: String,
        ours: @escaping @Sendable () throws -> any Contender = { try Bridge() },
        against references: [Opponent] = [.c, .lupa]
    ) -> [Row] {
        references.enumerated().map { position, opponent in
            Row(
                position == 0 ? what : "\(what), beside \(opponent.rawValue)",
                reference: opponent.rawValue,
                bound: position == 0 ? bound.map(Bound.times) : nil
            ) {
                let reference = try opponent.make()
                return try await Contest.compare(ours().prepare(text), reference.prepare(text))
            }
        }
    }
}

/// Who the bridge is measured against.
enum Opponent: String {
    /// Functions written by hand against Lua's C API.
    case c = "C"
    /// The same with a memory limit on.
    case limitedC = "C, limited"
    /// The interpreter, a process of its own: Debian links it with Lua statically.
    case lua = "lua5.4"
    /// The same Lua without a sandbox, through the shared library that the bridge uses as well.
    case library = "liblua5.4"
    /// Python's best-known embedding.
    case lupa

    func make() throws -> any Contender {
        switch self {
        case .c, .library: try HandWritten(memory: 0)
        case .limitedC: try HandWritten(memory: 64 << 20)
        case .lua: try Peer.lua()
        case .lupa: try Peer.lupa()
        }
    }
}
