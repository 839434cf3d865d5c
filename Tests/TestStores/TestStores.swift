public import Database
import Foundation
import Synchronization

/// Where tests keep stores: in memory, which is fastest, or as `COMPRA_TEST_STORE` in the environment says, in files or in a
/// PostgreSQL server that the test run starts for itself. Tests are the same for all.
public enum TestStores {
    public enum Kind: String, Sendable {
        case memory
        /// With readers beside the writer, and every commit synced.
        case file
        case postgresql
    }

    public static let kind =
        ProcessInfo.processInfo.environment["COMPRA_TEST_STORE"].flatMap(Kind.init(rawValue:)) ?? .memory

    public static var arePostgreSQL: Bool { kind == .postgresql }

    private static let count = Atomic(0)

    /// The address of a place in PostgreSQL that nothing is kept at yet.
    public static func freshAddress() throws -> String {
        let number = count.add(1, ordering: .relaxed).newValue
        return try PostgreSQLCluster.shared.address + "&schema=test_\(number)"
    }

    /// A place in PostgreSQL that nothing is kept at yet.
    public static func freshSchema() throws -> StoreLocation { try StoreLocation(freshAddress()) }

    /// A place that nothing is kept at yet, and that one store uses at a time.
    public static func fresh() -> StoreLocation {
        do {
            switch kind {
            case .memory: return .memory
            case .file:
                let number = count.add(1, ordering: .relaxed).newValue
                return .sqlite(path: "\(try folder.get())/market\(number).db")
            case .postgresql: return try freshSchema()
            }
        } catch {
            fatalError("\(error)")
        }
    }

    /// Where files are kept until the process ends.
    private static let folder: Result<String, any Error> = Result {
        let folder = NSTemporaryDirectory() + "compra-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        atexit { TestStores.removeFiles() }
        return folder
    }

    private static func removeFiles() {
        if let folder = try? folder.get() { try? FileManager.default.removeItem(atPath: folder) }
    }
}
