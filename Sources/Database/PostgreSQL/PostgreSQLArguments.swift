import CPostgreSQL

/// The arguments of a statement as libpq takes them: texts that end with a zero, and bytes with their length.
struct PostgreSQLArguments {
    private var bytes: [UInt8] = []
    /// Where each argument begins; nil for `NULL`.
    private var starts: [Int?] = []
    private var lengths: [CInt] = []
    /// 0 for text, from which the server reads what its column holds, 1 for bytes.
    private var formats: [CInt] = []

    /// - Throws: ``StoreError`` with ``StoreError/Code/value`` for a text with a zero in it, which PostgreSQL doesn't keep.
    init(_ values: [SQLValue]) throws(StoreError) {
        starts.reserveCapacity(values.count)
        for value in values {
            let start = bytes.count
            switch value {
            case .null: break
            case .integer(let number): bytes.append(contentsOf: String(number).utf8)
            case .text(let text): bytes.append(contentsOf: text.utf8)
            case .blob(let blob): bytes.append(contentsOf: blob)
            }
            if case .text = value, bytes[start...].contains(0) {
                throw .zeroInText
            }
            lengths.append(CInt(bytes.count - start))
            starts.append(value == .null ? nil : start)
            if case .blob = value { formats.append(1) } else { formats.append(0) }
            bytes.append(0)
        }
    }

    var count: CInt { CInt(starts.count) }

    /// Lends the arguments as pointers: values, lengths, formats.
    func withPointers<Result>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<CInt>?, UnsafePointer<CInt>?) -> Result
    ) -> Result {
        unsafe bytes.withUnsafeBytes { bytes in
            let base = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            let values = unsafe starts.map { start in unsafe start.flatMap { unsafe base?.advanced(by: $0) } }
            return unsafe values.withUnsafeBufferPointer { values in
                unsafe lengths.withUnsafeBufferPointer { lengths in
                    unsafe formats.withUnsafeBufferPointer { formats in
                        unsafe body(values.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}
