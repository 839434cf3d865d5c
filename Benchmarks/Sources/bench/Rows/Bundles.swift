import Bundles
import Compra
import Foundation

extension Row {
    /// What libraries cost: choosing versions, building one, and loading it in a run.
    static let bundles = [
        Row("resolve 2,000 packages of 20 versions", bound: .most(1e9)) {
            let registry = try Registry(packages: 2000, versions: 20)
            let roots = [try BundleName("bench.p0"): VersionRange.any]
            return try timed(10) {
                let found = try Resolver.resolve(roots) { name throws(BundleError) in registry.candidates[name] ?? [] }
                guard found.count == 2000 else { throw Unavailable("only \(found.count) packages were resolved") }
            }
        },
        Row("build a bundle of 1,000 modules", bound: .most(1e9)) {
            let folder = try Modules(1000)
            defer { folder.remove() }
            return try await timed(10) { _ = try await folder.build().bytes }
        },
        Row("load a bundle of 1,000 modules and require each", bound: .most(100e6)) {
            let folder = try Modules(1000)
            defer { folder.remove() }
            let bytes = try await folder.build().bytes
            let host = ScriptHost(market: LocalMarket(store: .memory, founding: .empty()))
            let script = Script(name: "all.lua", source: "return require 'bench.m0'")
            return try await timed(10) {
                var libraries = Libraries()
                try libraries.add(Bundles.Bundle(bytes: bytes), granting: [])
                let run = try await host.run(script, libraries: libraries)
                guard run.result == .integer(1000) else { throw Unavailable("not every module was loaded") }
            }
        },
    ]

    private static func timed(_ count: Int, _ body: () throws -> Void) throws -> Outcome {
        var samples: [Double] = []
        for _ in 0..<count {
            let start = ContinuousClock.now
            try body()
            samples.append(Double((ContinuousClock.now - start) / .nanoseconds(1)))
        }
        return Outcome(ours: Reading(samples: samples))
    }

    private static func timed(_ count: Int, _ body: () async throws -> Void) async throws -> Outcome {
        var samples: [Double] = []
        for _ in 0..<count {
            let start = ContinuousClock.now
            try await body()
            samples.append(Double((ContinuousClock.now - start) / .nanoseconds(1)))
        }
        return Outcome(ours: Reading(samples: samples))
    }
}

/// Packages that each need five later ones, in ranges that not every version satisfies.
private struct Registry {
    var candidates: [BundleName: [Candidate]] = [:]

    init(packages: Int, versions: Int) throws {
        for package in 0..<packages {
            candidates[try BundleName("bench.p\(package)")] = try (0..<versions).map { version in
                var needs: [BundleName: VersionRange] = [:]
                for step in [1, 7, 31, 127, 509] where package + step < packages {
                    let least = (package * 13 + step) % (versions / 2)
                    needs[try BundleName("bench.p\(package + step)")] = try VersionRange(">=1.\(least)")
                }
                return Candidate(Version(1, version, 0), dependencies: needs)
            }
        }
    }
}

/// A bundle's folder with a chain of modules: each counts itself and those behind it.
private struct Modules {
    let folder: String

    init(_ count: Int) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "compra-bench-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var manifest = "[bundle]\nname = \"bench.all\"\nversion = \"1.0.0\"\nlicense = \"MIT\"\n[bundle.modules]\n"
        for number in 0..<count {
            manifest += "\"bench.m\(number)\" = \"m\(number).lua\"\n"
            // The first one requires all others.
            let requires =
                number > 0
                ? "return 1\n"
                : "local sum = 1\n"
                    + (1..<count).map { "sum = sum + require \"bench.m\($0)\"\n" }.joined() + "return sum\n"
            let text = "-- Module \(number).\nlocal function helper(a, b) return a + b * 2 end\n" + requires
            try Data(text.utf8).write(to: URL(filePath: "\(folder)/m\(number).lua"))
        }
        try Data(manifest.utf8).write(to: URL(filePath: "\(folder)/compra.toml"))
    }

    func build() async throws -> Bundles.Bundle {
        guard let project = try BundleProject(folder: folder) else { throw Unavailable("no bundle") }
        return try await project.build()
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: folder)
    }
}
