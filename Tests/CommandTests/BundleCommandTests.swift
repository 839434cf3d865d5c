import ArgumentParser
import Bundles
import Commerce
import Compra
import Foundation
import Testing

@testable import CompraCommand

/// `compra bundle …`, `run --with`, `test`: from a folder to a signed file that a script uses.
@Suite struct BundleCommandTests {
    /// A place with a library, the project that needs it, and trust of its own.
    private func makePlace() throws -> Workplace {
        let place = try Workplace()
        for folder in ["naming", "buying"] {
            try FileManager.default.createDirectory(atPath: place.file(folder), withIntermediateDirectories: true)
        }
        try place.write(
            "naming/compra.toml",
            """
            [bundle]
            name = "acme.naming"
            version = "1.0.0"
            license = "MIT"
            capabilities = ["read:customers"]
            [bundle.modules]
            "acme.naming" = "naming.lua"
            """
        )
        try place.write(
            "naming/naming.lua",
            "return function(domain) return market.customers:get(domain).name:upper() end"
        )
        return place
    }

    private let script = "print(require 'acme.hello'('contoso.onmicrosoft.com'))"

    private func makeProject(_ place: Workplace, _ grant: String...) async throws {
        try await place.compra("bundle", "init", "acme.hello", "--license", "MIT", in: "buying")
        let grants = grant.flatMap { ["--grant", $0] }
        let added = try await place.start(
            ["bundle", "add", "acme.naming", "^1", "--from-folder", "../naming"] + grants,
            in: "buying"
        ).outcome()
        #expect(added.code == 0, "\(added.error)")
        try place.write("buying/hello.lua", "return function(d) return 'hello ' .. require 'acme.naming'(d) end")
        let path = place.file("buying/compra.toml")
        let manifest = try String(contentsOfFile: path, encoding: .utf8)
        try place.write(
            "buying/compra.toml",
            manifest.replacing("capabilities = []", with: "capabilities = [\"read:customers\"]")
        )
        try place.write("buying/script.lua", script)
    }

    @Test func `a library is made, locked, built, signed, trusted, published and run`() async throws {
        let place = try makePlace()
        try await makeProject(place, "read:customers")
        // The lock of the project that a script lies in is used without a word.
        let run = try await place.compra("run", "buying/script.lua")
        #expect(run.code == 0 && run.output.contains("hello CONTOSO"), "\(run.error)")

        let built = try await place.compra("bundle", "build", "--json", in: "buying").json()
        #expect(built["packages"] as? [String] == ["acme.hello@0.1.0", "acme.naming@1.0.0"])
        let file = place.file("buying/acme.hello-0.1.0.compra")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        #expect(built["sha256"] as? String == Digest(of: Array(bytes)).hex)
        try await place.compra("bundle", "build", "--output", "again", in: "buying")
        #expect(try Data(contentsOf: URL(fileURLWithPath: place.file("buying/again/acme.hello-0.1.0.compra"))) == bytes)

        // Nobody granted anything: what the bundle declares is not enough.
        try place.write("script.lua", script)
        let refused = try await place.compra("run", "script.lua", "--with", file)
        #expect(refused.code == 5)
        #expect(refused.error.contains("was not granted the capability read:customers"))
        let granted = try await place.compra("run", "script.lua", "--with", file, "--grant", "read:customers")
        #expect(granted.code == 0 && granted.output.contains("hello CONTOSO"), "\(granted.error)")

        // Signed and trusted: its rights come with its signature.
        #expect(try await place.compra("bundle", "verify", file).code == 5)
        let key = try await place.compra("bundle", "sign", file, "--new-key", "team.key", "--json").json()
        let shown = try #require(key["key"] as? String)
        #expect(
            try FileManager.default.attributesOfItem(atPath: place.file("team.key"))[.posixPermissions] as? Int == 0o600
        )
        let stranger = try await place.compra("bundle", "verify", file)
        #expect(stranger.code == 5 && stranger.error.contains("compra bundle trust"))
        let trusted = try await place.compra(
            "bundle",
            "trust",
            shown,
            "--namespace",
            "acme",
            "--capability",
            "read:customers",
            "--json"
        ).json()
        #expect((trusted["keys"] as? [[String: Any]])?.first?["key"] as? String == shown)
        let verified = try await place.compra("bundle", "verify", file, "--json").json()
        #expect(verified["capabilities"] as? [String] == ["read:customers"])
        #expect(try await place.compra("run", "script.lua", "--with", file).code == 0)
        try await place.compra("bundle", "trust", shown, "--remove")
        #expect(try await place.compra("run", "script.lua", "--with", file).code == 5)

