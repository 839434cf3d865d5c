import ArgumentParser
import Commerce
import LocalMarket

/// A SKU as it is named on a command line: `product:sku`.
struct SkuName: Sendable, CustomStringConvertible {
    let product: String
    let sku: String

    init(_ text: String) throws {
        let parts = text.split(whereSeparator: { $0 == ":" || $0 == "/" })
        guard parts.count == 2 else { throw ValidationError("write product:sku, as in DZH318Z0D1L4:00WR") }
        (product, sku) = (String(parts[0]), String(parts[1]))
    }

    var description: String { "\(product):\(sku)" }
}

extension OpenEnum {
    /// A name that is known, in any spelling of the wire.
    init(known name: String) throws {
        self.init(rawValue: name)
        guard Self.allKnown.contains(self) else {
            let names = Self.allKnown.map(\.rawValue)
            throw ValidationError(Suggestion.hint(for: name, among: names) ?? "give \(names.joined(separator: ", "))")
        }
    }
}

extension LocalMarket {
    /// The customer of an id or domain.
    ///
    /// - Throws: ``MarketError`` with 404/1000 for an unknown one.
    func customer(named name: String) async throws -> Customer {
        var random = SystemRandomNumberGenerator()
        let context = CallContext.fresh(using: &random)
        if let id = try? GUID(name) {
            return try await perform(GetCustomer(customerID: id.description), in: context)
        }
        let found = try await perform(ListCustomers(filter: .domain(startsWith: name)), in: context).items
        guard let customer = found.first(where: { $0.companyProfile.domain.lowercased() == name.lowercased() }) else {
            throw MarketError(
                .notFound,
                "no customer has the id or domain \"\(name)\"",
                hint: found.first.map { "did you mean \($0.companyProfile.domain)?" } ?? "compra market show lists them"
            )
        }
        return customer
    }
}
