internal import CTypesetting
internal import Commerce

/// One PDF that is being drawn, and the only user of `CTypesetting`.
///
/// It shapes text and puts it where it is told; what goes where is decided elsewhere. Lengths are points from the upper
/// left corner of a page.
@safe final class Typesetter {
    private let pdf: OpaquePointer
    /// What errors call the file.
    private let shown: String
    private var styles: [TextStyle: Int32] = [:]
    private var extents: [Measured: Extent] = [:]
    private var unknownScripts: Set<WritingSystem> = []
    private(set) var warnings: [DocumentWarning] = []

    /// What a viewer shows of a document.
    struct Information {
        let title: String
        let author: String
        let subject: String
        let date: Timestamp
    }

    /// The space that a text takes.
    struct Extent {
        let width: Double
        let height: Double
        /// From the top to the first line's baseline.
        let baseline: Double
    }

    /// A text that was measured.
    private struct Measured: Hashable {
        let text: String
        let style: TextStyle
        let width: Double
    }

    /// Begins a document whose bytes go to a descriptor.
    ///
    /// Throws ``DocumentError/Code/librariesMissing``.
    init(
        writingTo descriptor: Int32,
        shown: String,
        width: Double,
        height: Double,
        _ information: Information
    ) throws(DocumentError) {
        if let problem = Self.missingLibrary { throw .librariesMissing(problem) }
        guard let pdf = unsafe ct_pdf_new(descriptor, width, height) else {
            throw DocumentError(.drawing, "\(shown) could not be drawn: out of memory", hint: "repeat", retryable: true)
        }
        unsafe self.pdf = pdf
        self.shown = shown
        unsafe ct_pdf_describe(
            pdf,
            PrintableText(information.title).text,
            PrintableText(information.author).text,
            PrintableText(information.subject).text,
            information.date.description
        )
    }

    deinit {
        unsafe ct_pdf_free(pdf)
    }

    /// Opened with the first document, once.
    private static let missingLibrary = unsafe ct_load().map { unsafe String(cString: $0) }

    // MARK: - Text

    /// Shapes a text, wrapped at a width if there is one. It stays current until the next text.
    @discardableResult
    func set(_ text: String, _ style: TextStyle, width: Double = -1) -> Extent {
        let plain = PrintableText(text)
        if plain.isShortened { warn(.shortened(text)) }
        let extent = shape(plain.text, style, width: width)
        if extent.unknown > 0, nameUnknownScripts(of: plain.text, style) {
            shape(plain.text, style, width: width)
        }
        return Extent(width: extent.width, height: extent.height, baseline: extent.baseline)
    }

    /// What ``set(_:_:width:)`` returns, remembered for the texts that come again and again.
    func measure(_ text: String, _ style: TextStyle, width: Double = -1) -> Extent {
        let measured = Measured(text: text, style: style, width: width)
        if let extent = extents[measured] { return extent }
        if extents.count == 2048 { extents.removeAll(keepingCapacity: true) }
        let extent = set(text, style, width: width)
        extents[measured] = extent
        return extent
    }

    /// Draws the current text with its first baseline at `y`; 0 is black, 1 is white.
    func show(x: Double, y: Double, grey: Double = 0) {
        unsafe ct_pdf_show(pdf, x, y, grey)
    }

    @discardableResult
    private func shape(_ text: String, _ style: TextStyle, width: Double) -> ct_extent {
        var text = text
        let number = number(of: style)
        return text.withUTF8 { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { letters in
                unsafe ct_pdf_text(pdf, number, letters.baseAddress, letters.count, width)
            }
        }
    }

    private func number(of style: TextStyle) -> Int32 {
        if let number = styles[style] { return number }
        let script = style.script
        let number = unsafe ct_pdf_style(
            pdf,
            script.families,
            style.size,
            style.isBold,
            script.language,
            style.isPlain
        )
        styles[style] = number
        return number
    }

    /// Warns of scripts that no font has, each once. Returns whether it had to try, which changes the current text.
    private func nameUnknownScripts(of text: String, _ style: TextStyle) -> Bool {
        let strangers = text.unicodeScalars.filter { !unknownScripts.contains(WritingSystem(of: $0)) }
        for scalar in strangers where shape(String(scalar), style, width: -1).unknown > 0 {
            let script = WritingSystem(of: scalar)
            if unknownScripts.insert(script).inserted { warn(.fontMissing(script, in: text)) }
        }
        return !strangers.isEmpty
    }

    private func warn(_ warning: DocumentWarning) {
        if !warnings.contains(warning) { warnings.append(warning) }
    }

    // MARK: - Shapes and links

    func fill(x: Double, y: Double, width: Double, height: Double, grey: Double) {
        unsafe ct_pdf_fill(pdf, x, y, width, height, grey)
    }

    /// A place that links lead to. Names are letters and digits.
    func addDestination(_ name: String, x: Double, y: Double) {
        unsafe ct_pdf_destination(pdf, name, x, y)
    }

    func addLink(to name: String, x: Double, y: Double, width: Double, height: Double) {
        unsafe ct_pdf_link(pdf, name, x, y, width, height)
    }

    /// An entry of the table of contents that viewers show beside the pages.
    func addOutlineEntry(_ title: String, to name: String) {
        unsafe ct_pdf_outline(pdf, PrintableText(title).text, name)
    }

    // MARK: - Pages

    func endPage() throws(DocumentError) {
        guard unsafe ct_pdf_end_page(pdf) else { throw failure }
    }

    /// Writes what remains. Returns 32 hexadecimal digits that follow from the document's bytes.
    func finish() throws(DocumentError) -> String {
        guard unsafe ct_pdf_finish(pdf) else { throw failure }
        let digest = unsafe ct_pdf_digest(pdf)
        let digits = String(UInt128(digest.high) << 64 | UInt128(digest.low), radix: 16, uppercase: true)
        return String(repeating: "0", count: 32 - digits.utf8.count) + digits
    }

    private var failure: DocumentError {
        let number = unsafe ct_pdf_errno(pdf)
        guard number == 0 else { return .system(number, writing: shown) }
        let problem = unsafe String(cString: ct_pdf_problem(pdf))
        return DocumentError(.drawing, "\(shown) could not be drawn: \(problem)", hint: "report this as a fault")
    }
}

extension DocumentError {
    static func librariesMissing(_ problem: String) -> DocumentError {
        DocumentError(
            .librariesMissing,
            "cairo and pango, which draw documents, are not installed: \(problem)",
            hint: "apt-get install libcairo2 libpango-1.0-0 libpangocairo-1.0-0 fonts-noto-core fonts-noto-cjk"
        )
    }
}

extension DocumentWarning {
    fileprivate static func fontMissing(_ script: WritingSystem, in text: String) -> DocumentWarning {
        DocumentWarning(
            code: .fontMissing,
            message: "no installed font has the letters (\(script.name)) of \(PrintableText.quoted(text))",
            hint: "install \(script.font), as in apt-get install \(script.package)"
        )
    }

    fileprivate static func shortened(_ text: String) -> DocumentWarning {
        DocumentWarning(
            code: .textShortened,
            message: "\(PrintableText.quoted(text)) is shown up to its \(PrintableText.longest)th letter",
            hint: "shorten it where it comes from"
        )
    }
}
