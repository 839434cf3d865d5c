public import Commerce
import Database

extension LocalMarket {
    /// Moves a simulated clock on, closing the months that it passes.
    ///
    /// - Parameter progress: Called after every few thousand charges, on whatever thread writes.
    /// - Returns: The market's time then.
    /// - Throws: ``MarketError`` on a market with a real clock.
    @discardableResult
    public func advance(
        by duration: ISODuration,
        progress: @escaping @Sendable (SettlementProgress) -> Void = { _ in }
    ) async throws -> Timestamp {
        try await move(progress) { $0.adding(duration) }
    }

    /// Moves a simulated clock on to a time, closing the months that it passes. A time that is past moves nothing: the
    /// clock never goes back.
    ///
    /// - Parameter progress: Called after every few thousand charges, on whatever thread writes.
    /// - Returns: The market's time then.
    /// - Throws: ``MarketError`` on a market with a real clock.
    @discardableResult
    public func advance(
        to time: Timestamp,
        progress: @escaping @Sendable (SettlementProgress) -> Void = { _ in }
    ) async throws -> Timestamp {
        try await move(progress) { _ in time }
    }

    /// Closes the month: moves a simulated clock to the first second of the next one and issues the month's invoices.
    ///
    /// - Parameter progress: Called after every few thousand charges, on whatever thread writes.
    /// - Returns: The invoices that were issued, oldest first; none where nothing was charged.
    /// - Throws: ``MarketError`` on a market with a real clock, whose months close as they end.
    @discardableResult
    public func close(
        progress: @escaping @Sendable (SettlementProgress) -> Void = { _ in }
    ) async throws -> [Invoice] {
        let opening = try await clock.now().startOfMonth
        let time = try await move(progress) { $0.startOfMonth.adding(ISODuration(months: 1)) }
        return try await store.read { connection, _ in
            try InvoiceRecord.issued(after: opening, upTo: time, on: connection).map(\.invoice)
        }
    }

    private func move(
        _ progress: @escaping @Sendable (SettlementProgress) -> Void,
        to target: @escaping @Sendable (Timestamp) -> Timestamp
    ) async throws -> Timestamp {
        let time = try await store.advance(to: target, progress)
        (clock as? LocalClock)?.note(time)
        return time
    }
}

extension MarketStore {
    /// Moves a simulated clock to a time, unless it is there already.
    func advance(to time: Timestamp) async throws -> Timestamp {
        try await advance(to: { _ in time })
    }

    /// Moves a simulated clock from where it is to a later time: at once, or in as many transactions as its months take.
    /// One that is interrupted leaves the clock where it had come.
    func advance(
        to target: @escaping @Sendable (Timestamp) -> Timestamp,
        _ progress: @escaping @Sendable (SettlementProgress) -> Void = { _ in }
    ) async throws -> Timestamp {
        var (goal, done) = (Timestamp?.none, SettlementProgress())
        while true {
            let step = try await transact { [goal, done] connection, state in
                guard state.clock == .simulated else {
                    throw MarketError(
                        .notSupported,
                        "this market is on the real clock, which can't be moved",
                        hint: "make a market with a simulated clock (compra market init)"
                    )
                }
                let goal = max(state.time, goal ?? target(state.time))
                let settings = try MarketSettings(on: connection)
                var settlement = Settlement(
                    connection: connection,
                    settings: settings,
                    report: progress,
                    progress: done
                )
                let isDone = try settlement.settle(&state, upTo: goal)
                return (isDone: isDone, goal: goal, progress: settlement.progress)
            }
            if step.isDone { return step.goal }
            (goal, done) = (step.goal, step.progress)
        }
    }
}
