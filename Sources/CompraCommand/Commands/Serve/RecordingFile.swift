import Commerce
import Emulator
import FoundationEssentials

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A recording in a file that only its owner can read: it holds customers' data.
struct RecordingFile {
    private let path: String

    init(_ path: String) {
        self.path = path
    }

    /// Adds to the file, which is made where it is missing.
    ///
    /// - Throws: ``Problem`` with the exit code 64 where it can't be written.
    func recording() throws -> Recording {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Problem.usage("\(path) can't be written: \(String(cString: strerror(errno)))")
        }
        // Open until the process ends. A line is one write, so that a recording that is cut off ends with a whole one.
        return Recording { line in _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } }
    }

    /// Reads the file.
    ///
    /// - Throws: ``Problem`` with the exit code 64 where it can't be read or is no recording.
    func replay() throws -> Replay {
        do {
            return try Replay(lines: Data(contentsOf: URL(filePath: path)))
        } catch {
            throw Problem.usage(
                "\(path) can't be read: \(error.reason)",
                hint: "record one: compra serve --record FILE"
            )
        }
    }
}
