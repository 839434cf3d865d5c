/// Why a store refused.
public struct StoreError: Error, Sendable, Hashable {
    /// What kind of refusal it is.
    public let code: Code
    /// What is wrong, naming the file or address where one is concerned.
    public let message: String
    /// What to do about it.
    public let hint: String
    /// Whether the same call, unchanged, may succeed later.
    public let retryable: Bool

    init(_ code: Code, _ message: String, hint: String, retryable: Bool = false) {
        self.code = code
        self.message = message
        self.hint = hint
        self.retryable = retryable
    }
}

extension StoreError {
    /// A kind of refusal. More may be added: a `switch` over codes has a default.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }
    }
}

extension StoreError.Code {
    /// The location can't be read, or names a kind of store that is not built in.
    public static let location = Self(rawValue: "location")
    /// The folder of the file does not exist.
    public static let folder = Self(rawValue: "folder")
    /// The file or its folder can't be written.
    public static let readOnly = Self(rawValue: "read_only")
    /// The file can't be opened for another reason.
    public static let cannotOpen = Self(rawValue: "cannot_open")
    /// The file is not a database.
    public static let notADatabase = Self(rawValue: "not_a_database")
    /// The file is a database of another application.
    public static let foreign = Self(rawValue: "foreign")
    /// There is something where nothing should be yet.
    public static let taken = Self(rawValue: "taken")
    /// The file was written by a newer version.
    public static let newer = Self(rawValue: "newer")
    /// The file was moved, replaced or deleted while it was in use.
    public static let moved = Self(rawValue: "moved")
    /// A page of the file is damaged.
    public static let corrupt = Self(rawValue: "corrupt")
    /// The disk is full; nothing of the write was kept.
    public static let full = Self(rawValue: "full")
    /// Reading or writing the file failed below the database. Whether the write was kept shows when it is read again.
    public static let inputOutput = Self(rawValue: "input_output")
    /// PostgreSQL's client library is not installed.
    public static let library = Self(rawValue: "library")
    /// The server does not answer.
    public static let unreachable = Self(rawValue: "unreachable")
    /// The server does not take the user or the password.
    public static let authentication = Self(rawValue: "authentication")
    /// The server has no such database.
    public static let missing = Self(rawValue: "missing")
    /// The user has no right to do this.
    public static let permission = Self(rawValue: "permission")
    /// The connection was lost; nothing of the write was kept.
    public static let connection = Self(rawValue: "connection")
    /// The server undid the transaction because of another one that ran beside it; nothing of the write was kept.
    public static let conflict = Self(rawValue: "conflict")
    /// A statement took longer than the server lets it.
    public static let timeout = Self(rawValue: "timeout")
    /// Another process kept the store to itself for longer than ``Store/Options/patience``.
    public static let busy = Self(rawValue: "busy")
    /// The older file could not be copied before its migration; it is as it was.
    public static let backup = Self(rawValue: "backup")
    /// A statement would break a primary key or unique constraint.
    public static let unique = Self(rawValue: "unique")
    /// A statement would break a foreign key.
    public static let foreignKey = Self(rawValue: "foreign_key")
    /// A statement would break a `CHECK`.
    public static let check = Self(rawValue: "check")
    /// A statement would put `NULL` where none may be.
    public static let notNull = Self(rawValue: "not_null")
    /// A statement that the database does not take: a mistake of the program.
    public static let statement = Self(rawValue: "statement")
    /// A column that isn't there or holds something else: a mistake of the program, or a store written by hand.
    public static let value = Self(rawValue: "value")
}

extension StoreError: CustomStringConvertible, CustomDebugStringConvertible {
    /// For people: what is wrong and what to do.
    public var description: String {
        "\(message); \(hint)"
    }

    /// For developers: the code too.
    public var debugDescription: String {
        "StoreError(\(code.rawValue)\(retryable ? ", retryable" : "")): \(description)"
    }
}

extension StoreError {
    static func arguments(_ given: Int, for places: Int, of sql: String) -> StoreError {
        StoreError(
            .statement,
            "a statement with \(places) places was given \(given) arguments: \(sql)",
            hint: "give one argument for each ?"
        )
    }

    static func fraction(in column: String) -> StoreError {
        StoreError(
            .value,
            "column \(column) holds a floating-point number",
            hint: "keep amounts as text and select no computed fractions"
        )
    }
}
