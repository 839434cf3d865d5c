import Foundation
import Testing

/// A `compra` that was started.
final class RunningCommand {
    private let process = Process()
    private let output: FileHandle
    private let error: FileHandle
    private let ended: AsyncStream<Void>

    /// The command that was built with the tests.
    static let executable: URL = {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appendingPathComponent("compra")
    }()

    init(
        _ arguments: [String],
        of executable: URL = executable,
        in folder: URL,
        environment: [String: String],
        files: URL
    ) throws {
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": files.path].merging(environment) { _, new in new }
        // Files rather than pipes: nobody has to read them while the command runs.
        output = try Self.capture(&process.standardOutput, in: files)
        error = try Self.capture(&process.standardError, in: files)
        process.standardInput = FileHandle.nullDevice
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        self.ended = ended
        process.terminationHandler = { _ in end.finish() }
        try process.run()
    }

    /// Waits for the end.
    func outcome() async throws -> Outcome {
        for await _ in ended {}
        defer {
            try? output.close()
            try? error.close()
        }
        return Outcome(code: process.terminationStatus, output: try text(of: output), error: try text(of: error))
    }

    /// What has been written to standard output so far.
    func outputSoFar() throws -> String {
        try text(of: output)
    }

    /// The same of standard error.
    func errorSoFar() throws -> String {
        try text(of: error)
    }

    /// As Ctrl-C does.
    func interrupt() {
        process.interrupt()
    }

    /// As `kill -9` does.
    func kill() {
        _ = Foundation.kill(process.processIdentifier, SIGKILL)
    }

    var isRunning: Bool { process.isRunning }

    private func text(of handle: FileHandle) throws -> String {
        try handle.seek(toOffset: 0)
        return String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
    }

    /// Lets a stream of the process go to a file that is gone from its folder and lives as long as it is open.
    ///
    /// - Returns: The file, to be read: from a handle of its own, because handles share where they stand with the process.
    private static func capture(_ stream: inout Any?, in folder: URL) throws -> FileHandle {
        let file = folder.appendingPathComponent(UUID().uuidString)
        try Data().write(to: file)
        stream = try FileHandle(forWritingTo: file)
        let handle = try FileHandle(forReadingFrom: file)
        try FileManager.default.removeItem(at: file)
        return handle
    }
}
