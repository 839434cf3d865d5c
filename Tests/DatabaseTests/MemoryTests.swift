import Database
import Synchronization
import TestStores
import Testing

@Suite struct MemoryTests {
    let place: Place
    let store: Store

    init() throws {
        place = try Place()
        store = place.store()
    }

    private struct Thrown: Error {}

    @Test func `what is remembered is read anew after a write of this process to its tables`() async throws {
        try await store.add("a")
        #expect(try await store.remembered == ["a"])
        #expect(try await store.rememberedByWriter == ["a"])
        try await store.add("b")
        #expect(try await store.remembered == ["a", "b"])
        #expect(try await store.rememberedByWriter == ["a", "b"])
    }

    @Test func `and after a write in the same transaction`() async throws {
        let seen = try await store.write { connection in
            let before = try connection.rememberedNotes
            try connection.execute("INSERT INTO notes (id) VALUES ('a')")
            return [before, try connection.rememberedNotes]
        }
        #expect(seen == [[], ["a"]])
    }

    @Test func `and after what was read was undone`() async throws {
        try await store.add("a")
        await #expect(throws: Thrown.self) {
            try await store.write { connection in
                try connection.execute("INSERT INTO notes (id) VALUES ('b')")
                #expect(try connection.rememberedNotes == ["a", "b"])
                throw Thrown()
            }
        }
        #expect(try await store.rememberedByWriter == ["a"])
    }

    @Test func `and after one of a group that shared a transaction was undone`() async throws {
        let results = try await together(
            store,
            [
                { try $0.execute("INSERT INTO notes (id) VALUES ('a')") },
                { connection throws in
                    try connection.execute("INSERT INTO notes (id) VALUES ('b')")
                    _ = try connection.rememberedNotes
                    throw Thrown()
                },
            ]
        )
        #expect(throws: Thrown.self) { try results[1].get() }
        #expect(try await store.rememberedByWriter == ["a"])
    }

    @Test func `and after another store wrote to the same place`() async throws {
        let other = place.store()
        try await store.add("a")
        #expect(try await store.rememberedByWriter == ["a"])
        #expect(try await store.remembered == ["a"])
        try await other.add("b")
        #expect(try await store.rememberedByWriter == ["a", "b"])
        #expect(try await store.remembered == ["a", "b"])
    }

    @Test func `what no write can have changed is read once in a transaction, by whichever of its writes`() async throws
    {
        try await store.add("a")
        let reads = Mutex(0)
        let read: @Sendable (WriteConnection) throws -> Void = { connection in
            for _ in 0..<3 {
                _ = try connection.remembered("count", from: ["notes"]) { reads.withLock { $0 += 1 } }
            }
        }
        _ = try await together(store, [read, read])
        #expect(reads.withLock { $0 } == 1)
    }
}

extension ReadConnection {
    fileprivate var rememberedNotes: [String] {
        get throws {
            try remembered("notes", from: ["notes"]) {
                try rows("SELECT id FROM notes ORDER BY id").map { try $0.text(0) }
            }
        }
    }
}

extension Store {
    fileprivate var remembered: [String] {
        get async throws { try await read { try $0.rememberedNotes } }
    }

    fileprivate var rememberedByWriter: [String] {
        get async throws { try await write { try $0.rememberedNotes } }
    }
}
