public import Commerce
public import Database

/// The market of this machine: customers, catalogue, carts, orders and invoices in one store, under the rules of the
/// reference.
///
/// Making one touches nothing; the first use opens the store and founds a market where there is none.
///
/// ```swift
/// let market = LocalMarket(store: .sqlite(path: "market.db"))
/// let page = try await market.perform(ListCustomers(), in: context)
/// ```
///
/// Writes are serialised by the store, so of two checkouts of one cart one comes first and the other is refused with
/// 400/800065; 409/800064, which Partner Center answers when both run at once, can't arise.
public final class LocalMarket: Marketplace, Sendable {
    public let identity: MarketIdentity
    public let clock: any MarketClock

    let store: MarketStore

    /// - Parameters:
    ///   - store: Where the market is kept.
    ///   - name: What it is called, for people.
    ///   - founding: What a new market starts with; a store that already holds one is left as it is.
    ///   - wall: The time of this machine, for a market on the real clock.
    public init(
        store: StoreLocation,
        name: String = "local",
        founding: MarketFounding = .empty(),
        wall: @escaping @Sendable () -> Timestamp = { WallClock.time }
    ) {
        identity = MarketIdentity(name: name, environment: .embedded)
        self.store = MarketStore(store, founding: founding, wall: wall)
        clock = LocalClock(of: self.store)
    }

    /// Performs one request in one transaction of the store.
    ///
    /// - Throws: ``MarketError``, or `CancellationError` where the task was cancelled before the store was asked. A write
    ///   that fails with 500 changed nothing; of one that fails with ``MarketError/Code/outcomeUnknown`` the store can't
    ///   say whether it was kept, and the same call made again learns it.
    public func perform<Request: MarketRequest>(
        _ request: Request,
        in context: CallContext
    ) async throws -> Request.Response {
        do {
            if request.operation.needsUser, context.account == .appOnly {
                throw MarketError(
                    .accessDenied,
                    "\(request.operation) is refused with an app-only token",
                    hint: "sign in with app and user"
                )
            }
            let answer: any Sendable =
                switch request {
                case let read as any LocalRead: try await answer(read, in: context)
                case let write as any LocalWrite: try await answer(write, in: context)
                default: throw MarketError(.notSupported, "the embedded market has no \(request.operation)")
                }
            guard let response = answer as? Request.Response else {
                throw MarketError(.unexpected, "\(request.operation) answered with a \(type(of: answer))")
            }
            return response
        } catch let error as CancellationError {
            throw error
        } catch {
            var refusal = MarketError(of: error, performing: request)
            refusal.correlationID = context.correlationID
            throw refusal
        }
    }

    private func answer<Request: LocalRead>(
        _ request: Request,
        in context: CallContext
    ) async throws -> Request.Response {
        try await admitted(request.operation, in: context) { admission in
            try await store.read(in: context) { connection, call in
                try admission.require(call.settings)
                return try request.perform(on: connection, call)
            }
        }
    }

    private func answer<Request: LocalWrite>(
        _ request: Request,
        in context: CallContext
    ) async throws -> Request.Response {
        let log = try RequestLog(of: request, in: context)
        do {
            return try await admitted(request.operation, in: context) { admission in
                try await write(request, remembering: log, after: admission, in: context)
            }
        } catch let refusal as MarketError where refusal.code.isOutcome {
            // Its transaction was rolled back whole, so that a refusal can't leave half of a change behind.
            try await store.write(in: context) { connection, call, _ in
                try log.remember(refusal: refusal, on: connection, at: call.now)
            }
            throw refusal
        }
    }

    private func write<Request: LocalWrite>(
        _ request: Request,
        remembering log: RequestLog,
        after admission: Admission,
        in context: CallContext
    ) async throws -> Request.Response {
        try await store.write(in: context, briefly: true) { connection, call, ids in
            try admission.require(call.settings)
            if let remembered = try log.recall(Request.Remembered.self, on: connection, at: call.now) {
                return try request.answer(remembered, on: connection)
            }
            let response = try request.perform(on: connection, call, ids: &ids)
            try log.remember(answer: request.remembered(response), on: connection, at: call.now)
            return response
        }
    }

    /// Runs `body`, and where the market throttles, counts the request and runs it again.
    private func admitted<Answer: Sendable>(
        _ operation: Operation,
        in context: CallContext,
        _ body: (Admission) async throws -> Answer
    ) async throws -> Answer {
        var admission = Admission(operation: operation)
        do {
            return try await body(admission)
        } catch is Admission.Uncounted {
            let counting = admission
            let refusal = try await store.write(in: context) { connection, call, _ in
                try counting.count(on: connection, call)
            }
            if let refusal { throw refusal }
            admission.isCounted = true
            return try await body(admission)
        }
    }
}
