import Foundation

/// The files of the project beside these tests.
enum Repository {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func file(_ path: String) -> String {
        folder.appendingPathComponent(path).path
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOfFile: file(path), encoding: .utf8)
    }
}
