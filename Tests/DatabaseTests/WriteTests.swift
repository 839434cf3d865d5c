import Database
import Dispatch
import Synchronization
import TestStores
import Testing

@Suite struct WriteTests {
    let place: Place
    let store: Store

    init() throws {
        place = try Place()
        store = place.store()
    }

    private struct Thrown: Error {}

    @Test func `64 writers share commits, and each sees its write once it is answered`() async throws {
        let store = store
        try await store.open()
        let gate = Gate(store)
        await gate.closed()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask {
                    try await store.add("\(number)")
                    return try await store.read {
                        try $0.exists("SELECT 1 FROM notes WHERE id = ?", [.text("\(number)")])
                    }
                }
            }
            while store.traffic.waiting < 64 { await Task.yield() }
            try await gate.open()
            for try await isSeen in group { #expect(isSeen) }
        }
        #expect(store.traffic.writes == 65)
        // All were queued while the gate's body ran, so they joined its transaction.
        #expect(store.traffic.commits == 1)
        #expect(try await store.notes.count == 64)
    }

    @Test func `a lone write is committed alone`() async throws {
        for number in 0..<3 { try await store.add("\(number)") }
        #expect(store.traffic == Store.Traffic(writes: 3, commits: 3))
    }

    @Test func `one that throws is rolled back alone`() async throws {
        let results = try await together(
            store,
            [
                { try $0.execute("INSERT INTO notes (id) VALUES ('a')") },
                { connection throws in
                    try connection.execute("INSERT INTO notes (id) VALUES ('b')")
                    throw Thrown()
                },
                { try $0.execute("INSERT INTO notes (id) VALUES ('a')") },
                { try $0.execute("INSERT INTO notes (id) VALUES ('d')") },
            ]
        )
        #expect(throws: Never.self) { try results[0].get() }
        #expect(throws: Thrown.self) { try results[1].get() }
        #expect(code(results[2]) == .unique)
        #expect(throws: Never.self) { try results[3].get() }
        #expect(try await store.notes == ["a", "d"])
        #expect(store.traffic == Store.Traffic(writes: 3, commits: 1))
    }

    @Test func `one whose foreign key the commit refuses fails alone`() async throws {
        try await store.write { connection throws in
            try connection.execute(
                "CREATE TABLE p (id TEXT PRIMARY KEY, of TEXT REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED)"
            )
        }
        let results = try await together(
            store,
            [
                { try $0.execute("INSERT INTO p VALUES ('a', 'a')") },
                { try $0.execute("INSERT INTO p VALUES ('b', 'missing')") },
                { try $0.execute("INSERT INTO p VALUES ('c', 'a')") },
            ]
        )
        #expect(results.map(code) == [nil, .foreignKey, nil])
        #expect(try await store.read { try $0.rows("SELECT id FROM p").map { try $0.text(0) } } == ["a", "c"])
    }

    @Test func `two stores on one file lose no update`() async throws {
        let place = place
        try await store.add("counter")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for store in [place.store(), place.store()] {
                for _ in 0..<100 {
                    group.addTask {
                        try await store.write { connection throws in
                            let count = try connection.row("SELECT count FROM notes")?.integer(0) ?? 0
                            try connection.execute("UPDATE notes SET count = ?", [.integer(count + 1)])
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await store.read { try $0.row("SELECT count FROM notes")?.integer(0) } == 200)
    }

    @Test func `a store that another holds is refused as busy, and taken once it is free`() async throws {
        let gate = Gate(store)
        await gate.closed()
        let impatient = place.store(patience: .milliseconds(20))
        await expectRefusal(.busy, naming: place.name, retryable: true) { try await impatient.add("a") }
        try await gate.open()
        try await impatient.add("a")
        #expect(try await store.notes == ["a"])
    }

    @Test func `a write that is cancelled in the queue never runs`() async throws {
        let store = store
        let gate = Gate(store)
        await gate.closed()
        let ran = Mutex(false)
        let write = Task {
            try await store.write { _ in ran.withLock { $0 = true } }
        }
        while store.traffic.waiting < 1 { await Task.yield() }
        write.cancel()
        await #expect(throws: CancellationError.self) { try await write.value }
        try await gate.open()
        try await store.add("a")
        #expect(ran.withLock { !$0 })
        #expect(store.traffic.waiting == 0)
    }

    @Test func `a write of a cancelled task is not queued`() async throws {
        let store = store
        let write = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await store.add("a")
        }
        await #expect(throws: CancellationError.self) { try await write.value }
        #expect(try await store.notes == [])
    }

    @Test func `a write that runs completes although its task is cancelled`() async throws {
        let store = store
        let (entered, entrance) = AsyncStream.makeStream(of: Void.self)
        let barrier = DispatchSemaphore(value: 0)
        let write = Task {
            try await store.write { connection throws in
                entrance.finish()
                barrier.wait()
                try connection.execute("INSERT INTO notes (id) VALUES ('a')")
            }
        }
        for await _ in entered {}
        write.cancel()
        barrier.signal()
        _ = try await write.value
        #expect(try await store.notes == ["a"])
    }
}
