import Commerce
import PartnerCenterWire

/// Calls as nobody should make them: any method on any route, with numbers at the ends of what there are, headers that
/// are missing, twice there or too long, and bodies of another shape.
struct RandomCalls {
    private var random: SeededRandom
    private let known: KnownIDs
    private let token: String

    init(seed: UInt64, known: KnownIDs, token: String) {
        random = SeededRandom(seed: seed)
        self.known = known
        self.token = token
    }

    mutating func next() -> WireRequest {
        let route = one(of: Route.all)
        let method = chance(of: 4) ? one(of: Self.methods) : route.method
        let body = method == "GET" && !chance(of: 10) ? nil : Optional(self.body(of: route))
        return WireRequest(method: method, target: target(of: route), headers: headers(), body: body)
    }

    private mutating func target(of route: Route) -> String {
        switch random.number(below: 20) {
        case 0: return one(of: Self.targets)
        case 1: return "/\(one(of: Self.words))/oauth2/\(one(of: ["token", "devicecode", "x"]))"
        default: break
        }
        var path = route.template.split(separator: "/").map { segment in
            segment.hasPrefix("{") ? id(of: String(segment.dropFirst().dropLast())) : String(segment)
        }
        if chance(of: 10) { path = path.map { $0.uppercased() } }
        return "/v1/" + path.joined(separator: chance(of: 10) ? "//" : "/") + query()
    }

    private mutating func id(of place: String) -> String {
        let ids = known.ids[place] ?? []
        return ids.isEmpty || chance(of: 3) ? one(of: Self.words) : one(of: ids)
    }

    private mutating func query() -> String {
        guard !chance(of: 4) else { return "" }
        let items = (0..<random.number(below: 5)).map { _ in
            let (name, good) = one(of: Self.parameters)
            return "\(name)=\(chance(of: 2) ? good : one(of: Self.words))"
        }
        return "?" + items.joined(separator: chance(of: 10) ? "&&" : "&")
    }

    private mutating func headers() -> WireHeaders {
        var fields: [(name: String, value: String)] = []
        if !chance(of: 12) {
            fields.append(("Authorization", chance(of: 12) ? one(of: Self.words) : "Bearer \(token)"))
        }
        for name in Self.headers where chance(of: 3) {
            for _ in 0..<(chance(of: 8) ? 2 : 1) { fields.append((name, one(of: Self.words))) }
        }
        if chance(of: 4) { fields.append(("MS-ContinuationToken", one(of: Self.continuations))) }
        return WireHeaders(fields)
    }

    /// What a route's operation takes, with something in it that isn't right; or rubbish.
    private mutating func body(of route: Route) -> [UInt8] {
        guard let text = known.bodies[route.template], let json = try? JSON(text.utf8), !chance(of: 8) else {
            return Array(one(of: Self.rubbish).utf8)
        }
        var bytes = (chance(of: 3) ? json : spoilt(json)).bytes
        switch random.number(below: 12) {
        case 0: bytes = Array(bytes.prefix(random.number(below: bytes.count + 1)))
        case 1 where !bytes.isEmpty: bytes[random.number(below: bytes.count)] = UInt8(random.number(below: 256))
        default: break
        }
        return bytes
    }

    /// A value with one of its parts replaced, left out or twice there.
    private mutating func spoilt(_ json: JSON) -> JSON {
        guard !chance(of: 6) else { return one(of: Self.values) }
        switch json {
        case .object(var members) where !members.isEmpty:
            let index = random.number(below: members.count)
            switch random.number(below: 8) {
            case 0: members.remove(at: index)
            case 1: members.append(members[index])
            case 2: members[index].name = one(of: Self.words)
            default: members[index].value = spoilt(members[index].value)
            }
            return .object(members)
        case .list(var values) where !values.isEmpty:
            let index = random.number(below: values.count)
            if chance(of: 6) {
                values += Array(repeating: values[index], count: 300)
            } else {
                values[index] = spoilt(values[index])
            }
            return .list(values)
        default: return one(of: Self.values)
        }
    }

