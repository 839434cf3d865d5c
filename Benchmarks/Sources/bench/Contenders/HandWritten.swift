import Reference

/// The C target of this package.
final class HandWritten: Contender {
    private let state: OpaquePointer

    /// - Parameter memory: The limit in bytes; 0 for none.
    init(memory: Int) throws {
        guard let state = reference_open(memory) else { throw Unavailable("no memory for a Lua state") }
        self.state = state
    }

    deinit { reference_close(state) }

    func prepare(_ text: String) throws -> Work {
        let chunk = reference_load(state, text)
        guard chunk >= 0 else { throw Unavailable("not Lua: \(text)") }
        return { [self] count in
            try Contest.processorTime {
                if let error = reference_run(state, chunk, count) { throw Unavailable(String(cString: error)) }
            }
        }
    }
}
