import CPostgreSQL

/// What the server answered: a row, that there are no more, or a refusal.
@safe
final class PostgreSQLResult {
    private let result: OpaquePointer

    /// - Parameter result: libpq's, cleared with this.
    init(_ result: OpaquePointer) {
        unsafe self.result = result
    }

    deinit {
        unsafe pq_clear(result)
    }

    enum Status {
        case done
        /// The server awaits the next commands.
        case sync
        case copy
        case refused
    }

    var status: Status {
        switch unsafe Int(pq_resultStatus(result)) {
        case PGRES_SINGLE_TUPLE, PGRES_TUPLES_OK, PGRES_COMMAND_OK: .done
        case PGRES_PIPELINE_SYNC: .sync
        case PGRES_COPY_IN: .copy
        default: .refused
        }
    }

    /// Whether there is a row in it.
    var hasRow: Bool {
        unsafe pq_ntuples(result) > 0
    }

    /// How many rows its statement changed.
    var changed: Int {
        unsafe Int(String(cString: pq_cmdTuples(result))) ?? 0
    }

    /// The names of the columns and the numbers of their types.
    var columns: [(name: String, type: Oid)] {
        (0..<(unsafe pq_nfields(result))).map { position in
            unsafe (String(cString: pq_fname(result, position)), pq_ftype(result, position))
        }
    }

    /// Lends the text of a column of its row; nil for `NULL`.
    func withText<Value>(
        at position: Int,
        _ read: (UnsafeBufferPointer<UInt8>) throws(StoreError) -> Value
    ) throws(StoreError) -> Value? {
        let position = CInt(position)
        if unsafe pq_getisnull(result, 0, position) != 0 { return nil }
        let start = unsafe UnsafePointer<UInt8>(OpaquePointer(pq_getvalue(result, 0, position)))
        return unsafe try read(UnsafeBufferPointer(start: start, count: Int(pq_getlength(result, 0, position))))
    }

    /// Why it was refused.
    ///
    /// - Parameter store: What errors call the store.
    func refusal(by store: String) -> StoreError {
        let message = unsafe field(PG_DIAG_MESSAGE_PRIMARY) ?? String(cString: pq_resultErrorMessage(result))
        // Without a state it is libpq that speaks, and then of the connection.
        guard let state = field(PG_DIAG_SQLSTATE) else { return .postgreSQL("08006", message, store: store) }
        let constraint = StoreError.constraint(
            state,
            table: field(PG_DIAG_TABLE_NAME) ?? "a table",
            column: field(PG_DIAG_COLUMN_NAME),
            name: field(PG_DIAG_CONSTRAINT_NAME),
            detail: field(PG_DIAG_MESSAGE_DETAIL)
        )
        return constraint ?? .postgreSQL(state, message, store: store)
    }

    private func field(_ code: Int) -> String? {
        unsafe pq_resultErrorField(result, CInt(code)).map { unsafe String(cString: $0) }
    }
}