    private mutating func chance(of count: Int) -> Bool { random.number(below: count) == 0 }
    private mutating func one<Element>(of list: [Element]) -> Element { list[random.number(below: list.count)] }
}

extension RandomCalls {
    private static let methods = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "post", "", "BREW",
    ]

    private static let targets = [
        "", "/", "//", "*", "/v1", "/v1/", "/v2/customers", "?", "/?", "/v1?x", "/%", "/v1/%zz", "/v1/%00/x",
        "/oauth2/token",
        "http://x", "/v1/" + String(repeating: "a/", count: 2000), "/\u{0}", "/v1.0/sales/pricesheets()/$value",
        "/v1.0/sales/pricesheets(Market='US',PricesheetView='x')/$value",
        "/v1.0/sales/pricesheets(Market='ZZ',PricesheetView='software')/$value",
    ]

    /// The ends of what numbers there are, and what is no number at all.
    private static let numbers = [
        "0", "-0", "-1", "1", "2147483647", "2147483648", "-2147483649", "4294967296", "9007199254740991",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551616",
        "170141183460469231731687303715884105727", "1e308", "1e309", "-1e400", "1e-400", "1e99999999999999999999",
        "0.1", "3.0", "1.0000000000000000000000001", "00", "+1", "1_000", "0x10", "NaN", "∞", "٣",
        String(repeating: "9", count: 5000),
    ]

    private static let words =
        numbers + [
            "", " ", "x", "null", "true", "%00", "..", "💥", "a:b:c", ":::", "%ff", "%", "'; DROP TABLE orders; --",
            "\"",
            "0001-01-01T00:00:00", "9999-12-31T23:59:59.9999999Z", "99999-01-01", "2025-02-30", "P99999Y", "P1M",
            "PT1S",
            "00000000-0000-0000-0000-000000000000", "{}", "[]", "US", "zz", "USD", "onetime", "a,b", "W/\"1\"",
            String(repeating: "long", count: 3000), "\u{FEFF}", "e\u{301}", "\t",
        ]

    private static let headers = [
        "MS-RequestId", "ms-requestid", "MS-CorrelationId", "X-Locale", "If-Match", "Accept", "Content-Type",
        "MS-Contract-Version", "Accept-Encoding",
    ]

    private static let continuations =
        numbers.map { "\($0)." } + numbers.map { "0.\($0)" } + [
            "", ".", "x.y", "0.", "0.0", "1.page", "-1.", "0.\u{0}",
        ]

    private static let parameters: [(String, String)] = [
        ("size", "2"), ("offset", "1"), ("country", "US"), ("targetView", "Software"), ("targetSegment", "commercial"),
        ("reservationScope", "AzurePlan"), ("filter", #"{"Field":"Domain","Value":"f","Operator":"starts_with"}"#),
        ("provider", "onetime"), ("invoicelineitemtype", "billinglineitems"), ("currencycode", "usd"),
        ("period", "current"), ("billingType", "onetime"), ("order_id", "x"), ("entitlementType", "software"),
        ("showExpiry", "true"), ("code", "7"), ("seekOperation", "Next"), ("hasPartnerEarnedCredit", "true"),
    ]

    private static let values: [JSON] =
        numbers.filter { (try? JSON($0.utf8)) != nil }.map { .number($0) } + words.map { .text($0) } + [
            .null, .boolean(true), .list([]), .object([]), .list([.null]), .list([.list([.object([])])]),
            .object([JSON.Member("", .null)]),
        ]

    private static let rubbish = [
        "", " ", "{", "[", "nul", "null", "7", "\"text\"", "{}", "[]", "{\"a\":}", "{\"a\" 1}", "\u{FEFF}{}", "\u{0}",
        "//",
        "{}{}", "<xml/>", "a=b&c=d", #"{"\ud800":"\ud800"}"#,
        #"{"lineItems":"# + String(repeating: "[", count: 100_000),
        String(repeating: #"{"a":"#, count: 50_000), "[" + String(repeating: "0,", count: 200_000) + "0]",
        "\"" + String(repeating: "x", count: 1 << 21) + "\"",
    ]
}
