import Foundation

/// A folder of a test's own.
struct Folder: Sendable {
    private let path = FileManager.default.temporaryDirectory.appending(path: "compra-emulator-\(UUID())").path

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
