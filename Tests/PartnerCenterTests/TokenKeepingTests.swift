import Commerce
import FoundationEssentials
import Logging
import PartnerCenter
import PartnerCenterWire
import Synchronization
import Testing

/// Refresh tokens that are good once, as an authority may issue them: who loses one has to sign in again.
@Suite("How tokens are asked for and kept (section 2)")
struct TokenKeepingTests {
    private let time = TestTime()
    private let authority = Authority()

    private func tokens(_ cache: TokenCache, logger: Logger = Logger(label: "test")) -> TokenSource {
        TokenSource(
            Credentials(
                cloud: Cloud(api: "http://127.0.0.1", authority: "http://127.0.0.1"),
                tenant: "t",
                clientID: "a",
                proof: .secret(Secret("s")),
                refreshToken: Secret("refresh-0")
            ),
            cache: cache,
            transport: authority,
            now: { [time] in time.now },
            pace: time.pace,
            logger: logger
        )
    }

    private func inFolder<Result>(_ body: (_ path: String) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.path + "/compra-tokens-\(TokenSource.randomID())"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body("\(folder)/tokens.json")
    }

    @Test("a refresh token that is replaced is used the next time, kept in memory only too")
    func rotation() async throws {
        let tokens = tokens(TokenCache(path: nil))
        for _ in 0..<3 {
            _ = try await tokens.token(for: .appAndUser)
            time.pass(seconds: 3600)
        }
        #expect(authority.used == ["refresh-0", "refresh-1", "refresh-2"])
    }

    @Test("two processes that share a file don't lose a token that one of them got")
    func shared() async throws {
        try await inFolder { path in
            let (first, second) = (tokens(TokenCache(path: path)), tokens(TokenCache(path: path)))
            for round in 0..<3 {
                let token = try await (round.isMultiple(of: 2) ? first : second).token(for: .appAndUser)
                #expect(try await (round.isMultiple(of: 2) ? second : first).token(for: .appAndUser) == token)
                time.pass(seconds: 3600)
            }
            #expect(authority.used == ["refresh-0", "refresh-1", "refresh-2"])
        }
    }

    @Test("who comes second with a token that is good once takes what the first one got")
    func race() async throws {
        try await inFolder { path in
            let (first, second) = (tokens(TokenCache(path: path)), tokens(TokenCache(path: path)))
            // The other process is done between this one's reading the file and its asking.
            authority.before { _ = try? await first.token(for: .appAndUser) }
            let token = try await second.token(for: .appAndUser)
            #expect(try await first.token(for: .appAndUser) == token)
        }
    }

