import Commerce
import Dispatch
import TestStores
import Testing

@testable import LocalMarket

@Suite("Readers never wait for writers", .timeLimit(.minutes(30)))
struct ReadersTests {
    @Test("A market answers from before an import while that is being written")
    func readsBesideAnImport() async throws {
        let place = try Place()
        let market = LocalMarket(store: place.location, founding: .demonstration())
        let before = try await market.report().counts
        let file = try TemporaryFile(RetailLine.csv(RetailLine.pair))
        let (isWriting, entrance) = AsyncStream.makeStream(of: Void.self)
        let gate = DispatchSemaphore(value: 0)
        let importing = Task {
            try await market.read(RetailImport(files: [file.path], country: .us)) { progress in
                // The pass that writes; the one before it only surveys.
                guard progress.bytes * 2 > progress.totalBytes else { return }
                entrance.finish()
                gate.wait()
                gate.signal()
            }
        }
        for await _ in isWriting {}
        #expect(try await market.report().counts == before)
        gate.signal()
        _ = try await importing.value
        #expect(try await market.report().counts.skus == before.skus + 2)
    }
}
