/// What a piece of text is, which decides how it looks.
enum Style: UInt8, Sendable, CaseIterable {
    case plain
    case prompt
    /// The prompt of a market whose money is real.
    case danger
    case keyword
    case string
    case number
    case comment
    case field
    case invalid
    /// A bracket and its partner.
    case match
    /// What the editor offers and nobody typed.
    case hint
    /// The chosen row of a menu.
    case chosen
    case heading
    case money
    case error
    case faint
}

/// How styles look on a terminal.
struct Theme: Sendable {
    private let parameters: [String]

    /// The sequence that starts a style, from whatever came before it.
    func start(_ style: Style) -> String {
        let own = parameters[Int(style.rawValue)]
        return own.isEmpty ? "\u{1B}[m" : "\u{1B}[0;\(own)m"
    }

    /// The text in a style, and plain after it.
    func paint(_ text: String, _ style: Style) -> String {
        parameters[Int(style.rawValue)].isEmpty || text.isEmpty ? text : start(style) + text + start(.plain)
    }

    private init(_ parameters: (Style) -> String) {
        self.parameters = Style.allCases.map(parameters)
    }

    /// The sixteen colours that every terminal lets its user choose.
    static let coloured = Theme { style in
        switch style {
        case .plain: ""
        case .prompt: "1;36"
        case .danger: "1;97;41"
        case .keyword: "35"
        case .string: "32"
        case .number: "33"
        case .comment, .hint, .faint: "90"
        case .field: "36"
        case .invalid: "4;31"
        case .match: "1;4"
        case .chosen: "7"
        case .heading: "1"
        case .money: "33"
        case .error: "1;31"
        }
    }

    /// For `NO_COLOR`: only what the reader would be lost without.
    static let plain = Theme { style in
        switch style {
        case .danger, .chosen: "7"
        case .match: "4"
        default: ""
        }
    }

    /// For streams that are no terminal.
    static let none = Theme { _ in "" }
}
