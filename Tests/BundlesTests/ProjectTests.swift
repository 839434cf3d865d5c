import Commerce
import FoundationEssentials
import Synchronization
import Testing

@testable import Bundles

@Suite struct ProjectTests {
    /// A project that needs acme.naming from a folder beside it.
    private func makeProject(_ workshop: Workshop, sources: String = "acme = { folder = \"../libraries\" }") throws {
        try workshop.makeBundle("acme.naming", "1.0.0", in: "libraries/naming")
        try workshop.makeBundle(
            "team.buying",
            "1.2.0",
            in: "project",
            needs: ["acme.naming": "^1"],
            sources: sources,
            source: "return require 'acme.naming'"
        )
    }

    private func open(_ workshop: Workshop, isOffline: Bool = false, fetch: Fetch? = nil) throws -> BundleProject {
        try #require(
            try BundleProject(
                folder: workshop.path("project"),
                repositories: workshop.path("repositories"),
                isOffline: isOffline,
                fetch: fetch
            )
        )
    }

    @Test("The same project in two folders, at two times, by two makers of its files, builds the same bytes")
    func reproducible() async throws {
        let (first, second) = (Workshop(), Workshop())
        var built: [[UInt8]] = []
        for (workshop, mode, day) in [(first, 0o600, 0.0), (second, 0o755, 2e9)] {
            try makeProject(workshop)
            for file in ["project/main.lua", "project/compra.toml", "libraries/naming/main.lua"] {
                let path = workshop.path(file)
                try FileManager.default.setAttributes(
                    [.posixPermissions: mode, .modificationDate: Date(timeIntervalSince1970: day)],
                    ofItemAtPath: path
                )
            }
            let project = try open(workshop)
            try project.write(try await project.resolve(keeping: nil))
            built.append(try await project.build().bytes)
        }
        #expect(built[0] == built[1])
        #expect(try first.text("project/compra.lock") == second.text("project/compra.lock"))
    }

    @Test("A lock reads back, and stays as it is while it still will do")
    func lock() async throws {
        let workshop = Workshop()
        try makeProject(workshop)
        let project = try open(workshop)
        #expect(await refusal { _ = try await project.packages() }?.hint == "run compra bundle lock")
        let lock = try await project.resolve(keeping: nil)
        #expect(try Lock(text: lock.text) == lock)
        try workshop.makeBundle("acme.naming", "1.1.0", in: "libraries/newer")
        // A project sees each source as it was when it was first asked.
        #expect(try await project.resolve(keeping: nil) == lock)
        let later = try open(workshop)
        #expect(try await later.resolve(keeping: lock) == lock)
        let updated = try await later.resolve(keeping: lock, updating: nil)
        #expect(updated.packages.map(\.version) == [Version(1, 1, 0)])
    }

    @Test("A lock without a digest, or that does not fit, is refused")
    func badLock() async throws {
        let workshop = Workshop()
        try makeProject(workshop)
        let project = try open(workshop)
        let lock = try await project.resolve(keeping: nil)
        let digest = try #require(lock.packages.first?.digest.hex)
        #expect(refusal { _ = try Lock(text: lock.text.replacing(digest, with: "")) }?.code == .lock)
        let without = lock.text.split(separator: "\n").filter { !$0.hasPrefix("sha256") }.joined(separator: "\n")
        #expect(refusal { _ = try Lock(text: without) }?.code == .lock)
        #expect(refusal { try project.check(Lock([])) }?.message.contains("none is locked") == true)
        let extra = Lock([(try package("acme.naming"), "folder ../libraries"), (try package("acme.odd"), "x")])
        #expect(refusal { try project.check(extra) }?.message.contains("nothing needs") == true)
        let moved = Lock([(try package("acme.naming"), "folder ../elsewhere")])
        #expect(refusal { try project.check(moved) }?.message.contains("compra.toml says") == true)
    }

    @Test("A package that a registry replaced under the same version is noticed by the lock")
    func replaced() async throws {
        let workshop = Workshop()
        try makeProject(workshop, sources: "acme = { registry = \"../registry\" }")
        let registry = workshop.path("registry")
        try Bundle(try package("acme.naming", source: "return 1")).publish(to: registry)
        let project = try open(workshop)
        try project.write(try await project.resolve(keeping: nil))
        #expect(try await project.packages().count == 1)

        // Published twice: the registry itself says no.
        let evil = try Bundle(try package("acme.naming", source: "return 2"))
        #expect(refusal { try evil.publish(to: registry) }?.message.contains("published before") == true)
        // Replaced behind its back: the index says no. Index replaced, too: the lock says no.
        try workshop.write(evil.bytes, to: "registry/acme.naming-1.0.0.compra")
        #expect(await refusal { _ = try await open(workshop).packages() }?.message.contains("index says") == true)
        try FileManager.default.removeItem(atPath: "\(registry)/index.json")
        try evil.publish(to: registry)
        let error = await refusal { _ = try await open(workshop).packages() }
        #expect(error?.code == .digestMismatch)
        #expect(error?.message.contains("main.lua differs") == true)
        #expect(error?.hint?.contains("compra bundle update") == true)
    }

    @Test("A registry behind an address is asked through the function that is passed in; offline it is not")
    func remote() async throws {
        let workshop = Workshop()
        try makeProject(workshop, sources: "acme = { registry = \"https://bundles.example/acme/\" }")
        try Bundle(try package("acme.naming")).publish(to: workshop.path("registry"))
        let asked = Mutex<[String]>([])
        let registry = workshop.path("registry")
        let fetch: Fetch = { address in
            asked.withLock { $0.append(address) }
            let name = address.split(separator: "/").last ?? ""
            return Array(try Data(contentsOf: URL(filePath: "\(registry)/\(name)")))
        }
        let one = Version(1, 0, 0)
        let project = try open(workshop, fetch: fetch)
        try project.write(try await project.resolve(keeping: nil))
        // What was fetched is kept, so nothing is asked any more.
        #expect(try await open(workshop, isOffline: true).packages().map(\.package.manifest.version) == [one])
        #expect(
            asked.withLock { Set($0) } == [
                "https://bundles.example/acme/index.json", "https://bundles.example/acme/acme.naming-1.0.0.compra",
            ]
        )
        try FileManager.default.removeItem(atPath: workshop.path("project/.compra"))
        let offline = await refusal { _ = try await open(workshop, isOffline: true, fetch: fetch).packages() }
        #expect(offline?.code == .offline && offline?.hint?.contains("vendor") == true)
        #expect(await refusal { _ = try await open(workshop).packages() }?.code == .offline)
    }

    @Test("Vendored packages are used first, are readable files, and are checked like any other")
    func vendor() async throws {
        let workshop = Workshop()
        try makeProject(workshop)
        let project = try open(workshop)
        try project.write(try await project.resolve(keeping: nil))
        #expect(try await project.vendor().count == 1)
        try FileManager.default.removeItem(atPath: workshop.path("libraries"))
        #expect(try await project.packages().count == 1)
        try workshop.write("return 'changed'", to: "project/vendor/acme.naming@1.0.0/main.lua")
        let error = await refusal { _ = try await project.packages() }
        #expect(error?.message.contains("from vendor is not the one in compra.lock: main.lua differs") == true)
        #expect(error?.hint == "compra bundle vendor copies it anew")
        try workshop.makeBundle("acme.naming", in: "libraries/naming")
        #expect(try await project.vendor().count == 1)
        #expect(try await project.packages().count == 1)
    }

    @Test("A git repository's tags are its versions, and what is locked is checked")
    func git() async throws {
        let workshop = Workshop()
        try workshop.makeBundle("acme.naming", "1.0.0", in: "repository")
        let repository = workshop.path("repository")
        let commit = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-C", repository]
        try Git.run(["init", "--quiet", repository])
        try Git.run(["-C", repository, "add", "."])
        try Git.run(commit + ["commit", "--quiet", "-m", "1"])
        try Git.run(["-C", repository, "tag", "v1.0.0"])
        try workshop.makeBundle("acme.naming", "1.1.0", in: "repository")
        try Git.run(commit + ["commit", "--quiet", "-a", "-m", "2"])
        try Git.run(["-C", repository, "tag", "1.1.0"])
        try makeProject(workshop, sources: "acme = { git = \"../repository\" }")
        let project = try open(workshop)
        let lock = try await project.resolve(keeping: nil)
        #expect(lock.packages.map(\.version) == [Version(1, 1, 0)])
        try project.write(lock)
        #expect(try await open(workshop, isOffline: true).packages().count == 1)
        #expect(try await project.packages().count == 1)
        for address in ["--upload-pack=x", "ext::sh -c x"] {
            let wrong = refusal { _ = try GitSource(address: address, repositories: "", origin: "", isOffline: false) }
            #expect(wrong?.code == .malformed)
        }
        // Git runs what a repository's settings say, so nothing of the project's folder is one.
        #expect(FileTree.folders(in: workshop.path("repositories")).count == 1)
        #expect(FileTree.folders(in: workshop.path("project/.compra/bundles")).allSatisfy { $0.contains("@") })
    }

    @Test("One namespace comes from one source; without one there is no falling back")
    func namespaces() async throws {
        let workshop = Workshop()
        try makeProject(workshop, sources: "other = { folder = \"../libraries\" }")
        let error = await refusal { _ = try await open(workshop).resolve(keeping: nil) }
        #expect(error?.message.contains("does not say where bundles of acme come from") == true)
        let insecure = refusal {
            _ = try ProjectManifest(text: Self.manifest("acme = { registry = \"http://x.example\" }"))
        }
        #expect(insecure?.hint?.contains("https://") == true)
        let both = Self.manifest("acme = { folder = \"a\", git = \"b\" }")
        #expect(refusal { _ = try ProjectManifest(text: both) }?.code == .malformed)
    }

    @Test(
        "Two namespaces that look alike are refused",
        arguments: ["acrne", "ac_me", "acme_"].map { ("acme", $0) } + [("tool1", "tooll"), ("mod", "rnocl")]
    )
    func lookAlikes(one: String, other: String) {
        let sources = [one, other].map { "\($0) = { folder = \"../\($0)\" }" }.joined(separator: "\n")
        let error = refusal { _ = try ProjectManifest(text: Self.manifest(sources)) }
        #expect(error?.message.contains("look alike") == true && error?.hint != nil)
    }

    private static func manifest(_ sources: String) -> String {
        "[bundle]\nname = \"a.b\"\nversion = \"1.0.0\"\nlicense = \"MIT\"\n[bundle.sources]\n\(sources)\n"
    }

    @Test("A circle of bundles is refused with its chain")
    func circle() async throws {
        let workshop = Workshop()
        try makeProject(workshop)
        try workshop.makeBundle("acme.naming", "1.0.0", in: "libraries/naming", needs: ["acme.other": "*"])
        try workshop.makeBundle("acme.other", "1.0.0", in: "libraries/other", needs: ["acme.naming": "*"])
        let error = await refusal { _ = try await open(workshop).resolve(keeping: nil) }
        #expect(error?.message == "bundles need each other: acme.naming → acme.other → acme.naming")
    }

    @Test("A link, and a path out of the folder, are refused")
    func links() throws {
        let workshop = Workshop()
        try makeProject(workshop)
        try workshop.write("secret", to: "secret.lua")
        try FileManager.default.removeItem(atPath: workshop.path("project/main.lua"))
        try FileManager.default.createSymbolicLink(
            atPath: workshop.path("project/main.lua"),
            withDestinationPath: workshop.path("secret.lua")
        )
        #expect(refusal { _ = try open(workshop).package() }?.message.contains("is a link") == true)
        let text = try workshop.text("project/compra.toml").replacing("main.lua", with: "../secret.lua")
        try workshop.write(text, to: "project/compra.toml")
        #expect(refusal { _ = try open(workshop) }?.code == .forbiddenPath)
    }

    @Test("Why and tree tell who needs what")
    func explanations() async throws {
        let workshop = Workshop()
        try makeProject(workshop)
        try workshop.makeBundle("acme.naming", "1.0.0", in: "libraries/naming", needs: ["acme.base": "^2"])
        try workshop.makeBundle("acme.base", "2.1.0", in: "libraries/base")
        let project = try open(workshop)
        let lock = try await project.resolve(keeping: nil)
        #expect(
            project.tree(lock) == [
                "team.buying@1.2.0", "└─ acme.naming 1.0.0  (^1)", "   └─ acme.base 2.1.0  (^2)",
            ]
        )
        let chains = try project.why(try BundleName("acme.base"), in: lock)
        #expect(chains.map { $0.map { "\($0.name) \($0.range)" } } == [["acme.naming ^1", "acme.base ^2"]])
        #expect(refusal { _ = try project.why(try BundleName("acme.gone"), in: lock) }?.code == .notFound)
    }

    @Test("Adding and removing leave the rest of compra.toml as it was")
    func editing() throws {
        let start = "# ours\nstore = \"x\"\n\n[bundle]\nname = \"a.b\"\nversion = \"1.0.0\"\nlicense = \"MIT\" # yes\n"
        var text = ManifestText(start)
        text.add(try BundleName("acme.naming"), .init(try VersionRange("^1"), grant: [.readCatalog]))
        text.add(try BundleName("acme.base"), .init(try VersionRange("^2")))
        text.add(source: .folder("../x"), of: "acme")
        text.add(try BundleName("acme.naming"), .init(try VersionRange("^1.1")))
        #expect(text.text.hasPrefix(start.dropLast()))
        let manifest = try ProjectManifest(text: text.text)
        #expect(
            manifest.bundle?.dependencies.mapValues(\.range.description) == [
                try BundleName("acme.naming"): "^1.1", try BundleName("acme.base"): "^2",
            ]
        )
        #expect(manifest.sources == ["acme": .folder("../x")])
        #expect(text.remove(try BundleName("acme.naming")))
        #expect(!text.remove(try BundleName("acme.naming")))
        #expect(try ProjectManifest(text: text.text).bundle?.dependencies.count == 1)
    }

    @Test("A manifest's mistakes are named: unknown settings, capabilities, licences, foreign modules")
    func manifests() {
        let head = "[bundle]\nname = \"acme.b\"\nversion = \"1.0.0\"\n"
        for (text, part) in [
            ("\(head)license = \"MIT\"\nversoin = \"2\"", "no setting \"versoin\""),
            ("\(head)license = \"MIT\"\ncapabilities = [\"read:catalogue\"]", "\"read:catalogue\" is no capability"),
            ("\(head)license = \"do what you like\"", "SPDX"), (head, "has no license"),
            ("\(head)license = \"MIT\"\n[bundle.modules]\n\"other.x\" = \"x.lua\"", "not in the bundle's namespace"),
            ("\(head)license = \"MIT\"\n[bundle.dependencies]\n\"acme.b\" = \"1\"", "needs itself"),
            ("\(head)license = [", "compra.toml:4:"),
        ] {
            let error = refusal { _ = try ProjectManifest(text: text) }
            #expect(error?.message.contains(part) == true, "\(error?.message ?? "") for \(part)")
            if part != "needs itself" { #expect(error?.hint != nil) }
        }
    }

    @Test("A difference tells interface, capabilities, dependencies and files apart")
    func difference() throws {
        let old = try Bundle(try package("acme.a", "1.0.0", capabilities: [.readCatalog], source: "return 1"))
        var manifest = try package("acme.a", "1.1.0", needs: ["acme.b": "^1"], capabilities: [.cart]).manifest
        manifest.modules["acme.extra"] = "extra.lua"
        let newer = try Package(manifest, files: ["main.lua": Array("return 2".utf8), "extra.lua": []])
        let difference = BundleDifference(
            from: old,
            to: try Bundle(newer, dependencies: [(try package("acme.b"), "folder ../b")])
        )
        #expect(difference.modules.added == ["acme.extra"] && difference.modules.removed.isEmpty)
        #expect(difference.capabilities.added == ["cart"] && difference.capabilities.removed == ["read:catalog"])
        #expect(difference.packages.added == ["acme.b"] && difference.dependencies.added == ["acme.b"])
        #expect(difference.files.changed == ["main.lua"] && difference.files.added == ["extra.lua"])
    }
}
