import CPostgreSQL

/// libpq, opened once.
enum PostgreSQLLibrary {
    private static let problem: String? = unsafe pq_load().map { unsafe String(cString: $0) }

    /// - Throws: ``StoreError`` with ``StoreError/Code/library`` where it is not installed.
    static func open() throws(StoreError) {
        if let problem { throw .libraryMissing(problem) }
    }
}
