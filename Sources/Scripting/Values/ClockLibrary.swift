import Commerce
import Lua
import Synchronization

extension Library {
    /// `clock`: the market's time.
    static let clock = Library(
        "clock",
        "The market's time, as text that compares: `2026-09-07T09:00:00Z`.",
        [
            Function("now", returns: "string", "The time.") { _, session in
                .pending { [.text(try await session.market.clock.now().description)] }
            },
            Function("today", returns: "string", "The date, `2026-09-07`.") { _, session in
                .pending { [.text(String(try await session.market.clock.now().description.prefix(10)))] }
            },
            Function(
                "add",
                [
                    .positional("time", .time, "A time, or a date."),
                    .positional("duration", .duration, "`P1M` or `2h`; with a minus before it, back."),
                ],
                returns: "string",
                "The time a duration later. A month after January 31st is the end of February.",
                example: #"clock.add(clock.now(), "P1M")"#
            ) { arguments, _ in
                let text = arguments.text("duration") ?? ""
                let back = text.hasPrefix("-")
                let duration = try ISODuration(anyForm: back ? String(text.dropFirst()) : text)
                let time = try arguments.time("time") ?? .none
                return .value(.text(time.adding(duration, times: back ? -1 : 1).description))
            },
            Function(
                "month",
                [.positional("time", .time, "A time, or a date.")],
                returns: "string",
                "Its month, `2026-09`."
            ) { arguments, _ in
                .value(.text(String((try arguments.time("time") ?? .none).description.prefix(7))))
            },
            Function(
                "sleep",
                [.positional("duration", .duration, "`30s`, `15m`, `P1D`.")],
                returns: "nil",
                "Waits. A simulated clock moves on when every running script waits.",
                example: #"clock.sleep "30s""#
            ) { arguments, session in
                let duration = try arguments.duration("duration") ?? ISODuration()
                return .pending {
                    let clock = session.market.clock
                    try await clock.sleep(until: try await clock.now().adding(duration))
                    return []
                }
            },
            Function(
                "wait",
                [
                    .required("when", .function, "Called again and again, until what it returns is true."),
                    .optional("every", .duration, "The pause between calls; a minute where it is left out."),
                    .optional("timeout", .duration, "How long in all; an hour where it is left out."),
                ],
                returns: "any",
                "Waits until a function returns something true, and returns that. Raises `timeout`.",
                example: #"clock.wait{ when = function() return order:refresh().status == "completed" end }"#
            ) { arguments, session in
                guard let when = arguments["when"]?.function else { return .none }
                let every = try arguments.duration("every") ?? ISODuration(seconds: 60)
                let timeout = try arguments.duration("timeout") ?? ISODuration(seconds: 3600)
                return .pending {
                    let answer = Mutex<LuaValue>(.nil)
                    try await session.wait(for: "what clock.wait waits for", within: timeout, every: every) {
                        let value = try await when.call().first ?? .nil
                        answer.withLock { $0 = value }
                        return !value.isNil && value.boolean != false
                    }
                    return [answer.withLock { $0 }]
                }
            },
        ]
    )
}