    @Test("many processes that keep tokens in one file at once lose none")
    func writers() async throws {
        try await inFolder { path in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    let tokens = TokenSource(
                        Credentials(
                            cloud: Cloud(api: "http://127.0.0.1", authority: "http://127.0.0.1"),
                            tenant: "t",
                            clientID: "app-\(number)",
                            proof: .none
                        ),
                        cache: TokenCache(path: path),
                        transport: authority,
                        now: { [time] in time.now }
                    )
                    group.addTask { _ = try await tokens.token(for: .appOnly) }
                }
                try await group.waitForAll()
            }
            let kept = try JSON(#require(FileManager.default.contents(atPath: path)))
            guard case .object(let members) = kept else { throw CancellationError() }
            #expect(members.count == 20)
        }
    }

    @Test("where they can't be kept, they are used all the same, and that is told once")
    func unwritable() async throws {
        try await inFolder { path in
            // A file where the folder should be.
            let folder = String(path.dropLast("/tokens.json".count))
            try Data().write(to: URL(filePath: folder))
            let heard = Mutex<[String]>([])
            let logger = Logger(label: "test") { _ in
                ListeningLog(level: .warning) { text in heard.withLock { $0.append(text) } }
            }
            let tokens = tokens(TokenCache(path: path), logger: logger)
            for _ in 0..<3 {
                _ = try await tokens.token(for: .appAndUser)
                time.pass(seconds: 3600)
            }
            #expect(authority.used == ["refresh-0", "refresh-1", "refresh-2"])
            #expect(heard.withLock { $0 }.count == 1)
            #expect(heard.withLock { $0 }.first?.contains(path) == true)
        }
    }

    @Test("3.10: a busy authority is asked again after what it says, or later each time; never at once")
    func patience() async throws {
        authority.answer([WireResponse(status: 429, headers: ["Retry-After": "9"]), WireResponse(status: 503)])
        _ = try await tokens(TokenCache(path: nil)).token(for: .appOnly)
        #expect(time.pauses.count == 2)
        #expect(time.pauses.first.map { $0 >= 9000 } == true)
        #expect(time.pauses.last.map { 500...1000 ~= $0 } == true)
    }

    @Test("an authority that stays busy ends it, with when to come back")
    func impatience() async throws {
        authority.answer(Array(repeating: WireResponse(status: 429, headers: ["Retry-After": "9"]), count: 3))
        let error = await #expect(throws: MarketError.self) {
            try await tokens(TokenCache(path: nil)).token(for: .appOnly)
        }
        #expect(error?.code == .unreachable && error?.retryAfter == 9 && error?.retryable == true)
    }

    @Test("one that wants to be left alone for longer than half a minute is not waited for")
    func longBusy() async throws {
        authority.answer([WireResponse(status: 429, headers: ["Retry-After": "3600"])])
        let error = await #expect(throws: MarketError.self) {
            try await tokens(TokenCache(path: nil)).token(for: .appOnly)
        }
        #expect(error?.code == .unreachable && error?.retryAfter == 3600 && error?.retryable == true)
        #expect(error?.hint == "try again in 3600 s")
        #expect(time.pauses.isEmpty)
    }

    @Test(
        "2.3: a token is good for a day at most, whatever is said",
        arguments: [("9223372036854775807", Int64(86_400)), ("-9223372036854775808", 0), ("7200", 7200)]
    )
    func lifetime(text: String, seconds: Int64) async throws {
        authority.answer([WireResponse(status: 200, body: Array(#"{"access_token":"a","expires_in":"\#(text)"}"#.utf8))]
        )
        let tokens = tokens(TokenCache(path: nil))
        #expect(try await tokens.token(for: .appOnly).revealed == "a")
        let expiry = await tokens.expiry(of: .appOnly)
        #expect(expiry == (seconds > 0 ? time.now.adding(ISODuration(seconds: seconds)) : nil))
    }

    @Test("who is called off while a token is asked for leaves at once, and the others get it")
    func calledOff() async throws {
        let (asked, go) = (Gate(), Gate())
        authority.before {
            asked.pass()
            try? await go.wait()
        }
        let tokens = tokens(TokenCache(path: nil))
        let first = Task { try await tokens.token(for: .appAndUser) }
        try await asked.wait()
        let second = Task { try await tokens.token(for: .appAndUser) }
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        go.pass()
        #expect(try await second.value.revealed.hasPrefix("access-"))
    }

    @Test(
        "a question that nobody waits for any more is answered all the same: a refresh token that is good once is kept"
    )
    func abandoned() async throws {
        let (asked, go) = (Gate(), Gate())
        authority.before {
            asked.pass()
            try? await go.wait()
        }
        let tokens = tokens(TokenCache(path: nil))
        let call = Task { try await tokens.token(for: .appAndUser) }
        try await asked.wait()
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        #expect(await tokens.expiry(of: .appAndUser) == nil)
        go.pass()
        for _ in 0..<100_000 where await tokens.expiry(of: .appAndUser) == nil { await Task.yield() }
        #expect(try await tokens.token(for: .appAndUser).revealed == "access-1")
        #expect(authority.used == ["refresh-0"])
    }

    @Test("where nobody waits for a token any more, a busy authority is not asked again")
    func nobodyWaits() async throws {
        let (paused, ended) = (Gate(), Gate())
        let tokens = TokenSource(
            Credentials(cloud: .global, tenant: "t", clientID: "a", proof: .none),
            cache: TokenCache(path: nil),
            transport: OAuthTransport { _ in WireResponse(status: 503) },
            now: { [time] in time.now },
            pace: Pace(
                milliseconds: { 0 },
                pause: { _ in
                    defer { ended.pass() }
                    paused.pass()
                    try await Gate().wait()
                },
                random: SeededRandom(seed: 1)
            )
        )
        let call = Task { try await tokens.token(for: .appOnly) }
        try await paused.wait()
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        try await ended.wait()
    }

    @Test("the user is called what the id token says, else the access token", arguments: [true, false])
    func user(byIDToken: Bool) async throws {
        // {"upn":"ada@contoso.com"}
        let token = "e30.eyJ1cG4iOiJhZGFAY29udG9zby5jb20ifQ.x"
        let tokens =
            #"{"expires_in":"3600","access_token":"\#(byIDToken ? "opaque" : token)""#
            + (byIDToken ? #","id_token":"\#(token)"}"# : "}")
        authority.answer([WireResponse(status: 200, body: Array(tokens.utf8))])
        let source = self.tokens(TokenCache(path: nil))
        #expect(await source.user == nil)
        _ = try await source.token(for: .appAndUser)
        #expect(await source.user == "ada@contoso.com")
    }
}

/// Issues refresh tokens that are good once.
private final class Authority: Transport {
    private let state = Mutex(State())

    private struct State {
        var used: [String] = []
        var answers: [WireResponse] = []
        var before: (@Sendable () async -> Void)?
    }

    /// The refresh tokens that were taken, in order.
    var used: [String] { state.withLock { $0.used } }

    /// Gives these answers first.
    func answer(_ answers: [WireResponse]) { state.withLock { $0.answers = answers } }

    /// Does something before the next request is looked at.
    func before(_ act: @escaping @Sendable () async -> Void) { state.withLock { $0.before = act } }

    func send(_ request: WireRequest, to origin: String) async throws -> WireResponse {
        let act = state.withLock { state in
            defer { state.before = nil }
            return state.before
        }
        await act?()
        return state.withLock { state in
            if !state.answers.isEmpty { return state.answers.removeFirst() }
            let form = WireQuery(String(decoding: request.body ?? [], as: UTF8.self))
            var more = ""
            if form["grant_type"] == "refresh_token" {
                guard form["refresh_token"] == "refresh-\(state.used.count)" else {
                    return WireResponse(status: 400, body: Array(#"{"error":"invalid_grant"}"#.utf8))
                }
                state.used.append("refresh-\(state.used.count)")
                more = #","refresh_token":"refresh-\#(state.used.count)""#
            }
            let access = "access-\(state.used.count)"
            return WireResponse(
                status: 200,
                body: Array(#"{"access_token":"\#(access)","expires_in":"3600"\#(more)}"#.utf8)
            )
        }
    }
}
