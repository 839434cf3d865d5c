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
    /// A write that was handed to the transport is seen through though its task is cancelled, for
    /// ``RetryPolicy/grace`` at most: nobody is told that nothing was done before that is known.
    ///
    /// - Parameters:
    ///   - origin: Where it goes; nil = the cloud's API.
    ///   - read: Reads an answer that succeeded; what it can't read is asked for again, for it was cut off.
    /// - Throws: ``MarketError``: the market's refusal; ``MarketError/Code/unreachable`` where nothing was sent;
    ///   ``MarketError/Code/outcomeUnknown`` for a write that may have acted and whose answer never came.
    ///   `CancellationError` where the task was cancelled and nothing was done.
    func settle<Response: Sendable>(
        _ request: WireRequest,
        at origin: String? = nil,
        of operation: Operation,
        in context: CallContext,
        read: @escaping @Sendable (WireResponse) throws -> Response
    ) async throws -> Response {
        let progress = Progress(operation, context)
        guard operation.writes else { return try await settle(request, at: origin, progress, nil, read) }
        return try await Commitment.seeingThrough {
            logger.notice("interrupted: waiting up to \(policy.grace / 1000) s for what \(operation) comes to")
            try await pace.pause(policy.grace)
        } write: { commitment in
            try await settle(request, at: origin, progress, commitment, read)
        }
    }

    private func settle<Response>(
        _ request: WireRequest,
        at origin: String?,
        _ begun: Progress,
        _ commitment: Commitment?,
        _ read: (WireResponse) throws -> Response
    ) async throws -> Response {
        let account = try await account(for: begun)
        let origin = origin ?? tokens.credentials.cloud.api
        var progress = begun
        while true {
            let pause: Int64
            do {
                let answer = try await send(request, to: origin, as: account, &progress, commitment)
                if answer.isSuccess { return try read(answer) }
                var refusal = MarketError(answer)
                refusal.correlationID = refusal.correlationID ?? progress.context.correlationID
                let verdict = Verdict(refusal, isOwn: answer.isOwnRefusal, writes: progress.operation.writes)
                pause = try heed(verdict, &progress)
            } catch let failure as TransportFailure {
                pause = try broken("was not answered: \(failure)", .unreachable, failure.wasSent, &progress)
            } catch let fault as WireFault {
                // A body that can't be read says that something was done, but not what.
                pause = try broken("has an answer that can't be read: \(fault)", .unexpected, true, &progress)
            } catch let error as MarketError where error.code == .unreachable {
                // No token could be had now: nothing was sent.
                progress.failed(error, mayHaveActed: false)
                pause = try backoff(progress)
            }
            try commitment?.leave(open: progress.mayHaveActed)
            guard pause > 0 else { continue }
            do {
                try await pace.pause(pause)
            } catch  where progress.mayHaveActed {
                throw progress.unknown(error)
            }
        }
    }

    /// Sends a request once, when it is its turn.
    private func send(
        _ request: WireRequest,
        to origin: String,
        as account: CallContext.Account,
        _ progress: inout Progress,
        _ commitment: Commitment?
    ) async throws -> WireResponse {
        do {
            return try await limiter.run {
                while case let rest = limiter.pausedUntil - pace.milliseconds(), rest > 0 { try await pace.pause(rest) }
                let token = try await tokens.token(for: account, replacing: progress.staleToken)
                progress.token = token
                progress.lessons = limiter.lessons
                var request = request
                request.headers[WireHeaders.Name.authorization] = "Bearer \(token.revealed)"
                try commitment?.enter()
                return try await carry(request, to: origin, progress)
            }
        } catch let failure as TransportFailure {
            throw failure
        } catch let error as MarketError where error.code == .unreachable || error.code == .outcomeUnknown {
            throw error
        } catch  where progress.mayHaveActed {
            throw progress.unknown(error)
        }
    }

    /// Hands a request to the transport, and logs what became of it: one line a try, without headers and bodies.
    private func carry(_ request: WireRequest, to origin: String, _ progress: Progress) async throws -> WireResponse {
        var fields: Logger.Metadata = [
            "method": "\(request.method)", "path": "\(request.target.prefix { $0 != "?" })",
            "request_id": "\(progress.context.requestID)", "correlation_id": "\(progress.context.correlationID)",
            "try": "\(progress.number)",
        ]
        defer { logger.debug("\(progress.operation)", metadata: fields) }
        do {
            let answer = try await transport.send(request, to: origin)
            fields["status"] = "\(answer.status)"
            if answer.isSuccess { limiter.succeeded() }
            return answer
        } catch {
            fields["broken"] = "\(error)"
            guard !(error is TransportFailure), progress.operation.writes else { throw error }
            // Cancelled, or what a transport shouldn't throw: it may have arrived.
            throw progress.unknown(error)
        }
    }

    /// Notes a try without an answer.
    ///
    /// - Returns: Milliseconds to wait before the next one.
    private func broken(
        _ what: String,
        _ code: MarketError.Code,
        _ mayHaveActed: Bool,
        _ progress: inout Progress
    ) throws -> Int64 {
        let error = MarketError(
            code,
            "\(progress.operation) \(what)",
            hint: "check the network, and try again",
            retryable: true,
            correlationID: progress.context.correlationID
        )
        progress.failed(error, mayHaveActed: mayHaveActed)
        return try backoff(progress)
    }

    /// Heeds a refusal.
    ///
    /// - Returns: Milliseconds to wait before the next try.
    /// - Throws: What the call ends in.
    private func heed(_ verdict: Verdict, _ progress: inout Progress) throws -> Int64 {
        switch verdict {
        case .final(let refusal):
            limiter.succeeded()
            guard progress.mayHaveActed, refusal.code.leavesOutcomeOpen else { throw refusal }
            throw progress.unknown(refusal)
        case .unauthenticated(let refusal):
            guard progress.staleToken == nil else {
                guard progress.mayHaveActed else { throw refusal.advising("sign in again: compra auth login") }
                throw progress.unknown(refusal)
            }
            progress.staleToken = progress.token
            return 0
        case .throttled(let refusal):
            progress.throttled(refusal)
            let pause = pace.chance { [progress] random in
                policy.pause(after: progress.throttles, retryAfter: refusal.retryAfter, using: &random)
            }
            limiter.throttled(knowing: progress.lessons, until: pace.milliseconds() + pause)
            guard progress.throttles < policy.throttledTries else { throw progress.end }
            return pause
        case .again(let refusal, let mayHaveActed):
            limiter.succeeded()
            progress.failed(refusal, mayHaveActed: mayHaveActed)
            return try backoff(progress)
        }
    }

    private func backoff(_ progress: Progress) throws -> Int64 {
        let tries = progress.mayHaveActed ? policy.unsettledTries : policy.tries
        guard progress.failures < tries else { throw progress.end }
        let pause = pace.chance { random in policy.backoff(after: progress.failures, using: &random) }
        return max(pause, policy.milliseconds(of: progress.last?.retryAfter))
    }

    /// The kind of token for an operation: a user's where there is one and nothing else is asked for (2.4).
    private func account(for progress: Progress) async throws -> CallContext.Account {
        if progress.context.account == .appAndUser, await tokens.hasUser { return .appAndUser }
        guard progress.operation.needsUser else { return .appOnly }
        throw MarketError(
            .accessDenied,
            "\(progress.operation) is refused with an app-only token",
            hint: "sign in: compra auth login",
            correlationID: progress.context.correlationID
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
