import Commerce
import Database

extension MarketSettings {
    /// One kind of setting: the name that it is kept under, and how it is written and read.
    private struct Entry: Sendable {
        let name: String
        let write: @Sendable (MarketSettings) -> [String: String]
        /// Takes what follows the name (nothing, or a key such as a country) and the value.
        let read: @Sendable (inout MarketSettings, String, String) throws -> Void
    }

    /// Reads the settings of a store. What it does not say is as in a new ``MarketSettings``.
    ///
    /// - Throws: An error that names the setting whose value can't be read.
    init(on connection: ReadConnection) throws {
        self.init()
        let rows = try connection.rows("SELECT name, value FROM settings ORDER BY name")
        while let row = try rows.next() {
            let name = try row.text(0)
            // A name is `entry` or `entry.KEY`; what a newer version added is left alone.
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            guard let entry = Self.entries[parts[0]] else { continue }
            do {
                try entry.read(&self, parts.count > 1 ? parts[1] : "", try row.text(1))
            } catch let error as any Error & CustomStringConvertible {
                throw MarketError(
                    .unexpected,
                    "the market's setting \(name) can't be read: \(error)",
                    hint: "set it again with compra market set"
                )
            }
        }
    }

    /// Writes the settings that differ from those of a new ``MarketSettings``, and forgets the others.
    func save(on connection: WriteConnection) throws {
        try connection.execute("DELETE FROM settings")
        let usual = MarketSettings()
        let insert = try connection.prepare("INSERT INTO settings (name, value) VALUES (?, ?)")
        for entry in Self.entries.values {
            let values = entry.write(self)
            guard values != entry.write(usual) else { continue }
            for (key, value) in values {
                try insert.execute([.text(key.isEmpty ? entry.name : "\(entry.name).\(key)"), .text(value)])
            }
        }
    }

    private static let entries: [String: Entry] = {
        let all = [
            value("partner_id", \.partnerID, text: { $0 }, read: { $0 }),
            value("partner_name", \.partnerName, text: { $0 ?? "" }, read: { $0.isEmpty ? nil : $0 }),
            value("vendor_name", \.vendorName, text: { $0 }, read: { $0 }),
            value("payment_days", \.paymentDays, text: { "\($0)" }, read: { Int($0) ?? 60 }),
            value("default_currency", \.defaultCurrency, text: { $0.code }, read: { try Currency($0) }),
            value(
                "segments",
                \.segments,
                text: { words($0) },
                read: { $0.split(separator: " ").map { Segment(rawValue: String($0)) } }
            ),
            value(
                "views",
                \.views,
                text: { words($0) },
                read: { $0.split(separator: " ").map { TargetView(rawValue: String($0)) } }
            ),
            value(
                "countries_not_onboarded",
                \.countriesNotOnboarded,
                text: { words($0) },
                read: { Set(try $0.split(separator: " ").map { try CountryCode($0) }) }
            ),
            table("currency", \.currencies, key: { try CountryCode($0) }, read: { try Currency($0) }),
            table("tax", \.taxRates, key: { try CountryCode($0) }, read: { try FixedPoint($0) }),
            table("credit", \.creditLimits, key: { try Currency($0) }, read: { try Money($0) }),
            flag("partner_agreement", \.hasPartnerAgreement),
            flag("perpetual_software", \.isQualifiedForPerpetualSoftware),
            flag("sandbox", \.isSandbox),
            flag("repeats_checkout_answer", \.repeatsCheckoutAnswer),
            duration("registration_delay", \.registrationDelay),
            duration("completion_delay", \.completionDelay),
            duration("fulfilment_delay", \.fulfilmentDelay),
            duration("listing_delay", \.listingDelay),
            duration("cart_lifetime", \.cartLifetime),
            duration("perpetual_cancellation_window", \.perpetualCancellationWindow),
            duration("subscription_cancellation_window", \.subscriptionCancellationWindow),
            duration("sandbox_cancellation_window", \.sandboxCancellationWindow),
        ]
        return Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
    }()

    private typealias Path<Value> = any WritableKeyPath<MarketSettings, Value> & Sendable

    private static func value<Value>(
        _ name: String,
        _ path: Path<Value>,
        text: @escaping @Sendable (Value) -> String,
        read: @escaping @Sendable (String) throws -> Value
    ) -> Entry {
        Entry(
            name: name,
            write: { ["": text($0[keyPath: path])] },
            read: { settings, _, value in settings[keyPath: path] = try read(value) }
        )
    }

    private static func table<Key: TextValue, Value: TextValue>(
        _ name: String,
        _ path: Path<[Key: Value]>,
        key: @escaping @Sendable (String) throws -> Key,
        read: @escaping @Sendable (String) throws -> Value
    ) -> Entry {
        Entry(
            name: name,
            write: { settings in
                let pairs = settings[keyPath: path].map { ($0.key.description, $0.value.description) }
                return Dictionary(uniqueKeysWithValues: pairs)
            },
            read: { settings, name, value in settings[keyPath: path][try key(name)] = try read(value) }
        )
    }

    private static func flag(_ name: String, _ path: Path<Bool>) -> Entry {
        value(name, path, text: { $0.description }, read: { $0 == "true" })
    }

    private static func duration(_ name: String, _ path: Path<ISODuration>) -> Entry {
        value(name, path, text: { $0.description }, read: { try ISODuration($0) })
    }

    private static func words(_ elements: some Collection<some CustomStringConvertible>) -> String {
        elements.map(\.description).sorted().joined(separator: " ")
    }
}
