internal import Commerce

/// How a text looks.
struct TextStyle: Hashable {
    /// In points.
    var size: Double
    var isBold = false
    /// Whether Latin letters, figures and signs are as wide together as each by itself, as in columns of amounts.
    var isPlain = false
    var script = HanScript.simplified

    func bold() -> TextStyle {
        var style = self
        style.isBold = true
        return style
    }

    func sized(_ size: Double) -> TextStyle {
        var style = self
        style.size = size
        return style
    }

    func script(_ script: HanScript) -> TextStyle {
        var style = self
        style.script = script
        return style
    }
}

/// The forms that Chinese characters take: Unicode encodes them once, and their readers' countries tell them apart.
enum HanScript: Hashable {
    case simplified, taiwan, hongKong, japanese, korean

    /// The forms that people of a country expect.
    init(of country: CountryCode?) {
        switch country?.description {
        case "TW": self = .taiwan
        case "HK", "MO": self = .hongKong
        case "JP": self = .japanese
        case "KR": self = .korean
        default: self = .simplified
        }
    }

    /// A language tag that the forms follow from.
    var language: String {
        switch self {
        case .simplified: "zh-cn"
        case .taiwan: "zh-tw"
        case .hongKong: "zh-hk"
        case .japanese: "ja"
        case .korean: "ko"
        }
    }

    /// Font families by falling preference; pango adds what else is installed. All are named, because which of the others
    /// comes first differs from machine to machine.
    var families: String {
        let suffix =
            switch self {
            case .simplified: "SC"
            case .taiwan: "TC"
            case .hongKong: "HK"
            case .japanese: "JP"
            case .korean: "KR"
            }
        let families = ["Noto Sans", "Noto Sans CJK \(suffix)"] + WritingSystem.families
        return families.joined(separator: ", ")
    }
}
