import Database
import Dispatch
import Synchronization
import TestStores
import Testing

/// How many are inside at once, and at most were.
private final class Gauge: Sendable {
    private let counts = Mutex((now: 0, most: 0))

    var most: Int {
        counts.withLock { $0.most }
    }

    func enter() {
        counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
    }

    func leave() {
        counts.withLock { $0.now -= 1 }
    }
}

@Suite struct ReadTests {
    let place: Place
    let store: Store

    init() throws {
        place = try Place()
        store = place.store()
    }

    @Test func `readers see what was answered, not what is being written, and do not wait for it`() async throws {
        try await store.add("a")
        let gate = Gate(store)
        await gate.closed()
        async let second: Void = store.add("b")
        while store.traffic.waiting < 1 { await Task.yield() }
        #expect(try await store.notes == ["a"])
        try await gate.open()
        try await second
        #expect(try await store.notes == ["a", "b"])
    }

    @Test func `a read keeps its snapshot while others commit`() async throws {
        try await store.add("a")
        let store = store
        let (looked, look) = AsyncStream.makeStream(of: Void.self)
        let barrier = DispatchSemaphore(value: 0)
        let reader = Task {
            try await store.scan { connection throws in
                let before = try connection.rows("SELECT id FROM notes").map { try $0.text(0) }
                look.finish()
                barrier.wait()
                return [before, try connection.rows("SELECT id FROM notes").map { try $0.text(0) }]
            }
        }
        for await _ in looked {}
        try await store.add("b")
        barrier.signal()
        #expect(try await reader.value == [["a"], ["a"]])
        #expect(try await store.notes == ["a", "b"])
    }

    @Test func `more reads than readers wait in line and are all answered`() async throws {
        let store = place.store(readers: 2)
        try await store.add("a")
        let gauge = Gauge()
        try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<64 {
                group.addTask {
                    try await store.scan { connection throws in
                        gauge.enter()
                        defer { gauge.leave() }
                        return try connection.rows("SELECT id FROM notes").map { try $0.text(0) }
                    }
                }
            }
            for try await notes in group { #expect(notes == ["a"]) }
        }
        #expect((1...2).contains(gauge.most))
    }

    @Test func `a body that throws gives its reader back`() async throws {
        struct Thrown: Error {}
        let store = place.store(readers: 1)
        for _ in 0..<3 {
            await #expect(throws: Thrown.self) {
                try await store.read { connection throws in
                    _ = try connection.rows("SELECT 1").next()
                    throw Thrown()
                }
            }
        }
        #expect(try await store.notes == [])
    }

    /// Counts to a number that takes a minute to reach.
    private static let endless = """
        WITH RECURSIVE counter (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter WHERE n < 1000000000)
        SELECT count(*) FROM counter
        """

    @Test func `a read that is cancelled ends in the middle of its statement, and its reader reads on`() async throws {
        let store = place.store(readers: 1)
        let (entered, entrance) = AsyncStream.makeStream(of: Void.self)
        let reader = Task {
            try await store.scan { connection throws in
                entrance.finish()
                return try connection.row(Self.endless)?.integer(0)
            }
        }
        for await _ in entered {}
        reader.cancel()
        await #expect(throws: CancellationError.self) { try await reader.value }
        #expect(try await store.notes == [])
    }

    @Test func `a read that is cancelled between two statements starts no other`() async throws {
        let store = place.store(readers: 1)
        let (entered, entrance) = AsyncStream.makeStream(of: Void.self)
        let barrier = DispatchSemaphore(value: 0)
        let reader = Task {
            try await store.scan { connection throws in
                entrance.finish()
                barrier.wait()
                return try connection.exists("SELECT 1")
            }
        }
        for await _ in entered {}
        reader.cancel()
        barrier.signal()
        await #expect(throws: CancellationError.self) { try await reader.value }
        #expect(try await store.notes == [])
    }

    @Test func `closing waits for reads that run`() async throws {
        let store = store
        try await store.add("a")
        let (entered, entrance) = AsyncStream.makeStream(of: Void.self)
        let barrier = DispatchSemaphore(value: 0)
        let reader = Task {
            try await store.scan { connection throws in
                entrance.finish()
                barrier.wait()
                return try connection.exists("SELECT 1 FROM notes")
            }
        }
        for await _ in entered {}
        let closing = Task { try await store.close() }
        barrier.signal()
        #expect(try await reader.value)
        try await closing.value
        #expect(try await store.notes == ["a"])
    }
}
