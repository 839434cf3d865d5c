import Foundation
import Testing

/// `compra.toml`, the user's configuration, and the order in which they count.
@Suite struct ConfigTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
    }

    private func shown(_ environment: [String: String] = [:], in folder: String = "") async throws -> [String: [String:
        String]]
    {
        let outcome = try await place.compra("config", "--json", in: folder, environment: environment)
        #expect(outcome.code == 0, "\(outcome.error)")
        return try #require(try outcome.json() as? [String: [String: String]])
    }

    private func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: place.file(name), withIntermediateDirectories: true)
    }

    @Test func `flag before environment before project before user before default`() async throws {
        try makeFolder(".config/compra")
        try makeFolder("below")
        let bundle = "[bundle]\nname = 'acme.buying'\nversion = '1.0.0'\nlicense = 'MIT'\n"
        let busy = "for i = 1, 1e7 do end"
        #expect(try await shown()["time_limit"] == ["value": "10s", "source": "default"])
        try place.write(".config/compra/config.toml", "time_limit = '40s'\ninstruction_limit = 1000")
        #expect(
            try await shown()["time_limit"] == ["value": "40s", "source": place.file(".config/compra/config.toml")]
        )
        try place.write("compra.toml", "time_limit = '30s'\n\(bundle)")
        let project = ["value": "30s", "source": place.file("compra.toml")]
        #expect(try await shown()["time_limit"] == project)
        #expect(try await shown(in: "below")["time_limit"] == project)
        let variable = ["COMPRA_TIME_LIMIT": "20s"]
        #expect(try await shown(variable)["time_limit"] == ["value": "20s", "source": "COMPRA_TIME_LIMIT"])
        // The limit of instructions is the user's everywhere, unless an option says otherwise.
        #expect(try await place.run(busy).error.contains("used up its 1000 instructions"))
        #expect(try await place.run(busy, "--instruction-limit", "100000000").code == 0)
    }

    @Test func `paths in a file are seen from its folder`() async throws {
        try makeFolder("below")
        try place.write("compra.toml", "store = 'sqlite:kept/market.db'\noutput = 'documents'")
        try makeFolder("kept")
        try place.write("below/script.lua", "\(Scripts.server)")
        let settings = try await shown(in: "below")
        #expect(settings["store"]?["value"] == "sqlite:\(place.file("kept/market.db"))")
        #expect(settings["output"]?["value"] == place.file("documents"))
        #expect(try await place.compra("run", "script.lua", in: "below").code == 0)
        #expect(FileManager.default.fileExists(atPath: place.file("kept/market.db")))
        #expect(!(try place.names.contains(".compra")))
    }

    @Test(arguments: [
        ("tim_limit = '10s'", "has no setting \"tim_limit\"", "did you mean \"time_limit\""),
        ("time_limit = 'soon'", "time_limit in ", "hint: "),
        ("time_limit = [1]", "time_limit is not what it should be", "time_limit = \"…\""),
        ("memory_limit = '64 cats'", "is no amount of memory", "64MB"),
        ("instruction_limit = 0", "\"0\" is no limit", "from 1"),
        ("market = 'lve'", "which is no market", "hint: "),
        ("store = 'mysql://host/name'", "store in ", "hint: "),
        ("store = \nx", "compra.toml:1:", "settings are TOML"),
    ])
    func `64: a file with a mistake is told with its place and the remedy`(
        text: String,
        says: String,
        remedy: String
    ) async throws {
        try place.write("compra.toml", text)
        for arguments in [["config"], ["run", "script.lua"]] {
            try place.write("script.lua", "print(clock.now())")
            let outcome = try await place.start(arguments).outcome()
            #expect(outcome.code == 64, "\(outcome.output)")
            #expect(outcome.output.isEmpty)
            #expect(outcome.error.contains(says) && outcome.error.contains(remedy), "\(outcome.error)")
            #expect(outcome.error.contains("compra.toml"))
        }
        #expect(try place.names == ["compra.toml", "script.lua"])
    }

    @Test func `init makes a project whose script runs, and leaves what is there`() async throws {
        let made = try await place.compra("init", "project")
        #expect(made.code == 0, "\(made.error)")
        #expect(try await place.compra("plan", "purchase.lua", in: "project").output.contains("931.00 USD"))
        #expect(try await place.compra("run", "purchase.lua", in: "project").code == 0)
        #expect(try await place.compra("config", in: "project").output.contains("default"))
        try place.write("project/purchase.lua", "mine")
        #expect(try await place.compra("init", in: "project").output.contains("purchase.lua is there already"))
        #expect(try String(contentsOfFile: place.file("project/purchase.lua"), encoding: .utf8) == "mine")
        try place.write("file", "")
        let refused = try await place.compra("init", "file/project")
        #expect(refused.code == 1)
        #expect(refused.error.contains("file/project"))
    }
}
