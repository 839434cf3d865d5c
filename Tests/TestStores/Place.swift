public import Database
import Foundation

/// Where a test keeps a store of the kind that this run tests: nothing is there yet, and several stores may use it at
/// once, as those of several processes would.
public final class Place: Sendable {
    public let location: StoreLocation
    /// What holds the file; nil in PostgreSQL.
    private let folder: String?

    public init() throws {
        guard !TestStores.arePostgreSQL else {
            (location, folder) = (try TestStores.freshSchema(), nil)
            return
        }
        let folder = NSTemporaryDirectory() + "compra-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        (location, self.folder) = (.sqlite(path: "\(folder)/market.db"), folder)
    }

    deinit {
        if let folder { try? FileManager.default.removeItem(atPath: folder) }
    }

    /// What errors call a store here.
    public var name: String {
        if case .sqlite(let path) = location { path } else { location.description }
    }

    /// Whether anything is kept here.
    public var isTaken: Bool {
        get throws {
            if let folder { return FileManager.default.fileExists(atPath: "\(folder)/market.db") }
            let schema = name.split(separator: "schema=").last ?? ""
            return try !PostgreSQLCluster.shared.psql("SELECT 1 FROM pg_namespace WHERE nspname = '\(schema)'").isEmpty
        }
    }
}
