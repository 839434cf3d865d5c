/// The page and its margins: A4, in points.
enum Sheet {
    static let width = 595.28
    static let height = 841.89
    static let left = 42.0
    static let right = width - 42
    static let top = 42.0
    /// Where the last strip must end.
    static let bottom = height - 60
    /// The baseline of page numbers.
    static let footer = height - 36

    static let bodyWidth = right - left
    static let bodyHeight = bottom - top

    /// The right half of a strip of two columns.
    static let middle = left + bodyWidth / 2
    static let halfWidth = bodyWidth / 2 - 12
}

/// Shades of grey that the parts of a document have.
enum Shade {
    static let text = 0.0
    static let secondary = 0.35
    static let rule = 0.55
    static let faintRule = 0.85
    static let band = 0.93
}
