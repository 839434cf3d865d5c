extension StoreError {
    /// A state of the SQL standard's or PostgreSQL's, with the message that belongs to it.
    static func postgreSQL(_ state: String, _ message: String, store: String) -> StoreError {
        let message = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        switch state {
        case "40001", "40P01":
            return StoreError(
                .conflict,
                "\(store) undid a transaction because of another one: \(message)",
                hint: "try again; nothing of this write was kept",
                retryable: true
            )
        case "55P03": return busy(store)
        case "57014", "25P03":
            return StoreError(
                .timeout,
                "\(store) took too long: \(message)",
                hint: "try again when the server has less to do, or allow more: ?options=-cstatement_timeout%3D5min",
                retryable: true
            )
        case "53100":
            return StoreError(
                .full,
                "the disk of \(store) is full; nothing of this write was kept (\(message))",
                hint: "free some space on the server and try again",
                retryable: true
            )
        case "28000", "28P01":
            return StoreError(
                .authentication,
                "\(store) does not let the user in: \(message)",
                hint: "check the user of the address and its password, which PGPASSWORD or ~/.pgpass may hold"
            )
        case "3D000":
            return StoreError(
                .missing,
                "\(store) is not there: \(message)",
                hint: "make the database (createdb), or name another one at the end of the address"
            )
        case "3F000":
            return StoreError(
                .missing,
                "\(store) names no schema to keep tables in: \(message)",
                hint: "name one at the end of the address: ?schema=compra"
            )
        case "42501":
            return StoreError(
                .permission,
                "the user of \(store) may not do this: \(message)",
                hint: "let the user own the database, or GRANT USAGE, CREATE ON SCHEMA … TO the user"
            )
        case "25006":
            return StoreError(
                .readOnly,
                "\(store) can't be written: \(message)",
                hint: "name the primary server, not a standby; a body that only reads can't write"
            )
        case "57P03":
            return unreachable(store, message)
        case _ where state.hasPrefix("08") || state.hasPrefix("57P"):
            return StoreError(
                .connection,
                "the connection to \(store) was lost: \(message)",
                hint: "nothing of this write was kept; see that the server runs, and try again",
                retryable: true
            )
        case _ where state.hasPrefix("53"):
            return StoreError(
                .busy,
                "\(store) has too much to do: \(message)",
                hint: "try again later, or let the server have more connections and memory",
                retryable: true
            )
        case "XX001", "XX002": return corrupt(store, message)
        case _ where state.hasPrefix("58"):
            return StoreError(
                .inputOutput,
                "reading or writing \(store) failed: \(message)",
                hint: "check the server's disk, then see by reading whether the last write was kept"
            )
        default:
            return StoreError(
                .statement,
                "a statement was refused by \(store): \(message) (\(state))",
                hint: "this is a mistake of the program that uses the store"
            )
        }
    }

    /// What libpq says of a connection that did not come about.
    ///
    /// - Parameter message: As ``PGVerbosity`` verbose has it, where a state follows the severity.
    static func postgreSQLConnecting(_ message: String, store: String) -> StoreError {
        let line = message.split(whereSeparator: \.isNewline).first { !$0.hasPrefix("LOCATION:") } ?? "no answer"
        if let match = line.firstMatch(of: /:  ([0-9A-Z]{5}): (.*)/) {
            return postgreSQL(String(match.1), String(match.2), store: store)
        }
        if line.contains("no password supplied") {
            return postgreSQL("28P01", "it asks for a password, and none was given", store: store)
        }
        if line.contains("invalid") {
            return StoreError(
                .location,
                "the address \(store) can't be used: \(line)",
                hint: "parameters of the address are those of libpq, and schema"
            )
        }
        return unreachable(store, String(line))
    }

    static func unreachable(_ store: String, _ message: String) -> StoreError {
        StoreError(
            .unreachable,
            "\(store) does not answer: \(message)",
            hint: "see that the server runs there and takes connections from this machine",
            retryable: true
        )
    }

    static func libraryMissing(_ detail: String) -> StoreError {
        StoreError(
            .library,
            "PostgreSQL's client library is not installed: \(detail)",
            hint: "install it (Debian: apt-get install libpq5, version 14 or newer), or keep the store in a SQLite file"
        )
    }

    static let zeroInText = StoreError(
        .value,
        "a text has the character U+0000 in it, which PostgreSQL doesn't keep",
        hint: "leave the character out"
    )

    /// A commit whose answer was lost with the connection, and nobody can say what became of it.
    static func unknownOutcome(_ store: String) -> StoreError {
        StoreError(
            .inputOutput,
            "the connection to \(store) was lost during a commit",
            hint: "see by reading whether the last write was kept"
        )
    }

    /// A constraint that a statement would break; nil for every other state.
    static func constraint(
        _ state: String,
        table: String,
        column: String?,
        name: String?,
        detail: String?
    ) -> StoreError? {
        let (code, message): (Code, String)
        switch state {
        case "23505":
            // "Key (a, b)=(…) already exists.": the columns are in the first parentheses in every language.
            let columns = detail?.firstMatch(of: /\(([^)]*)\)/).map { String($0.1) } ?? name ?? ""
            (code, message) = (.unique, "UNIQUE constraint failed: \(table).\(columns)")
        case "23503": (code, message) = (.foreignKey, "FOREIGN KEY constraint failed: \(name ?? table)")
        case "23514": (code, message) = (.check, "CHECK constraint failed: \(name ?? table)")
        case "23502": (code, message) = (.notNull, "NOT NULL constraint failed: \(table).\(column ?? "")")
        default: return nil
        }
        return StoreError(code, message, hint: "nothing of the write was kept; see what is there already")
    }
}
