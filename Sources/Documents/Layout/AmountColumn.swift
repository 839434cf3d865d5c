internal import Commerce

/// A column of amounts whose decimal points stand below each other.
struct AmountColumn {
    let label: String
    /// Where the digits after the point end.
    var right = 0.0
    let width: Double
    /// The point and the digits after it.
    private let fractionWidth: Double
    private let minorDigits: Int

    init(_ label: String, _ range: AmountRange, minorDigits: Int, _ figures: Figures, labelWidth: Double) {
        self.label = label
        self.minorDigits = minorDigits
        let fractionDigits = max(range.fractionDigits, minorDigits)
        fractionWidth = fractionDigits == 0 ? 0 : figures.point + Double(fractionDigits) * figures.digit
        let wholes = [range.least, range.greatest].map { figures.width(ofWhole: $0.grouped(fractionDigits: 0)) }
        width = max(labelWidth, (wholes.max() ?? 0) + fractionWidth)
    }

    /// An amount as the column shows it: `-1,234.50`.
    func text(_ amount: FixedPoint) -> String {
        amount.grouped(fractionDigits: minorDigits)
    }

    /// Where a text of the column begins.
    func start(of text: String, _ figures: Figures) -> Double {
        right - fractionWidth - figures.width(ofWhole: text)
    }
}

/// How wide the signs are that amounts are written with, in a plain style.
struct Figures {
    let style: TextStyle
    let digit: Double
    let point: Double
    private let comma: Double
    private let minus: Double

    init(_ style: TextStyle, _ typesetter: Typesetter) {
        self.style = style
        func width(_ sign: String) -> Double { typesetter.measure(sign, style).width }
        (digit, point, comma, minus) = (width("0"), width("."), width(","), width("-"))
    }

    /// The width of what stands before the decimal point.
    func width(ofWhole text: String) -> Double {
        var width = 0.0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "."): return width
            case UInt8(ascii: ","): width += comma
            case UInt8(ascii: "-"): width += minus
            default: width += digit
            }
        }
        return width
    }
}

extension FixedPoint {
    /// The number with commas between thousands and at least so many digits after the point.
    func grouped(fractionDigits: Int) -> String {
        let text = description
        let whole = text.prefix { $0 != "." }
        let fraction = text.utf8.dropFirst(whole.utf8.count + 1)
        var result = ""
        var left = whole.utf8.count
        for digit in whole.utf8 {
            result.unicodeScalars.append(Unicode.Scalar(digit))
            left -= 1
            if digit != UInt8(ascii: "-"), left > 0, left % 3 == 0 { result += "," }
        }
        let missing = max(0, fractionDigits - fraction.count)
        guard !fraction.isEmpty || missing > 0 else { return result }
        return result + "." + String(decoding: fraction, as: UTF8.self) + String(repeating: "0", count: missing)
    }
}
