import Database
import Dispatch
import Synchronization
import TestStores
import Testing

@Suite(.enabled(if: TestStores.arePostgreSQL)) struct PostgreSQLServerTests {
    let cluster: PostgreSQLCluster
    let place: Place
    let store: Store

    init() throws {
        cluster = try PostgreSQLCluster.shared
        place = try Place()
        store = place.store()
    }

    private func store(_ address: String) throws -> Store {
        Store(try StoreLocation(address), schema: .first)
    }

    /// A user of the server who is let in over TCP with a password and may make schemas.
    private func user(_ name: String) throws -> String {
        try cluster.psql("CREATE ROLE \(name) LOGIN PASSWORD 'hunter2'; GRANT CREATE ON DATABASE compra TO \(name)")
        return name
    }

    // MARK: Getting in

    @Test func `a server that is not there is named as such, and the same store opens once it is`() async throws {
        await expectRefusal(.unreachable, naming: "127.0.0.1", retryable: true) {
            try await store("postgres://ann:hunter2@127.0.0.1:1/compra").open()
        }
    }

    @Test func `a missing database is named`() async throws {
        await expectRefusal(.missing, naming: "nowhere") {
            try await store("postgres://compra@/nowhere?host=\(cluster.folder)&port=\(cluster.port)").open()
        }
    }

    @Test func `a wrong password and a missing one are refused, and neither is shown`() async throws {
        let user = try user("wrong")
        for password in [":hunter3", ""] {
            let store = try store("postgres://\(user)\(password)@127.0.0.1:\(cluster.port)/compra?sslmode=require")
            await expectRefusal(.authentication, naming: user) { try await store.open() }
            let error = await #expect(throws: StoreError.self) { try await store.open() }
            #expect(error?.debugDescription.contains("hunter") == false)
        }
    }

    @Test func `the server's certificate is checked where the address says so`() async throws {
        let address = "postgres://\(try user("careful")):hunter2@127.0.0.1:\(cluster.port)/compra?schema=careful"
        let store = try store("\(address)&sslmode=verify-full&sslrootcert=\(cluster.folder)/root.crt")
        try await store.add("a")
        let isEncrypted = try await store.read {
            try $0.row("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")?.boolean(0)
        }
        #expect(isEncrypted == true)
        await expectRefusal(.authentication, naming: "careful") {
            try await self.store("\(address)&sslmode=disable").open()
        }
        await expectRefusal(.unreachable, naming: "certificate", retryable: true) {
            try await self.store("\(address)&sslmode=verify-full&sslrootcert=\(cluster.folder)/data/PG_VERSION").open()
        }
    }

    @Test func `a parameter that libpq doesn't know is refused`() async throws {
        await expectRefusal(.location, naming: "sslmod") { try await store("\(cluster.address)&sslmod=x").open() }
    }

    // MARK: What is there already

    @Test func `a schema with tables of another application is refused and left as it is`() async throws {
        try cluster.psql("CREATE SCHEMA theirs; CREATE TABLE theirs.a (b TEXT)")
        await expectRefusal(.foreign, naming: "schema=theirs") {
            try await store("\(cluster.address)&schema=theirs").open()
        }
        #expect(try cluster.psql("SELECT count(*) FROM pg_class WHERE relnamespace = 'theirs'::regnamespace") == "1")
    }

    @Test func `a user without the right to make tables is told so`() async throws {
        let user = try user("guest")
        try cluster.psql("CREATE SCHEMA closed; GRANT USAGE ON SCHEMA closed TO \(user)")
        await expectRefusal(.permission, naming: "closed") {
            try await store(
                "postgres://\(user):hunter2@127.0.0.1:\(cluster.port)/compra?schema=closed&sslmode=require"
            ).open()
        }
    }

    @Test func `an index and a constraint that don't hold are found by check`() async throws {
        try await store.add("a", count: -1)
        #expect(try await store.check() == [])
        try await store.write {
            try $0.execute("ALTER TABLE notes ADD CONSTRAINT positive CHECK (count > 0) NOT VALID")
        }
        #expect(try await store.check().map(\.description) == ["constraint positive of notes was not checked"])
    }

    // MARK: Transactions

    /// Makes the first insert into the notes fail in this way.
    private func failOnce(_ statement: String, deferred: Bool = false) async throws {
        try await store.write { connection throws in
            try connection.execute("CREATE SEQUENCE tries")
            try connection.execute(
                """
                CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN IF nextval('tries') = 1 THEN \(statement); END IF; RETURN NEW; END $$
                """
            )
            try connection.execute(
                deferred
                    ? """
                    CREATE CONSTRAINT TRIGGER fail AFTER INSERT ON notes INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION fail()
                    """
                    : "CREATE TRIGGER fail BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION fail()"
            )
        }
    }

    @Test(arguments: [
        "RAISE 'no order' USING ERRCODE = '40001'", "RAISE 'deadlock' USING ERRCODE = '40P01'",
        "PERFORM pg_terminate_backend(pg_backend_pid())",
    ])
    func `a transaction that is lost through no fault of its own is run again`(fault: String) async throws {
        try await failOnce(fault)
        let runs = Mutex(0)
        try await store.write { connection throws in
            runs.withLock { $0 += 1 }
            try connection.execute("INSERT INTO notes (id) VALUES ('a')")
        }
        #expect(runs.withLock { $0 } == 2)
        #expect(try await store.notes == ["a"])
    }

    @Test func `a connection lost during the commit costs no write and doubles none`() async throws {
        try await failOnce("PERFORM pg_terminate_backend(pg_backend_pid())", deferred: true)
        try await store.add("a")
        #expect(try await store.notes == ["a"])
    }

    @Test func `connections that the server ended while they were idle are made anew`() async throws {
        try await store.add("a")
        #expect(try await store.notes == ["a"])
        let schema = "%\(place.name.split(separator: "=").last ?? "")%"
        try cluster.psql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'compra' AND query LIKE '\(schema)'"
        )
        try await store.add("b")
        #expect(try await store.notes == ["a", "b"])
    }

    @Test func `a statement that takes longer than it may is refused`() async throws {
        let store = try store("\(place.name)&options=-cstatement_timeout%3D20")
        await expectRefusal(.timeout, naming: "took too long", retryable: true) {
            try await store.read { _ = try $0.row("SELECT pg_sleep(60)") }
        }
        #expect(try await store.notes == [])
    }

    @Test func `an answered write is on disk whatever the user's default is`() async throws {
        let store = try store("\(place.name)&options=-csynchronous_commit%3Doff")
        #expect(try await store.read { try $0.row("SHOW synchronous_commit")?.text(0) } == "on")
    }

    @Test func `a text with U+0000 is refused before it is sent`() async throws {
        await expectRefusal(.value, naming: "U+0000") { try await store.add("a\0b") }
    }

    @Test func `who waits for the server holds up nobody else`() async throws {
        let store = place.store(readers: 32)
        try await store.open()
        let (entered, entrance) = AsyncStream.makeStream(of: Void.self)
        let barrier = DispatchSemaphore(value: 0)
        let holder = Task {
            try await store.write { connection throws in
                _ = try connection.row("SELECT pg_advisory_xact_lock(7)")
                entrance.finish()
                barrier.wait()
            }
        }
        for await _ in entered {}
        // More than Swift has threads.
        let waiting = (0..<24).map { _ in
            Task { try await store.read { _ = try $0.row("SELECT pg_advisory_xact_lock(7)") } }
        }
        while try cluster.psql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") != "24" {
            await Task.yield()
        }
        #expect(try await store.notes == [])
        barrier.signal()
        try await holder.value
        for task in waiting { try await task.value }
    }
}
