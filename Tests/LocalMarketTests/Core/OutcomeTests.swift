import Commerce
import Testing

@testable import Database
@testable import LocalMarket

@Suite("What a failure of the store says of a write")
struct OutcomeTests {
    private let market = TestMarket.stocked()

    /// What the store fails with when it can't say whether a commit was kept.
    private static let unknown = StoreError(.inputOutput, "the disk failed", hint: "look at it")

    private struct Write: LocalWrite {
        typealias Response = String

        var operation: Commerce.Operation { .checkout }

        func perform(on connection: WriteConnection, _ call: LocalCall, ids: inout IDSequence) throws -> String {
            throw unknown
        }
    }

    private struct Read: LocalRead {
        typealias Response = String

        var operation: Commerce.Operation { .readCart }

        func perform(on connection: ReadConnection, _ call: LocalCall) throws -> String {
            throw unknown
        }
    }

    @Test("R-37: a write that may have been kept has an unknown outcome, with the words of the store")
    func write() async throws {
        let error = await market.refusal(Write())
        #expect(error?.code == .outcomeUnknown)
        #expect(error?.message == Self.unknown.message)
        #expect(error?.hint == Self.unknown.hint)
        #expect(error?.correlationID != nil)
    }

    @Test("R-37: a read that fails in the same way acted in no way")
    func read() async throws {
        #expect(await market.refusal(Read())?.code == .unexpected)
    }

    @Test("R-37: an unknown outcome is none that a repeated call gets again")
    func repeated() async throws {
        let context = market.context()
        for _ in 0..<2 { #expect(await market.refusal(Write(), in: context)?.code == .outcomeUnknown) }
    }
}
