/// Where a command speaks: data goes to standard output, everything else to standard error.
struct Console: Sendable {
    /// How much is said beside the data.
    let verbosity: Verbosity
    let output: Stream
    let error: Stream

    private let mayColour: Bool

    enum Verbosity: Sendable {
        /// Warnings and errors; of a run, no summary.
        case quiet
        case normal
        /// Tracebacks and every log message.
        case verbose
    }

    init(verbosity: Verbosity, mayColour: Bool, output: Stream = .output, error: Stream = .error) {
        self.verbosity = verbosity
        self.mayColour = mayColour
        self.output = output
        self.error = error
    }

    /// How text is set off on standard output.
    var paint: Paint { Paint(isOn: mayColour && output.isTerminal) }

    /// How text is set off on standard error.
    var errorPaint: Paint { Paint(isOn: mayColour && error.isTerminal) }

    /// Says something that is worth knowing and no data.
    func note(_ text: String) {
        if verbosity != .quiet { error.line(text) }
    }
}

/// Colours, or none where the stream is no terminal or `NO_COLOR` is set.
struct Paint: Sendable {
    let isOn: Bool

    enum Style: String, Sendable {
        case plain = "0"
        case bold = "1"
        case faint = "2"
        case red = "31"
        case yellow = "33"
    }

    func callAsFunction(_ text: String, _ style: Style) -> String {
        isOn && style != .plain ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}

extension String {
    /// The text on one line and without what a terminal would obey: titles and names come from elsewhere.
    var printable: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
