import Lua

extension Row {
    /// Waiting for the host, and coroutines of a script's own.
    static let coroutines =
        [
            Row("await without work", bound: .most(1000)) {
                let state = try Bridge().state
                let chunk = try state.load(.init(name: "bench", text: "for i = 1, ... do later() end"))
                return Outcome(
                    ours: try await Contest.measure { count in
                        try await Contest.wallTime { _ = try await state.call(chunk, [.integer(Int64(count))]) }
                    }
                )
            }
        ] + coroutine("coroutine created", "local f = function() end for i = 1, ... do coroutine.create(f) end")
        + coroutine(
            "coroutine created and run",
            "local f = function() end for i = 1, ... do coroutine.wrap(f)() end"
        )
        + coroutine(
            "yield and resume",
            "local f = coroutine.wrap(function() while true do coroutine.yield() end end) for i = 1, ... do f() end",
            metered: 3
        )

    /// Beside the shared library, as programs of the library are: `lua5.4` has it linked statically.
    ///
    /// - Parameter bound: In metered mode, where what a script does is counted: 2 for what makes coroutines.
    private static func coroutine(_ what: String, _ text: String, metered bound: Double = 2) -> [Row] {
        duel(what, bound: 2, text, against: [.library, .lua])
            + duel(
                "\(what), metered",
                bound: bound,
                text,
                ours: { try Bridge(limits: Bridge.metered) },
                against: [.library, .lua]
            )
    }
}
