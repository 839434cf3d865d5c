import Commerce
import Logging
import PartnerCenterWire

/// Makes one call until it is settled: with a token, when the limiter lets it, again where that can help, always under
/// the same request id (3.1, 3.10, R-37).
struct Caller: Sendable {
    let tokens: TokenSource
    let transport: any Transport
    let policy: RetryPolicy
    let limiter: Limiter
    let pace: Pace
    let logger: Logger

    /// Makes a call, and reads the answer.
    ///
    /// - Parameters:
    ///   - origin: Where it goes; nil = the cloud's API.
    ///   - read: Reads an answer that succeeded; what it can't read is asked for again, for it was cut off.
    /// - Throws: ``MarketError``: the market's refusal; ``MarketError/Code/unreachable`` where nothing was sent;
    ///   ``MarketError/Code/outcomeUnknown`` for a write that may have acted and whose answer never came.
    func settle<Response>(
        _ request: WireRequest,
        at origin: String? = nil,
        of operation: Operation,
        in context: CallContext,
        read: (WireResponse) throws -> Response
    ) async throws -> Response {
        let account = try await account(for: operation, context)
        let origin = origin ?? tokens.credentials.cloud.api
        var progress = Progress(operation: operation)
        while true {
            let answer: WireResponse
            do {
                answer = try await send(request, to: origin, as: account, &progress)
            } catch let failure as TransportFailure {
                if failure.wasSent { progress.mayHaveActed = operation.writes }
                progress.failures += 1
                progress.last = MarketError(
                    .unreachable,
                    "\(operation) was not answered: \(failure)",
                    hint: "check the network, and try again",
                    retryable: true,
                    correlationID: context.correlationID
                )
                try await waitOrEnd(progress, context)
                continue
            } catch let error as MarketError where error.code == .unreachable {
                // No token could be had now: nothing was sent.
                progress.failures += 1
                progress.last = error
                try await waitOrEnd(progress, context)
                continue
            } catch  where progress.mayHaveActed {
                throw progress.unknown(error, context)
            }
            log(request, operation, answer, context, progress)
            if answer.isSuccess {
                do {
                    return try read(answer)
                } catch let fault as WireFault {
                    // A body that can't be read says that something was done, but not what.
                    progress.mayHaveActed = progress.mayHaveActed || operation.writes
                    progress.failures += 1
                    progress.last = MarketError(
                        MarketError.Code(answer.status, 0),
                        "the answer to \(operation) can't be read: \(fault)",
                        hint: "try again later",
                        retryable: true,
                        correlationID: context.correlationID
                    )
                    try await waitOrEnd(progress, context)
                    continue
                }
            }
            try await heed(Verdict(MarketError(answer)), of: operation, &progress, context)
        }
    }

    /// Sends a request once, when it is its turn.
    private func send(
        _ request: WireRequest,
        to origin: String,
        as account: CallContext.Account,
        _ progress: inout Progress
    ) async throws -> WireResponse {
        let stale = progress.staleToken
        let (answer, token) = try await limiter.run {
            while case let rest = limiter.pausedUntil - pace.milliseconds(), rest > 0 { try await pace.pause(rest) }
            let token = try await tokens.token(for: account, replacing: stale)
            var request = request
            request.headers[WireHeaders.Name.authorization] = "Bearer \(token.revealed)"
            return (try await transport.send(request, to: origin), token)
        }
        progress.token = token
        return answer
    }