        // Published, twice the same; with other content it is refused.
        for _ in 0..<2 { #expect(try await place.compra("bundle", "publish", file, "--to", "registry").code == 0) }
        try place.write("buying/hello.lua", "return function() return 'other' end")
        try await place.compra("bundle", "build", in: "buying")
        let again = try await place.compra("bundle", "publish", file, "--to", "registry")
        #expect(again.code == 1 && again.error.contains("give it a new version"))
    }

    @Test func `a library gets of another what it grants, and no more`() async throws {
        let place = try makePlace()
        try await makeProject(place)
        let run = try await place.compra("run", "buying/script.lua")
        #expect(run.code == 5)
        #expect(run.error.contains("acme.naming@1.0.0 may not list customers"))
        #expect(run.error.contains("naming.lua:1"))
    }

    @Test func `what was changed behind the lock is noticed, and what is computed is refused`() async throws {
        let place = try makePlace()
        try await makeProject(place, "read:customers")
        try place.write("naming/naming.lua", "return function() return 'evil' end")
        let changed = try await place.compra("run", "buying/script.lua")
        #expect(changed.code == 1 && changed.error.contains("naming.lua differs"))
        #expect(try await place.compra("bundle", "lock", "--locked", in: "buying").code == 1)
        #expect(
            try await place.compra("bundle", "update", "acme.naming", in: "buying").output.contains("has other content")
        )
        #expect(try await place.compra("bundle", "lock", "--locked", in: "buying").code == 0)
        try place.write("buying/hello.lua", "local n = 'acme.' .. 'naming'\nreturn require(n)")
        let computed = try await place.compra("bundle", "build", in: "buying")
        #expect(computed.code == 1 && computed.error.contains("acme.hello@0.1.0/hello.lua:2"))
        try place.write("buying/hello.lua", "return return")
        #expect(try await place.compra("bundle", "build", in: "buying").error.contains("acme.hello@0.1.0/hello.lua:1"))
    }

    @Test func `inspect, diff, tree, why, vendor, remove and unpack tell what there is`() async throws {
        let place = try makePlace()
        try await makeProject(place, "read:customers")
        try await place.compra("bundle", "build", "--output", "old", in: "buying")
        let old = "buying/old/acme.hello-0.1.0.compra"
        let inspected = try await place.compra("bundle", "inspect", old, "--json").json()
        #expect(inspected["bundle"] as? String == "acme.hello@0.1.0")
        #expect(
            (inspected["packages"] as? [[String: Any]])?.map { $0["origin"] as? String } == [
                "project", "folder ../naming",
            ]
        )
        #expect(try await place.compra("bundle", "tree", in: "buying").output.contains("└─ acme.naming 1.0.0  (^1)"))
        let why = try await place.compra("bundle", "why", "acme.naming", "--json", in: "buying").json()
        #expect(why["chains"] as? [[String]] == [["acme.hello@0.1.0", "acme.naming ^1"]])
        #expect(try await place.compra("bundle", "vendor", in: "buying").output == "vendor/acme.naming@1.0.0\n")
        try FileManager.default.removeItem(atPath: place.file("naming"))
        #expect(try await place.compra("run", "buying/script.lua", "--offline").code == 0)
        let unpacked = try await place.compra("bundle", "unpack", old, "--to", "files")
        #expect(unpacked.output.contains("files/acme.naming@1.0.0/naming.lua"))
        #expect(try await place.compra("bundle", "unpack", old, "--to", "files").code == 64)
        try place.write("buying/hello.lua", "return function() return 1 end")
        #expect(try await place.compra("bundle", "remove", "acme.naming", in: "buying").code == 0)
        try await place.compra("bundle", "build", "--output", "new", in: "buying")
        let difference = try await place.compra("bundle", "diff", old, "buying/new/acme.hello-0.1.0.compra").output
        #expect(difference.contains("packages:\n  - acme.naming") && difference.contains("  ~ hello.lua"))
        let same = try await place.compra("bundle", "diff", old, old, "--json").json()
        #expect((same["files"] as? [String: [String]])?["changed"] == [])
    }

    @Test func `a bundle with a main script runs by itself, with what it declares`() async throws {
        let place = try makePlace()
        let path = "naming/compra.toml"
        let manifest = try String(contentsOfFile: place.file(path), encoding: .utf8)
        try place.write(path, manifest.replacing("license = \"MIT\"", with: "license = \"MIT\"\nmain = \"run.lua\""))
        try place.write("naming/run.lua", "print(require 'acme.naming'(args.domain)) return 7")
        try await place.compra("bundle", "build", in: "naming")
        let file = "naming/acme.naming-1.0.0.compra"
        let run = try await place.compra("run", file, "--arg", "domain=contoso.onmicrosoft.com", "--json")
        #expect(try run.json()["result"] as? Int == 7, "\(run.error)")
        #expect(run.error.contains("CONTOSO"))
        let bytes = try Data(contentsOf: URL(fileURLWithPath: place.file(file)))
        try (bytes.dropLast() + [1]).write(to: URL(fileURLWithPath: place.file(file)))
        let damaged = try await place.compra("run", file)
        #expect(damaged.code == 1 && damaged.error.contains("damaged") && damaged.error.contains("hint:"))
        #expect(try await place.compra("run", "gone.compra").code == 64)
    }

    @Test func `live markets run only bundles that a trusted key signed`() throws {
        let options = try LibraryOptions.parse([])
        let allowing = try LibraryOptions.parse(["--allow-unsigned", "--grant", "cart"])
        let manifest = Manifest(
            name: try BundleName("acme.a"),
            version: Version(1, 0, 0),
            license: "MIT",
            capabilities: [.readCatalog]
        )
        let bundle = try Bundles.Bundle(Package(manifest, files: [:]))
        #expect(throws: BundleError.self) { try options.rights(of: bundle, for: .production, isMain: true) }
        #expect(try allowing.rights(of: bundle, for: .production, isMain: true) == [.cart])
        #expect(try options.rights(of: bundle, for: .embedded, isMain: true) == [.readCatalog])
        #expect(try options.rights(of: bundle, for: .embedded, isMain: false) == [])
    }

    @Test func `a bundle can't put its own content under another's name and version`() async throws {
        let place = try makePlace()
        try await makeProject(place, "read:customers")
        try await place.compra("bundle", "build", in: "buying")
        try place.write("naming/naming.lua", "return function() return 'evil' end")
        try await place.compra("bundle", "build", in: "naming")
        try place.write("script.lua", script)
        let (good, evil) = ("buying/acme.hello-0.1.0.compra", "naming/acme.naming-1.0.0.compra")
        let run = try await place.compra("run", "script.lua", "--with", evil, "--with", good)
        #expect(run.code == 1 && run.error.contains("acme.naming@1.0.0 is there twice"), "\(run.output)\(run.error)")
        #expect(try await place.compra("run", "script.lua", "--with", good, "--grant", "read:customers").code == 0)
    }

    @Test func `the team's example passes its own tests`() async throws {
        let place = try Workplace()
        let outcome = try await place.compra("test", Repository.file("scripts/team"), "--json")
        let report = try outcome.json()
        #expect(outcome.code == 0, "\(outcome.output)")
        #expect(report["failed"] as? Int == 0)
        #expect((report["passed"] as? Int ?? 0) >= 10)
        for script in ["reserve.lua", "database-servers.lua"] {
            let run = try await place.compra("run", Repository.file("scripts/team/\(script)"))
            #expect(run.code == 0 && run.output.contains("Contoso"), "\(run.error)")
        }
    }

    @Test func `a failing test is told with its line, and each test has a market of its own`() async throws {
        let place = try Workplace()
        try place.write(
            "buy_test.lua",
            """
            describe("a market", function()
              it("is bought from", function() expect(run("script.lua").spent):to_equal { USD = "931.00" } end)
              it("is fresh again", function() expect(#market.invoices:list():all() + #orders()):to_be(0) end)
              it("moves its clock", function()
                local before = clock.month(clock.now())
                clock.advance "P1M"
                expect(clock.month(clock.now())):to_be(clock.month(clock.add(before .. "-01", "P1M")))
              end)
              it("fails", function()
                expect({ 1, { a = 2 } }):to_equal { 1, { a = 3 } }
              end)
              it("raises", function() expect(function() error "no" end):to_raise "yes" end)
              it("misspells", function() expect(1):to_eqal(1) end)
            end)
            function orders() return market.customers:get "contoso.onmicrosoft.com":orders():all() end
            """
        )
        try place.write("script.lua", Scripts.server)
        let outcome = try await place.compra("test")
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("3 passed, 3 failed"), "\(outcome.output)")
        #expect(outcome.output.contains("expected { 1, { a = 3 } }, got { 1, { a = 2 } }"))
        #expect(outcome.output.contains("at buy_test.lua:10"))
        #expect(outcome.output.contains("an expectation has no 'to_eqal'"))
        let none = try await Workplace().compra("test")
        #expect(none.code == 64 && none.error.contains("_test.lua"))
    }
}
