import GRDB
import GRDBSQLite

extension StoreError {
    /// What SQLite or GRDB threw, in this room's terms. Everything else passes through: it is a body's own.
    static func sqlite(_ error: any Error, store: String) -> any Error {
        guard let error = error as? GRDB.DatabaseError else { return error }
        return sqlite(code: error.extendedResultCode.rawValue, message: error.message ?? "", store: store)
    }

    /// A result code of SQLite's, with the message that belongs to it.
    static func sqlite(code: CInt, message: String, store: String) -> any Error {
        switch code & 0xFF {
        case SQLITE_INTERRUPT:
            return CancellationError()
        case SQLITE_BUSY, SQLITE_LOCKED:
            return busy(store)
        case SQLITE_FULL:
            return StoreError(
                .full,
                "the disk of \(store) is full; nothing of this write was kept",
                hint: "free some space and try again",
                retryable: true
            )
        case SQLITE_CORRUPT:
            return corrupt(store, message)
        case SQLITE_NOTADB:
            return notADatabase(store)
        case SQLITE_READONLY:
            return StoreError(
                .readOnly,
                "\(store) can't be written: \(message)",
                hint: "make the file and its folder writable; a body that only reads can't write"
            )
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH:
            return StoreError(
                .cannotOpen,
                "\(store) can't be opened: \(message)",
                hint: "check the path and that its folder may be written"
            )
        case SQLITE_IOERR:
            return StoreError(
                .inputOutput,
                "reading or writing \(store) failed (\(message), code \(code))",
                hint: "check the disk, then see by reading whether the last write was kept"
            )
        case SQLITE_CONSTRAINT:
            return StoreError(
                constraint(code),
                message,
                hint: "nothing of the write was kept; see what is there already"
            )
        default:
            return StoreError(
                .statement,
                "a statement was refused by \(store): \(message)",
                hint: "this is a mistake of the program that uses the store"
            )
        }
    }

    static func busy(_ store: String) -> StoreError {
        StoreError(
            .busy,
            "\(store) is being written by another process, which did not finish in time",
            hint:
                "wait for it (an import, a migration, another compra run or a database tool) or end it, then try again",
            retryable: true
        )
    }

    static func moved(_ store: String) -> StoreError {
        StoreError(
            .moved,
            "\(store) was moved, replaced or deleted while it was in use",
            hint: "put it back, or end this program and open the store where it is now"
        )
    }

    static func transactionEnded(_ store: String) -> StoreError {
        StoreError(
            .statement,
            "a write to \(store) ended its transaction itself",
            hint: "this is a mistake of the program that uses the store: a body neither commits nor rolls back"
        )
    }

    static func corrupt(_ store: String, _ detail: String) -> StoreError {
        StoreError(
            .corrupt,
            "\(store) is damaged: \(detail)",
            hint:
                "nothing more was written to it; keep a copy of it, and restore a backup"
        )
    }

    static func notADatabase(_ store: String) -> StoreError {
        StoreError(
            .notADatabase,
            "\(store) is not a database",
            hint: "name another file; this one was left as it is"
        )
    }

    private static func constraint(_ code: CInt) -> Code {
        switch ResultCode(rawValue: code) {
        case .SQLITE_CONSTRAINT_FOREIGNKEY: .foreignKey
        case .SQLITE_CONSTRAINT_NOTNULL: .notNull
        case .SQLITE_CONSTRAINT_CHECK: .check
        default: .unique
        }
    }
}
