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

    /// Adds to the file, which is made where it is missing, until a line can't be added: that is told, and the recording
    /// ends with the line before. One with a gap would be another conversation.
    ///
    /// - Throws: ``Problem`` with the exit code 64 where it can't be written.
    func recording(on console: Console) throws -> Recording {
        var file: PrivateFile?
        do {
            file = try PrivateFile.open(path, O_APPEND)
        } catch {
            throw Problem.usage("\(path) can't be written: \(error)")
        }
        return Recording { [path] line in
            do {
                try file?.append(line)
            } catch {
                file = nil
                let loss = "\(path) can't be written: \(error). Calls are not recorded any more"
                console.error.line("compra: \(loss.printable)")
            }
        }
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
