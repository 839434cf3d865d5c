import Testing

@testable import Bundles

@Suite struct ResolverTests {
    typealias Registry = [String: [String: [String: String]]]

    private func resolve(_ roots: [String: String], _ registry: Registry) throws -> [String: String] {
        let named = try Dictionary(uniqueKeysWithValues: roots.map { (try BundleName($0), try VersionRange($1)) })
        let all = try Dictionary(
            uniqueKeysWithValues: registry.map { name, versions in
                (
                    try BundleName(name),
                    try versions.map { version, needs in
                        Candidate(
                            try Version(version),
                            dependencies: try Dictionary(
                                uniqueKeysWithValues: needs.map { (try BundleName($0), try VersionRange($1)) }
                            )
                        )
                    }
                )
            }
        )
        let found = try Resolver.resolve(named) { name throws(BundleError) in all[name] ?? [] }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.key.description, $0.value.description) })
    }

    @Test("The newest version that satisfies all is taken")
    func newest() throws {
        let registry: Registry = [
            "a.x": ["1.0.0": ["a.z": "^1"], "1.1.0": ["a.z": "^1.1"]],
            "a.y": ["1.0.0": ["a.z": "<1.3"]],
            "a.z": ["1.0.0": [:], "1.1.0": [:], "1.2.0": [:], "1.3.0": [:], "2.0.0": [:]],
        ]
        #expect(try resolve(["a.x": "*", "a.y": "*"], registry) == ["a.x": "1.1.0", "a.y": "1.0.0", "a.z": "1.2.0"])
        #expect(try resolve([:], registry).isEmpty)
    }

    @Test("An older version is taken where the newest does not fit, also after wrong turns")
    func backtracking() throws {
        let registry: Registry = [
            "a.menu": ["1.5.0": ["a.drop": "^2"], "1.0.0": ["a.drop": "^1"]],
            "a.drop": ["2.3.0": ["a.icons": "^2"], "2.0.0": ["a.icons": "^2"], "1.8.0": ["a.intl": "^3"]],
            "a.icons": ["2.0.0": [:], "1.0.0": [:]],
            "a.intl": ["5.0.0": [:], "4.0.0": [:], "3.0.0": [:]],
        ]
        let found = try resolve(["a.menu": "*", "a.icons": "^1", "a.intl": "*"], registry)
        #expect(found == ["a.menu": "1.0.0", "a.drop": "1.8.0", "a.icons": "1.0.0", "a.intl": "3.0.0"])
    }

    @Test("Where nothing fits, the error names who needs what")
    func explanation() throws {
        let registry: Registry = [
            "a.x": ["1.0.0": ["a.z": "^2"], "1.1.0": ["a.z": "^2"]], "a.y": ["1.0.0": ["a.z": "^1"]],
            "a.z": ["1.0.0": [:], "2.0.0": [:]],
        ]
        let error = refusal { _ = try resolve(["a.x": "^1", "a.y": "^1"], registry) }
        #expect(error?.code == .unsatisfiable)
        let message = error?.message ?? ""
        for part in [
            "the project needs a.x ^1", "the project needs a.y ^1", "a.x 1.0.0 to 1.1.0 need a.z ^2",
            "a.y 1.0.0 needs a.z ^1",
        ] { #expect(message.contains(part), "\(message)") }
        #expect(error?.hint != nil)
    }

    @Test("A bundle that is nowhere, and one without a version in range, are named")
    func missing() throws {
        let nowhere = refusal { _ = try resolve(["a.x": "*"], ["a.x": ["1.0.0": ["a.gone": "^1"]]]) }
        #expect(nowhere?.message.contains("there is no a.gone") == true)
        let outside = refusal { _ = try resolve(["a.x": "^2"], ["a.x": ["1.0.0": [:], "1.4.0": [:]]]) }
        #expect(outside?.message.contains("there is a.x 1.0.0, 1.4.0") == true)
    }

    @Test("Against every possible answer: small random registries", arguments: 0..<300)
    func exhaustive(seed: UInt64) throws {
        var random = Chance(state: seed)
        let names = ["r.a", "r.b", "r.c", "r.d"]
        var registry: Registry = [:]
        for name in names {
            for version in 1...3 {
                var needs: [String: String] = [:]
                for other in names where other != name && random.next() % 3 == 0 {
                    let low = random.next() % 3 + 1
                    needs[other] = ">=\(low).0.0, <\(low + 1 + random.next() % 2).0.0"
                }
                registry[name, default: [:]]["\(version).0.0"] = needs
            }
        }
        let roots = ["r.a": ">=1", "r.b": "<\(2 + random.next() % 2).0.0"]
        let isPossible = try Self.someAnswer(roots, registry, names)
        do {
            let found = try resolve(roots, registry)
            #expect(isPossible)
            #expect(try Self.isAnswer(found, roots, registry))
        } catch is BundleError {
            #expect(!isPossible)
        }
    }

    private struct Chance {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }

    private static func isAnswer(_ found: [String: String], _ roots: [String: String], _ registry: Registry) throws
        -> Bool
    {
        var needs = Array(roots)
        for (name, version) in found { needs += registry[name]?[version] ?? [:] }
        return try needs.allSatisfy { name, range in
            try found[name].map { try VersionRange(range).contains(try Version($0)) } ?? false
        }
    }

    private static func someAnswer(_ roots: [String: String], _ registry: Registry, _ names: [String]) throws -> Bool {
        for choice in 0..<256 {
            var found: [String: String] = [:]
            for (place, name) in names.enumerated() where choice >> (2 * place) & 3 > 0 {
                found[name] = "\(choice >> (2 * place) & 3).0.0"
            }
            if try isAnswer(found, roots, registry) { return true }
        }
        return false
    }
}
