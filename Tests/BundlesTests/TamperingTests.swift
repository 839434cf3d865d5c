import Commerce
import Foundation
import Testing

@testable import Bundles

@Suite struct TamperingTests {
    private let key = SigningKey()

    private func bundle() throws -> Bundles.Bundle {
        try Bundles.Bundle(
            package("acme.buying", "1.2.0", needs: ["acme.naming": "^1"], capabilities: [.readCatalog]),
            dependencies: [(package("acme.naming", "1.0.3"), "folder ../naming")]
        )
    }

    private func signed() throws -> Bundles.Bundle {
        var bundle = try bundle()
        try bundle.sign(with: key)
        return bundle
    }

    @Test("What is built reads back the same")
    func roundTrip() throws {
        let bundle = try signed()
        let read = try Bundles.Bundle(bytes: bundle.bytes)
        #expect(read.bytes == bundle.bytes)
        #expect(read.packages == bundle.packages)
        #expect(read.signatures.map(\.key) == [key.publicKey])
        #expect(read.origins[try BundleName("acme.naming")] == "folder ../naming")
        #expect(bundle.fileName == "acme.buying-1.2.0.compra")
    }

    @Test("A change of any byte anywhere is refused, with a reason and a way out")
    func everyByte() throws {
        let bytes = try signed().bytes
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 0x01
            let error = refusal { _ = try Bundles.Bundle(bytes: changed) }
            #expect(error?.message.isEmpty == false && error?.hint != nil, "byte \(place)")
        }
        for count in [0, 1, 21, 22, bytes.count / 2, bytes.count - 1] {
            #expect(refusal { _ = try Bundles.Bundle(bytes: Array(bytes[..<count])) }?.code == .damaged)
        }
        #expect(refusal { _ = try Bundles.Bundle(bytes: bytes + [0]) }?.code == .damaged)
        #expect(refusal { _ = try Bundles.Bundle(bytes: [0] + bytes) }?.code == .damaged)
    }

    private func tampered(_ change: (inout [StoredZIP.Entry]) throws -> Void) throws -> BundleError? {
        var entries = try StoredZIP.entries(of: try bundle().bytes)
        try change(&entries)
        let bytes = StoredZIP.bytes(of: entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
        return refusal { _ = try Bundles.Bundle(bytes: bytes) }
    }

    @Test("A file that was changed, in an archive that is sound, does not fit its digest")
    func changedFile() throws {
        let error = try tampered { entries in
            let index = entries.firstIndex { $0.name == "acme.naming@1.0.3/main.lua" } ?? 0
            entries[index].bytes += Array(" ".utf8)
        }
        #expect(error?.code == .digestMismatch)
        #expect(error?.message.contains("main.lua of acme.naming@1.0.3") == true)
    }

    @Test("A missing digest is refused")
    func missingDigest() throws {
        let error = try tampered { entries in
            let index = entries.firstIndex { $0.name == "bundle.json" } ?? 0
            let text = String(decoding: entries[index].bytes, as: UTF8.self)
            let digest = text.firstRange(of: "\"sha256\":\"")?.upperBound ?? text.startIndex
            let end = text.index(digest, offsetBy: 64)
            entries[index].bytes = Array((text[..<digest] + text[end...]).utf8)
        }
        #expect(error?.code == .digestMismatch)
    }

    @Test("A file too many, and one that is gone, are refused")
    func extraAndMissing() throws {
        let extra = try tampered { $0.append(("acme.buying@1.2.0/extra.lua", [])) }
        #expect(extra?.message.contains("extra.lua") == true)
        let missing = try tampered { $0.removeAll { $0.name.hasSuffix("naming@1.0.3/main.lua") } }
        #expect(missing?.message.contains("main.lua of acme.naming@1.0.3") == true)
        #expect(try tampered { $0.removeAll { $0.name == "bundle.json" } }?.code == .damaged)
    }

    @Test(
        "A path out of the bundle and an odd name are refused",
        arguments: [
            "../evil.lua", "/etc/evil.lua", "a/../../evil.lua", "a//b.lua", "./a.lua", "a\\b.lua", "C:evil.lua",
            "nul.lua",
            "a/com1", "a b.lua", "a\u{0}.lua", "é.lua", ".hidden", "a./b.lua", "", String(repeating: "a", count: 201),
        ]
    )
    func paths(name: String) throws {
        #expect(try tampered { $0.append((name, [])) }?.code == .forbiddenPath)
        #expect(refusal { try BundlePath.check(name) }?.hint != nil)
    }

    @Test("Two entries of one name, or of names that a file system folds together, are refused")
    func duplicates() throws {
        #expect(try tampered { $0.append($0[0]) }?.message.contains("two entries") == true)
        let folded = try tampered { entries in
            entries.append((entries[0].name.replacing("main", with: "Main"), []))
        }
        #expect(folded?.message.contains("nearly so") == true)
    }

    @Test("A ZIP bomb is refused before anything is unpacked: compression, overlap, too many entries")
    func bombs() throws {
        var compressed = try bundle().bytes
        let directory = Int(compressed.count - 22)
        let start = Int(compressed[directory + 16]) | Int(compressed[directory + 17]) << 8
        compressed[start + 10] = 8
        #expect(refusal { _ = try Bundles.Bundle(bytes: compressed) }?.message.contains("compressed") == true)

        // Every directory entry names the same bytes.
        let big = StoredZIP.bytes(of: [("a", [UInt8](repeating: 0, count: 100_000))])
        let end = big.count - 22
        let one = Array(big[(end - 47)..<end])
        var bytes = Array(big[..<(end - 47)])
        for _ in 0..<1000 { bytes += one }
        bytes += big[end...]
        let count = [UInt8(1000 & 0xFF), UInt8(1000 >> 8)]
        bytes.replaceSubrange((bytes.count - 14)..<(bytes.count - 10), with: count + count)
        #expect(refusal { _ = try Bundles.Bundle(bytes: bytes) }?.message.contains("overlap") == true)
    }

    @Test("What is no plain file, or larger than any bundle, is refused unread")
    func files() throws {
        let shop = Workshop()
        try shop.write([], to: "huge.compra")
        let huge = try FileHandle(forWritingTo: URL(fileURLWithPath: shop.path("huge.compra")))
        try huge.truncate(atOffset: 1 << 40)
        #expect(
            refusal { _ = try Bundles.Bundle(contentsOf: shop.path("huge.compra")) }?.message.contains("at most")
                == true
        )
        #expect(refusal { _ = try Bundles.Bundle(contentsOf: shop.folder) }?.message.contains("no plain file") == true)
        #expect(refusal { _ = try Bundles.Bundle(contentsOf: "/dev/zero") }?.message.contains("no plain file") == true)
        #expect(refusal { _ = try Bundles.Bundle(contentsOf: shop.path("gone.compra")) }?.code == .unreadable)
    }

    @Test(
        "Paths that some file system takes for the same are refused when a bundle is made",
        arguments: [["rules/a.lua", "rules/A.lua"], ["rules", "Rules/a.lua"], ["a/b", "a/b/c.lua"]]
    )
    func clashes(paths: [String]) throws {
        var manifest = Manifest(name: try BundleName("acme.a"), version: Version(1, 0, 0), license: "MIT")
        manifest.data = paths
        let files = Dictionary(uniqueKeysWithValues: paths.map { ($0, [UInt8]()) })
        #expect(refusal { _ = try Package(manifest, files: files) }?.code == .forbiddenPath)
        manifest.data = [paths[0], "other/ab.lua"]
        #expect(throws: Never.self) { try Package(manifest, files: [paths[0]: [], "other/ab.lua": []]) }
    }

    @Test("Unsigned, wrongly signed and signed by a stranger: each is refused with what to do")
    func trust() throws {
        let store = TrustStore([
            try .init(key.publicKey, name: "Acme", namespaces: ["acme"], capabilities: [.readCatalog, .cart])
        ])
        #expect(try store.capabilities(of: signed()) == [.readCatalog, .cart])
        let unsigned = refusal { _ = try store.capabilities(of: bundle()) }
        #expect(unsigned?.code == .untrusted && unsigned?.hint?.contains("compra bundle sign") == true)

        var strange = try bundle()
        try strange.sign(with: SigningKey())
        let stranger = refusal { _ = try store.capabilities(of: strange) }
        #expect(stranger?.code == .untrusted && stranger?.hint?.contains("compra bundle trust") == true)

        let other = TrustStore([try .init(key.publicKey, namespaces: ["other"], capabilities: [.purchase])])
        #expect(
            refusal { _ = try other.capabilities(of: signed()) }?.message.contains("namespace acme")
                == true
        )

        // The signature of another bundle, put into this one.
        var another = try Bundles.Bundle(package("acme.other"))
        try another.sign(with: key)
        let stolen = try StoredZIP.entries(of: another.bytes).first { $0.name == "signatures.json" }
        let error = try tampered { $0.append(stolen ?? ("", [])) }
        #expect(error?.code == .untrusted && error?.message.contains("does not belong") == true)
    }

    @Test("trust.toml reads back what was written, and refuses what it does not know")
    func trustFile() throws {
        let store = TrustStore([
            try .init(key.publicKey, name: "A \"quoted\" name\n", namespaces: ["acme", "team"], capabilities: [.cart])
        ])
        #expect(try TrustStore(text: store.text) == store)
        let error = refusal { _ = try TrustStore(text: "[[key]]\nkye = 'x'\n") }
        #expect(error?.hint?.contains("key") == true)
    }

    @Test("A key's file reads back, and neither it nor an error shows the secret")
    func keys() throws {
        let read = try SigningKey(fileContent: key.fileContent)
        #expect(read.publicKey == key.publicKey)
        let secret = key.fileContent.split(separator: ":").last.map { $0.dropLast() } ?? ""
        #expect(!"\(key)".contains(secret))
        let error = refusal { _ = try SigningKey(fileContent: key.fileContent.dropLast(5) + "\n") }
        #expect(error.map { !$0.message.contains(secret.prefix(10)) } == true)
    }

    @Test("A bundle that lacks what it needs, or whose packages need each other, is refused")
    func dependencies() throws {
        let lacking = refusal { _ = try Bundles.Bundle(package("acme.a", needs: ["acme.b": "^1"])) }
        #expect(lacking?.code == .unsatisfiable)
        let wrong = refusal {
            _ = try Bundles.Bundle(package("acme.a", needs: ["acme.b": "^2"]), dependencies: [(package("acme.b"), "")])
        }
        #expect(wrong?.message.contains("it holds 1.0.0") == true)
        let circle = refusal {
            _ = try Bundles.Bundle(
                package("acme.a", needs: ["acme.b": "^1"]),
                dependencies: [(package("acme.b", needs: ["acme.a": "^1"]), "")]
            )
        }
        #expect(circle?.message == "bundles need each other: acme.a → acme.b → acme.a")
    }

    @Test("Compiled Lua is refused: bundles hold source only")
    func bytecode() {
        #expect(
            refusal { _ = try package("acme.a", source: "\u{1B}Lua") }?.message.contains("compiled")
                == true
        )
    }

    @Test("Canonical JSON has one text: any other one of the same value is refused")
    func canonical() {
        for text in [
            #"{"b":"1","a":"2"}"#, #"{ "a":"1"}"#, #"{"a":"1","a":"2"}"#, #"{"a":"\/"}"#, #"{"a":"\u0041"}"#,
            #"{"a":1}"#, "",
            #"{"a":"1"}x"#, #"["a",]"#, "\"\u{1}\"", #"{"a":"\u001F"}"#, String(repeating: "[", count: 100_000),
        ] { #expect(CanonicalJSON(Array(text.utf8)) == nil, "\(text.prefix(40))") }
        let value = CanonicalJSON.record(["a": .list([.text("\"\\\n\u{1F}é")]), "": .record([:])])
        #expect(CanonicalJSON(value.bytes) == value)
    }
}
