import Database
import Foundation

/// A place for a store in a folder of its own, which goes with it.
final class TemporaryStore: Sendable {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "compra-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    private var path: String { folder.appending(path: "market.db").path() }

    var location: StoreLocation { .sqlite(path: path) }
    var exists: Bool { FileManager.default.fileExists(atPath: path) }
}
