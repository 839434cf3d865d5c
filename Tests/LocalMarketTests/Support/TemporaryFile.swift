import Foundation

/// A file in the temporary folder that is gone when this is.
final class TemporaryFile: Sendable {
    let path: String

    init(_ text: String, name: String = "list.csv") throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("compra-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        path = file.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }
}
