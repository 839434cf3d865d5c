/// A piece of Lua text: its kind, and its place in UTF-8 units.
struct Token: Equatable {
    let kind: Kind
    let range: Range<Int>

    enum Kind: Equatable {
        case keyword
        case name
        case number
        case string
        /// A string that its line or the text ends before it does.
        case unfinishedString
        case comment
        case `operator`
        /// `(`, `[` or `{`.
        case opening
        /// `)`, `]` or `}`.
        case closing
        /// What Lua has no token for.
        case invalid
    }
}
