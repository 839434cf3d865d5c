#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A file in the making, which has no name of its own until it is complete.
///
/// It grows beside the file that it will become, so that the last step is a rename within one folder; or in the
/// system's folder for temporary files, without a name at all, where it will be copied into a pipe or a device.
final class Draft {
    /// Open for reading and writing.
    let descriptor: Int32
    private let goal: Goal
    /// Whether the temporary name is gone, and free for others to use.
    private var isNamed = false

    private enum Goal {
        case rename(from: String, to: String, in: FolderHandle, shown: String)
        case copy(to: Int32, closing: Bool, shown: String)
        case collect(into: DocumentBuffer)
    }

    init(for destination: Destination) throws(DocumentError) {
        switch destination.place {
        case .descriptor(let target):
            descriptor = try Self.nameless()
            goal = .copy(
                to: target,
                closing: false,
                shown: target == STDOUT_FILENO ? "standard output" : "descriptor \(target)"
            )
        case .buffer(let buffer):
            descriptor = try Self.nameless()
            goal = .collect(into: buffer)
        case .file(let path):
            let folder = try FolderHandle(path.folder, shown: path)
            let name = path.lastName
            if let target = try folder.openSpecial(name, shown: path) {
                descriptor = try Self.nameless()
                goal = .copy(to: target, closing: true, shown: path)
            } else {
                let draft = try folder.createDraft(shown: path)
                descriptor = draft.descriptor
                goal = .rename(from: draft.name, to: name, in: folder, shown: path)
            }
        case .entry(let output, let name):
            let folder = try FolderHandle(making: output, for: name)
            let shown = "\(output.path)/\(name)"
            let draft = try folder.createDraft(shown: shown)
            descriptor = draft.descriptor
            goal = .rename(from: draft.name, to: name.lastName, in: folder, shown: shown)
        }
    }

    deinit {
        close(descriptor)
        switch goal {
        case .rename(let name, _, let folder, _): if !isNamed { folder.remove(name) }
        case .copy(let target, let closing, _): if closing { close(target) }
        case .collect: break
        }
    }

    /// What errors call the file.
    var shown: String {
        switch goal {
        case .rename(_, _, _, let shown), .copy(_, _, let shown): shown
        case .collect: "a document in memory"
        }
    }

    /// Writes bytes at the end.
    func append(_ bytes: [UInt8]) throws(DocumentError) {
        try write(bytes[...], to: descriptor)
    }

    /// Gives the file its name, or its content to whom it is for. Returns its size.
    func complete() throws(DocumentError) -> Int {
        let size = lseek(descriptor, 0, SEEK_END)
        switch goal {
        case .rename(let draft, let name, let folder, let shown):
            guard fsync(descriptor) == 0 else { throw .system(errno, writing: shown) }
            try folder.rename(draft, to: name, shown: shown)
            isNamed = true
        case .copy(let target, _, _):
            try readAgain { bytes throws(DocumentError) in try write(bytes, to: target) }
        case .collect(let buffer):
            var content: [UInt8] = []
            content.reserveCapacity(Int(size))
            try readAgain { bytes throws(DocumentError) in content += bytes }
            buffer.fill(content)
        }
        return Int(size)
    }

    /// Reads the draft from its beginning, a piece at a time.
    private func readAgain(_ take: (ArraySlice<UInt8>) throws(DocumentError) -> Void) throws(DocumentError) {
        lseek(descriptor, 0, SEEK_SET)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { throw .system(errno, writing: shown) }
            guard count > 0 else { return }
            try take(buffer[..<count])
        }
    }

    private func write(_ bytes: ArraySlice<UInt8>, to target: Int32) throws(DocumentError) {
        var rest = bytes
        while !rest.isEmpty {
            let (count, problem) = unsafe rest.withUnsafeBytes { unsafe BrokenPipe.write($0, to: target) }
            if problem == 0 {
                rest = rest.dropFirst(count)
            } else if problem != EINTR {
                throw .system(problem, writing: shown)
            }
        }
    }

    private static func nameless() throws(DocumentError) -> Int32 {
        let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        let handle = try FolderHandle(folder, shown: folder)
        let draft = try handle.createDraft(shown: folder)
        handle.remove(draft.name)
        return draft.descriptor
    }
}
