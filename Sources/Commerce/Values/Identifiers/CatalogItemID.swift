/// What a cart line buys: `product:sku:availability`.
///
/// The parts are opaque and keep their case. Such an id changes over time: read it right before the cart.
public struct CatalogItemID: TextValue {
    /// The product's id.
    public let product: String
    /// The SKU's id, unique within the product only.
    public let sku: String
    /// The availability's id, unique within the SKU only.
    public let availability: String

    /// The id of an availability; each part is non-empty and without colons.
    ///
    /// Throws ``FormatError/Code/catalogItemID``.
    public init(product: String, sku: String, availability: String) throws(FormatError) {
        try self.init("\(product):\(sku):\(availability)")
    }

    /// Reads `product:sku:availability`. Throws ``FormatError/Code/catalogItemID``, also for a legacy offer, a product
    /// or a SKU, none of which is a catalogue item.
    public init(_ text: some StringProtocol) throws(FormatError) { try self.init(concrete: String(text)) }

    /// Every cart line is read several times, so this is no generic code.
    private init(concrete text: String) throws(FormatError) {
        let colon = UInt8(ascii: ":")
        let parts = text.utf8.split(separator: colon, omittingEmptySubsequences: false).map { Substring($0) }
        guard parts.count == 3, parts.allSatisfy({ Self.isPart($0) }) else {
            let hint =
                switch parts.count {
                case 1: "this is a product or a legacy offer; name a SKU and an availability as well"
                case 2: "this is a product and a SKU; name an availability as well"
                default: "write product:sku:availability, as the availability's catalog_item_id has it"
                }
            throw FormatError(
                code: .catalogItemID,
                message: "\(quoted(text)) is not a catalogue item",
                hint: hint
            )
        }
        (product, sku, availability) = (String(parts[0]), String(parts[1]), String(parts[2]))
    }

    /// Whether a text is not empty and has no white space. Characters are told apart only where there are others than
    /// ASCII's, because that is slow.
    private static func isPart(_ text: Substring) -> Bool {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return !text.contains { $0.isWhitespace } }
        return !text.isEmpty && text.utf8.allSatisfy { $0 != 0x20 && !(0x09...0x0D).contains($0) }
    }

    /// Whether a cart line's id has the form of a legacy offer: a GUID or `MS-AZR-…`, without colons.
    public static func isLegacyOffer(_ text: some StringProtocol) -> Bool {
        (text.utf8.count == 36 && (try? GUID(text)) != nil)
            || (text.uppercased().hasPrefix("MS-AZR-") && !text.contains(":"))
    }

    public var description: String { "\(product):\(sku):\(availability)" }
}
