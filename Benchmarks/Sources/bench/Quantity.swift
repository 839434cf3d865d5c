import Foundation

/// A number with its unit, as people read it.
struct Quantity: CustomStringConvertible {
    let value: Double
    let unit: Unit

    enum Unit: String, Codable {
        case time = "ns"
        case memory = "bytes"
        case count
    }

    var description: String {
        switch unit {
        case .time: scaled(by: 1000, ["ns", "µs", "ms", "s"])
        case .memory: scaled(by: 1024, ["B", "KiB", "MiB", "GiB"])
        case .count: value.digits(value == value.rounded() ? 0 : 2)
        }
    }

    private func scaled(by step: Double, _ names: [String]) -> String {
        var value = value
        var names = names[...]
        while abs(value) >= step, names.count > 1 {
            value /= step
            names.removeFirst()
        }
        let exact = value == value.rounded()
        return "\(value.digits(exact ? 0 : abs(value) < 10 ? 2 : abs(value) < 100 ? 1 : 0)) \(names.first ?? "")"
    }
}

extension Double {
    /// With so many digits after the point.
    func digits(_ count: Int) -> String {
        String(format: "%.\(count)f", self)
    }
}
