import Commerce
import PartnerCenterWire
import Testing

@Suite("Both ends read what the other writes")
struct RoundTripTests {
    private static let seeds: Range<UInt64> = 0..<40

    @Test("every operation of the domain that Partner Center has is on the wire")
    func completeness() throws {
        var samples = Samples(seed: 1)
        var sampled: Set<Commerce.Operation> = []
        for seed in Self.seeds {
            samples = Samples(seed: seed)
            sampled.formUnion(try samples.exchanges().map(\.operation))
        }
        // What Partner Center doesn't have.
        let others: Set<Commerce.Operation> = [.price, .search, .statementContent, .previewCart, .previewCheckout]
        #expect(Set(Operation.all).subtracting(sampled) == others)
    }

    @Test("a request comes in as it was sent", arguments: seeds)
    func requests(seed: UInt64) throws {
        var samples = Samples(seed: seed)
        for exchange in try samples.exchanges() {
            let incoming = try IncomingCall(exchange.sent())
            try exchange.expectSame(try incoming.request, "\(exchange.operation.description)")
        }
    }

    @Test("an answer is read as it was written", arguments: seeds)
    func answers(seed: UInt64) throws {
        var samples = Samples(seed: seed)
        for exchange in try samples.exchanges() {
            try exchange.expectSame(try exchange.answered(), "\(exchange.operation.description)")
        }
    }

    @Test(
        "3.3, 3.5: case, numbers as text, unknown members, null and a byte-order mark change nothing",
        arguments: seeds
    )
    func liberalAnswers(seed: UInt64) throws {
        var samples = Samples(seed: seed)
        var noise = Noise(seed: seed)
        for exchange in try samples.exchanges() {
            var answer = try exchange.answered()
            guard answer.headers["Content-Type"]?.hasPrefix("application/json") == true else { continue }
            answer.body = try noise.spoil(answer.body)
            try exchange.expectSame(
                answer,
                "\(exchange.operation.description): \(String(decoding: answer.body, as: UTF8.self))"
            )
        }
    }

    @Test("3.3: paths, query names and members have no case; slashes may be doubled", arguments: seeds)
    func liberalRequests(seed: UInt64) throws {
        var samples = Samples(seed: seed)
        var noise = Noise(seed: seed)
        for exchange in try samples.exchanges() {
            var request = try exchange.sent()
            request.target = noise.spoil(target: request.target)
            request.method = request.method.lowercased()
            request.body = try request.body.map { try noise.spoil($0) }
            let incoming = try IncomingCall(request)
            try exchange.expectSame(try incoming.request, "\(exchange.operation.description): \(request.target)")
        }
    }
}

/// What other implementations of the wire do differently (3.3, 3.5, 3.2).
private struct Noise {
    private var random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// The same body, written otherwise.
    mutating func spoil(_ body: [UInt8]) throws -> [UInt8] {
        let mark: [UInt8] = random.number(below: 2) == 0 ? [0xEF, 0xBB, 0xBF] : []
        return mark + spoil(try JSON(body), isDictionary: false).bytes + [0x0A]
    }

    private mutating func spoil(_ json: JSON, isDictionary: Bool) -> JSON {
        switch json {
        case .number(let digits) where !isDictionary: return random.number(below: 2) == 0 ? .text(digits) : json
        case .list(let values): return .list(values.map { spoil($0, isDictionary: isDictionary) })
        case .object(let members):
            var spoilt = members.map { member in
                // Keys of dictionaries keep their spelling.
                let isOpen = ["dynamicAttributes", "provisioningContext", "inventoryContext", "properties"]
                    .contains(member.name)
                return JSON.Member(
                    isDictionary ? member.name : spoil(name: member.name),
                    spoil(member.value, isDictionary: isDictionary || isOpen)
                )
            }
            if !isDictionary {
                spoilt.append(JSON.Member("addedLater", .list([.object([JSON.Member("id", .null)])])))
                spoilt.append(JSON.Member("alsoAddedLater", .null))
            }
            return .object(spoilt)
        default: return json
        }
    }

    /// What paths have beside identifiers.
    private static let words = Set(Route.all.flatMap { $0.template.split(separator: "/").map(String.init) } + ["v1"])

    private mutating func spoil(name: String) -> String {
        switch random.number(below: 3) {
        case 0: name.prefix(1).uppercased() + name.dropFirst()
        case 1: name.lowercased()
        default: name
        }
    }

    /// The same target with the names in its path and its query in another case.
    mutating func spoil(target: String) -> String {
        let parts = target.split(separator: "?", maxSplits: 1)
        let path = parts[0].split(separator: "/").map { segment in
            Self.words.contains(String(segment)) ? spoil(name: String(segment)) : String(segment)
        }
        let slash = random.number(below: 2) == 0 ? "//" : "/"
        guard parts.count > 1 else { return "/" + path.joined(separator: slash) }
        let query = parts[1].split(separator: "&").map { parameter in
            let pair = parameter.split(separator: "=", maxSplits: 1)
            return ([spoil(name: String(pair[0]))] + pair.dropFirst().map(String.init)).joined(separator: "=")
        }
        return "/" + path.joined(separator: slash) + "?" + query.joined(separator: "&")
    }
}
