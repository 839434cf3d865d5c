import Commerce

extension Session {
    /// Asks again and again, until the answer is yes.
    ///
    /// The pauses on the market's clock are `every`; without it 15 seconds at first, half as long again each time, and at
    /// most 5 minutes.
    ///
    /// - Throws: ``ScriptFailure`` with the code `timeout`.
    func wait(
        for what: String,
        within timeout: ISODuration,
        every: ISODuration? = nil,
        until isDone: @Sendable () async throws -> Bool
    ) async throws {
        let deadline = try await market.clock.now().adding(timeout)
        var pause: Int64 = 15
        while true {
            if try await isDone() { return }
            let now = try await market.clock.now()
            guard now < deadline else {
                throw ScriptFailure(
                    .timeout,
                    "\(what) was not done within \(timeout)",
                    hint: "wait longer: timeout = \"2h\"",
                    retryable: true
                )
            }
            try await market.clock.sleep(until: min(now.adding(every ?? ISODuration(seconds: pause)), deadline))
            pause = min(pause * 3 / 2, 300)
        }
    }
}