    /// Waits for the next try, or throws what the call ends in.
    private func heed(
        _ verdict: Verdict,
        of operation: Operation,
        _ progress: inout Progress,
        _ context: CallContext
    ) async throws {
        switch verdict {
        case .final(let refusal):
            limiter.succeeded()
            guard progress.mayHaveActed, refusal.code.leavesOutcomeOpen else { throw refusal }
            throw progress.unknown(refusal, context)
        case .unauthenticated(let refusal):
            guard progress.staleToken == nil else {
                guard progress.mayHaveActed else { throw refusal.advising("sign in again: compra auth login") }
                throw progress.unknown(refusal, context)
            }
            progress.staleToken = progress.token
        case .throttled(let refusal):
            progress.throttles += 1
            progress.last = refusal
            let pause = pace.chance { [progress] random in
                policy.pause(after: progress.throttles, retryAfter: refusal.retryAfter, using: &random)
            }
            limiter.throttled(until: pace.milliseconds() + pause)
            guard progress.throttles < policy.throttledTries else { throw progress.end(context) }
            try await wait(pause, progress, context)
        case .again(let refusal):
            limiter.succeeded()
            progress.failures += 1
            progress.last = refusal
            // A server that failed may have failed after it had acted.
            progress.mayHaveActed =
                progress.mayHaveActed
                || (operation.writes && (refusal.code.status >= 500 || refusal.code == .orderInProgress))
            try await waitOrEnd(progress, context)
        }
    }

    private func waitOrEnd(_ progress: Progress, _ context: CallContext) async throws {
        let tries = progress.mayHaveActed ? policy.unsettledTries : policy.tries
        guard progress.failures < tries else { throw progress.end(context) }
        let pause = pace.chance { random in policy.backoff(after: progress.failures, using: &random) }
        let asked = Int64(progress.last?.retryAfter ?? 0) * 1000
        try await wait(max(pause, asked), progress, context)
    }

    /// Waits. A write that may have acted isn't given up for a cancellation without saying so.
    private func wait(_ milliseconds: Int64, _ progress: Progress, _ context: CallContext) async throws {
        do {
            try await pace.pause(milliseconds)
        } catch {
            throw progress.mayHaveActed ? progress.unknown(error, context) : error
        }
    }

    /// The kind of token for an operation: a user's where there is one and nothing else is asked for (2.4).
    private func account(for operation: Operation, _ context: CallContext) async throws -> CallContext.Account {
        if context.account == .appAndUser, await tokens.hasUser { return .appAndUser }
        guard operation.needsUser else { return .appOnly }
        throw MarketError(
            .accessDenied,
            "\(operation) is refused with an app-only token",
            hint: "sign in: compra auth login",
            correlationID: context.correlationID
        )
    }

    /// One line a try. Headers and bodies never go to a log.
    private func log(
        _ request: WireRequest,
        _ operation: Operation,
        _ answer: WireResponse,
        _ context: CallContext,
        _ progress: Progress
    ) {
        if answer.isSuccess { limiter.succeeded() }
        logger.debug(
            "\(operation)",
            metadata: [
                "method": "\(request.method)", "path": "\(request.target.prefix { $0 != "?" })",
                "status": "\(answer.status)",
                "request_id": "\(context.requestID)", "correlation_id": "\(context.correlationID)",
                "try": "\(progress.failures + progress.throttles + 1)",
            ]
        )
    }
}

/// How far a call has come.
private struct Progress {
    let operation: Operation

    /// Whether a try may have changed something without saying so.
    var mayHaveActed = false
    var failures = 0
    var throttles = 0
    var last: MarketError?

    /// The token of the last try.
    var token: Secret?

    /// The token that was refused.
    var staleToken: Secret?

    init(operation: Operation) {
        self.operation = operation
    }

    /// What a call ends in that was asked often enough.
    func end(_ context: CallContext) -> MarketError {
        let last = last ?? MarketError(.unreachable, "\(operation) was not answered", retryable: true)
        return mayHaveActed ? unknown(last, context) : last
    }

    func unknown(_ cause: any Error, _ context: CallContext) -> MarketError {
        MarketError(
            .outcomeUnknown,
            "whether \(operation) was carried out is not known: \((cause as? MarketError)?.message ?? "\(cause)")",
            hint: "look before doing it again: what it made may show in lists only after 15 minutes (R-38); its "
                + "MS-RequestId is \(context.requestID)",
            retryable: false,
            correlationID: context.correlationID
        )
    }
}

extension MarketError {
    /// The error with a hint where it has none.
    fileprivate func advising(_ hint: String) -> MarketError {
        var error = self
        error.hint = error.hint ?? hint
        return error
    }
}
