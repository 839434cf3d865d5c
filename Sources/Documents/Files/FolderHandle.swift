#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// An open folder. Names are looked up in it, wherever its path leads by then.
final class FolderHandle {
    private let descriptor: Int32

    /// Opens a folder that exists. `shown` is the file that it is opened for.
    init(_ path: String, shown: String) throws(DocumentError) {
        descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno, writing: shown) }
    }

    /// Opens the folder that a file of an output folder lies in, making what is missing. Below the output folder no
    /// symbolic link is followed.
    init(making output: OutputFolder, for name: String) throws(DocumentError) {
        let shown = "\(output.path)/\(name)"
        Self.makeFolders(output.path)
        var current = unsafe open(output.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard current >= 0 else { throw .system(errno, writing: shown) }
        for part in name.split(separator: "/").dropLast().map(String.init) {
            unsafe mkdirat(current, part, 0o777)
            let next = unsafe openat(current, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            let problem = errno
            close(current)
            guard next >= 0 else {
                throw [ELOOP, ENOTDIR].contains(problem)
                    ? .nameOutside(output, name) : .system(problem, writing: shown)
            }
            current = next
        }
        descriptor = current
    }

    deinit {
        close(descriptor)
    }

    /// A new file under a name that nobody uses.
    func createDraft(shown: String) throws(DocumentError) -> (name: String, descriptor: Int32) {
        var attempt = 0
        while true {
            let name = ".compra-\(getpid())-\(attempt).part"
            let file = unsafe openat(descriptor, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if file >= 0 { return (name, file) }
            guard errno == EEXIST else { throw .system(errno, writing: shown) }
            attempt += 1
        }
    }

    /// Opens what has the name if it is neither a file nor missing: a pipe or a device.
    func openSpecial(_ name: String, shown: String) throws(DocumentError) -> Int32? {
        var status = stat()
        guard unsafe fstatat(descriptor, name, &status, 0) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return nil
        case S_IFDIR: throw .system(EISDIR, writing: shown)
        default: break
        }
        let file = unsafe openat(descriptor, name, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { throw .system(errno, writing: shown) }
        return file
    }

    /// Moves a file over another.
    func rename(_ name: String, to newName: String, shown: String) throws(DocumentError) {
        guard unsafe renameat(descriptor, name, descriptor, newName) == 0 else { throw .system(errno, writing: shown) }
        // Some file systems can't do this to a folder. The file is whole either way.
        fsync(descriptor)
    }

    func remove(_ name: String) {
        unsafe unlinkat(descriptor, name, 0)
    }

    /// Makes a folder and those above it, as far as they can be made: opening it tells what is wrong.
    private static func makeFolders(_ path: String) {
        guard unsafe mkdir(path, 0o777) != 0, errno == ENOENT, path.folder != path else { return }
        makeFolders(path.folder)
        unsafe mkdir(path, 0o777)
    }
}

extension String {
    /// The path of what this path's last name is looked up in.
    var folder: String {
        guard let slash = lastIndex(of: "/") else { return "." }
        return slash == startIndex ? "/" : String(self[..<slash])
    }

    var lastName: String {
        lastIndex(of: "/").map { String(self[index(after: $0)...]) } ?? self
    }
}

extension DocumentError {
    /// What the system refused while a file was made.
    static func system(_ number: Int32, writing shown: String) -> DocumentError {
        let words = unsafe String(cString: strerror(number))
        let message = "\(shown) could not be written: \(words)"
        return switch number {
        case ENOSPC, EDQUOT, EFBIG:
            DocumentError(.diskFull, message, hint: "make room on its disk, then repeat", retryable: true)
        case EPIPE:
            DocumentError(.closedPipe, message, hint: "keep the reader running until it has read everything")
        case EACCES, EPERM, EROFS:
            DocumentError(.permission, message, hint: "name a file in a folder that you may write to")
        case ENOENT, ENOTDIR, EISDIR, ENAMETOOLONG, ELOOP:
            DocumentError(.folder, message, hint: "name a file in a folder that exists")
        default:
            DocumentError(.inputOutput, message, hint: "look after the disk, then repeat", retryable: true)
        }
    }
}
