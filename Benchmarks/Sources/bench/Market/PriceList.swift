import Foundation

/// A public retail price list of any length, the same each time: reservations of machines in regions, in pairs of one and
/// three years, twenty to a product, and more than two pages of them to the first.
struct PriceList {
    let rows: Int

    /// A product with many SKUs.
    static let largeProduct = "DZH3" + scrambled(0, width: 8)
    private static let large = 1200

    private static let header = """
        currencyCode,tierMinimumUnits,retailPrice,unitPrice,armRegionName,location,effectiveStartDate,meterId,meterName,\
        productId,skuId,productName,skuName,serviceName,serviceId,serviceFamily,unitOfMeasure,type,\
        isPrimaryMeterRegion,armSkuName
        """
    private static let regions = [
        ("westus", "US West"), ("eastus", "US East"), ("northeurope", "EU North"),
        ("germanywestcentral", "DE West Central"),
        ("japaneast", "JA East"), ("brazilsouth", "BR South"), ("uksouth", "UK South"),
    ]
    private static let digits = Array("0123456789BCDFGHJKLMNPQRSTVWXYZ")

    func write(to path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
        else { throw Unavailable("\(path) can't be written") }
        var text = Self.header + "\n"
        for row in 0..<rows {
            text += line(row)
            if text.utf8.count > 1 << 20 {
                try file.write(contentsOf: Data(text.utf8))
                text = ""
            }
        }
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
    }

    private func line(_ row: Int) -> String {
        let (product, sku) = row < Self.large ? (0, row) : (row / 20, row % 20)
        let (meter, isLong) = (row / 2, row % 2 == 1)
        let productID = "DZH3" + Self.scrambled(product, width: 8)
        let series = ["D", "E", "F", "L", "M", "NC"][product % 6] + "\(product / 6)"
        let size = "\([2, 4, 8, 16, 32, 48, 64, 96, 128, 192][row % 20 / 2])"
        let (region, location) = Self.regions[meter % Self.regions.count]
        let price = (100 + meter * 7919 % 90_000) * (isLong ? 2 : 1)
        let machine = "\(series.prefix(1))\(size)_v\(product / 6)"
        return """
            USD,0.0,\(price).5,\(price).5,\(region),\(location),2026-0\(1 + product % 8)-01T00:00:00Z,\
            \(Self.scrambled(meter, width: 8))-24f1-586e-9396-\(Self.scrambled(meter, width: 12)),\(machine),\(productID),\
            \(productID)/\(Self.base(sku + 100, width: 4)),Virtual Machines \(series) Series,\(machine),\
            Virtual Machines,DZH313Z7MMC8,Compute,1 Hour,Reservation,True,Standard_\(machine)\n
            """
    }

    /// Numbers next to each other become ids in no order; no two become the same.
    private static func scrambled(_ number: Int, width: Int) -> String {
        base(number * 2_654_435_761 % 852_891_037_441, width: width)
    }

    private static func base(_ number: Int, width: Int) -> String {
        var (rest, text) = (number, "")
        for _ in 0..<width {
            text.append(digits[rest % digits.count])
            rest /= digits.count
        }
        return String(text.reversed())
    }
}
