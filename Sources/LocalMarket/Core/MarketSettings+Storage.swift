import Commerce
import Database

extension MarketSettings {
    /// One kind of setting: the name that it is kept under, and how it is written and read.
    struct Entry: Sendable {
        let name: String
        /// Whether it has a value for each of several keys.
        var isTable = false
        let write: @Sendable (MarketSettings) -> [String: String]
        /// Takes what follows the name (nothing, or a key such as a country) and the value.
        let read: @Sendable (inout MarketSettings, String, String) throws -> Void
    }

    /// The settings of a store. What it does not say is as in a new ``MarketSettings``.
    ///
    /// - Throws: An error that names the setting whose value can't be read.
    init(on connection: ReadConnection) throws {
        self = try connection.remembered("settings", from: ["settings"]) { try MarketSettings(readFrom: connection) }
    }

    private init(readFrom connection: ReadConnection) throws {
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

    static let entries: [String: Entry] = {
        let all = [
            value("partner_id", \.partnerID, text: { $0 }, read: { $0 }),
            value("partner_name", \.partnerName, text: { $0 ?? "" }, read: { $0.isEmpty ? nil : $0 }),
            value("vendor_name", \.vendorName, text: { $0 }, read: { $0 }),
            value("payment_days", \.paymentDays, text: { "\($0)" }, read: { try count($0) }),
            value("default_currency", \.defaultCurrency, text: { $0.code }, read: { try Currency($0) }),
            value(
                "segments",
                \.segments,
                text: { $0.map(\.rawValue).joined(separator: " ") },
                read: { $0.split(separator: " ").map { Segment(rawValue: String($0)) } }
            ),
            value(
                "views",
                \.views,
                text: { $0.map(\.rawValue).joined(separator: " ") },
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
            flag("indirect_provider", \.isIndirectProvider),
            table("reseller", \.resellers, key: { $0 }, read: { try truth($0) }),
            table("limit", \.limits, key: { try PurchaseLimit(named: $0) }, read: { try count($0) }),
            value(
                "registration_number_countries",
                \.registrationNumberCountries,
                text: { words($0) },
                read: { Set(try $0.split(separator: " ").map { try CountryCode($0) }) }
            ),
            value(
                "requests_per_minute",
                \.requestsPerMinute,
                text: { $0?.description ?? "" },
                read: { try $0.isEmpty ? nil : count($0) }
            ),
            table("refusal", \.refusals, key: { try count($0) }, read: { try code($0) }),
            flag("sandbox", \.isSandbox),
            flag("sandbox_plans", \.isApprovedForSandboxPlans),
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

    private static func table<
        Key: CustomStringConvertible & Hashable & Sendable,
        Value: CustomStringConvertible & Sendable
    >(
        _ name: String,
        _ path: Path<[Key: Value]>,
        key: @escaping @Sendable (String) throws -> Key,
        read: @escaping @Sendable (String) throws -> Value
    ) -> Entry {
        Entry(
            name: name,
            isTable: true,
            write: { settings in
                let pairs = settings[keyPath: path].map { ($0.key.description, $0.value.description) }
                return Dictionary(uniqueKeysWithValues: pairs)
            },
            read: { settings, name, value in settings[keyPath: path][try key(name)] = try read(value) }
        )
    }

    private static func flag(_ name: String, _ path: Path<Bool>) -> Entry {
        value(name, path, text: { $0.description }, read: truth)
    }

    private static func duration(_ name: String, _ path: Path<ISODuration>) -> Entry {
        value(name, path, text: { $0.description }, read: { try ISODuration($0) })
    }

    private static func truth(_ text: String) throws -> Bool {
        guard let truth = Bool(text) else { throw unreadable(text, "write true or false") }
        return truth
    }

    private static func count(_ text: String) throws -> Int {
        guard let count = Int(text), count >= 0 else { throw unreadable(text, "write a whole number from 0") }
        return count
    }

    private static func code(_ text: String) throws -> MarketError.Code {
        guard let code = MarketError.Code(text) else {
            throw unreadable(text, "write HTTP status and code: 403/800023")
        }
        return code
    }

    private static func unreadable(_ text: String, _ hint: String) -> MarketError {
        MarketError(.invalidInput, "\"\(text)\" can't be read", hint: hint)
    }

    private static func words(_ elements: Set<CountryCode>) -> String {
        elements.map(\.description).sorted().joined(separator: " ")
    }
}
