import Database
import TestStores
import Testing

@Suite struct MigrationTests {
    let place: Place

    init() throws {
        place = try Place()
    }

    /// A closed store of version 1 with one note.
    private func older() async throws {
        let store = place.store(.first)
        try await store.add("a")
        try await store.close()
    }

    @Test func `an older store is migrated and keeps what is in it`() async throws {
        try await older()
        let store = place.store(.second)
        #expect(try await store.read { try $0.row("SELECT title FROM notes WHERE id = 'a'")?.text("title") } == "none")
        try await store.add("b")
        #expect(try await store.notes == ["a", "b"])
    }

    @Test func `a migration that fails halfway leaves the older store`() async throws {
        try await older()
        let broken = Schema(
            Schema.second.migrations + [Migration(version: 3, ["DROP TABLE notes", "CREATE NONSENSE"])]
        )
        await expectRefusal(.statement, naming: place.name) { try await place.store(broken).open() }
        #expect(try await place.store(.first).notes == ["a"])
    }

    @Test func `a store in use that another process migrated takes no more writes from the older one`() async throws {
        let store = place.store(.first)
        try await store.add("a")
        try await place.store(.second).add("b")
        await expectRefusal(.newer, naming: "version 2") { try await store.add("c") }
        #expect(try await place.store(.second).notes == ["a", "b"])
    }

    @Test func `two stores that migrate at once do it once`() async throws {
        try await older()
        async let one: Void = place.store(.second).open()
        async let two: Void = place.store(.second).open()
        _ = try await (one, two)
        #expect(try await place.store(.second).notes == ["a"])
    }

    @Test func `eight stores may make a new one at once`() async throws {
        let place = place
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 { group.addTask { try await place.store().add("\(number)") } }
            try await group.waitForAll()
        }
        #expect(try await place.store().notes.count == 8)
    }

    @Test func `a newer store is refused and left as it is`() async throws {
        try await place.store(.second).add("a")
        await expectRefusal(.newer, naming: "version 2") { try await place.store(.first).open() }
        #expect(try await place.store(.second).notes == ["a"])
    }
}
