import Database
import Dispatch
import Foundation
import GRDB
import TestStores
import Testing

/// A folder of its own for each test, removed with the test.
final class Folder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "compra-database-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String = "market.db") -> String {
        "\(path)/\(name)"
    }

    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }

    /// What a crash at this moment would leave: the files as they are, with no connection to them.
    func crashImage(of name: String = "market.db") throws -> Folder {
        let image = try Folder()
        for file in try names where file == name || file == name + "-wal" {
            try FileManager.default.copyItem(atPath: self.file(file), toPath: image.file(file))
        }
        return image
    }
}

extension Place {
    func store(_ schema: Schema = .first, patience: Duration = .seconds(30), readers: Int = 4) -> Store {
        Store(location, schema: schema, options: Store.Options(patience: patience, readers: readers))
    }
}

/// Everything that a file holds, to show that nobody wrote to it.
func content(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
}

func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
}

extension Schema {
    static let first = Schema([
        Migration(version: 1, ["CREATE TABLE notes (id TEXT PRIMARY KEY NOT NULL, count BIGINT)"])
    ])
    static let second = Schema(
        first.migrations + [Migration(version: 2, ["ALTER TABLE notes ADD COLUMN title TEXT NOT NULL DEFAULT 'none'"])]
    )
    /// Two tables, the second of which refers to the first.
    static let shelves = Schema([
        Migration(
            version: 1,
            [
                "CREATE TABLE shelves (id BIGINT NOT NULL PRIMARY KEY)",
                """
                CREATE TABLE items (
                    id TEXT NOT NULL PRIMARY KEY, shelf BIGINT NOT NULL REFERENCES shelves (id), price DECIMAL TEXT, data BLOB
                )
                """,
            ]
        )
    ])
}

extension Store {
    convenience init(_ path: String, _ schema: Schema = .first) {
        self.init(.sqlite(path: path), schema: schema, options: Options(patience: .seconds(30)))
    }

    func add(_ id: String, count: Int64 = 0) async throws {
        try await write { try $0.execute("INSERT INTO notes (id, count) VALUES (?, ?)", [.text(id), .integer(count)]) }
    }

    var notes: [String] {
        get async throws {
            try await read { try $0.rows("SELECT id FROM notes ORDER BY id").map { try $0.text("id") } }
        }
    }
}

/// Makes a database as another application would, and returns when it is closed.
func foreignDatabase(_ path: String, _ sql: String = "CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)") throws {
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
}

/// Keeps the writer of a store busy until it is let go, so that what comes meanwhile is queued.
struct Gate {
    private let barrier = DispatchSemaphore(value: 0)
    private let entered: AsyncStream<Void>
    private let held: Task<Void, any Error>

    init(_ store: Store) {
        let (entered, entrance) = AsyncStream.makeStream(of: Void.self)
        self.entered = entered
        held = Task { [barrier] in
            try await store.write { _ in
                entrance.finish()
                barrier.wait()
                // The body may run again.
                barrier.signal()
            }
        }
    }

    /// Returns when the writer is in the gate.
    func closed() async {
        for await _ in entered {}
    }

    func open() async throws {
        barrier.signal()
        try await held.value
    }
}

/// Queues writes in a known order behind a closed gate and lets them go as one group.
func together(_ store: Store, _ bodies: [@Sendable (WriteConnection) throws -> Void]) async throws -> [Result<
    Void, any Error
>] {
    let gate = Gate(store)
    await gate.closed()
    var answers: [Task<Void, any Error>] = []
    for (count, body) in zip(1..., bodies) {
        answers.append(Task { try await store.write(body) })
        while store.traffic.waiting < count { await Task.yield() }
    }
    try await gate.open()
    var results: [Result<Void, any Error>] = []
    for answer in answers { results.append(await answer.result) }
    return results
}

func code(_ result: Result<Void, any Error>) -> StoreError.Code? {
    if case .failure(let error as StoreError) = result { error.code } else { nil }
}

/// Expects a refusal with a code, whose message names what it is about and whose hint says something.
func expectRefusal(
    _ code: StoreError.Code,
    naming name: String,
    retryable: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ work: () async throws -> Void
) async {
    let error = await #expect(throws: StoreError.self, sourceLocation: sourceLocation) { try await work() }
    guard let error else { return }
    #expect(error.code == code, sourceLocation: sourceLocation)
    #expect(error.message.contains(name), "\(error.message)", sourceLocation: sourceLocation)
    #expect(error.retryable == retryable, sourceLocation: sourceLocation)
    #expect(!error.hint.isEmpty && error.description.contains(error.hint), sourceLocation: sourceLocation)
}
