import Bundles
import Testing

@Suite struct VersionTests {
    @Test("Versions are ordered as semver.org says, prereleases before their release")
    func order() throws {
        let texts = [
            "0.9.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
            "1.0.0-rc.1", "1.0.0", "1.0.1", "1.1.0", "1.10.0", "2.0.0",
        ]
        let versions = try texts.map { try Version($0) }
        #expect(versions.shuffled().sorted() == versions)
        #expect(versions.map(\.description) == texts)
    }

    @Test(
        "What is no version is refused",
        arguments: [
            "", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.3-", "1.2.3-01", "1.2.3+b", "v1.2.3", "1.2.-3", "1.2.3-a..b",
            "1.2.99999999999",
        ]
    )
    func malformed(text: String) {
        #expect(refusal { _ = try Version(text) }?.code == .malformed)
    }

    @Test(
        "A range holds what its signs say",
        arguments: [
            ("^1.2.3", ["1.2.3", "1.9.0"], ["1.2.2", "2.0.0", "1.3.0-a"]),
            ("^0.2.3", ["0.2.3", "0.2.9"], ["0.3.0", "0.2.2"]),
            ("^0.0.3", ["0.0.3"], ["0.0.4"]),
            ("^0", ["0.0.1", "0.9.0"], ["1.0.0"]),
            ("1.2", ["1.2.0", "1.5.0"], ["2.0.0", "1.1.9"]),
            ("~1.2.3", ["1.2.3", "1.2.9"], ["1.3.0"]),
            ("~1", ["1.0.0", "1.9.0"], ["2.0.0"]),
            ("1.2.*", ["1.2.0", "1.2.7"], ["1.3.0"]),
            ("1.x", ["1.0.0", "1.9.0"], ["2.0.0"]),
            (">=1.2, <3", ["1.2.0", "2.9.9"], ["3.0.0", "1.1.0"]),
            (">1", ["2.0.0"], ["1.9.0"]), ("<=1.2", ["1.2.9"], ["1.3.0"]), ("=1.2.3", ["1.2.3"], ["1.2.4"]),
            ("*", ["0.0.1", "9.0.0"], ["1.0.0-a"]),
            (">=1.0.0-beta, <2", ["1.0.0-beta", "1.0.0-rc", "1.4.0"], ["1.0.0-alpha", "1.1.0-beta"]),
        ]
    )
    func ranges(text: String, inside: [String], outside: [String]) throws {
        let range = try VersionRange(text)
        for version in inside { #expect(range.contains(try Version(version)), "\(text) holds \(version)") }
        for version in outside { #expect(!range.contains(try Version(version)), "\(text) does not hold \(version)") }
    }

    @Test(
        "What is no range is refused",
        arguments: ["", "1.2.3.4", "^^1", "=>1", "=1.2", "one", "1,,2", ">=", "~1.2-a"]
    )
    func malformedRanges(text: String) {
        #expect(refusal { _ = try VersionRange(text) }?.code == .malformed)
    }

    @Test(
        "A name is a namespace and a word",
        arguments: ["acme", "Acme.buying", "acme.", ".a", "a.b.c", "a.b-c", "a.1b", "a/b.c", "a.b\n"]
    )
    func names(text: String) {
        #expect(refusal { _ = try BundleName(text) }?.code == .malformed)
    }
}
