import Testing

@testable import Bundles

@Suite struct RequiresTests {
    @Test(
        "Every form of a literal require is found",
        arguments: [
            #"require "a.b""#, "require 'a.b'", "require [[a.b]]", "require [==[a.b]==]", #"require("a.b")"#,
            #"require( ( "a.b" ) )"#, "require -- why\n 'a.b'", "require --[[ x ]] (--[=[ ]] ]=]'a.b')",
            #"require "\97.\x62""#, #"require "a\z"# + "\n   .b\"", #"require "\u{61}.b""#, "require [[\na.b]]",
            #"pcall(require, "a.b")"#, #"local ok, m = pcall(require, "a.b", 1)"#, #"_G.require "a.b""#,
            #"_ENV.require("a.b")"#, #"return require"a.b".f(1)"#, #"x = require "a.b" .. "c""#,
            "#!/usr/bin/env compra\nrequire 'a.b'", #"local t = { require "a.b" }"#, #"f(require "a.b", 2)"#,
        ]
    )
    func literal(text: String) throws {
        let requires = try Requires(Array(text.utf8), file: "x.lua")
        #expect(requires.modules.keys.sorted() == ["a.b"])
        #expect(requires.computedLine == nil)
    }

    @Test(
        "What only looks like a require is none",
        arguments: [
            "-- require 'a.b'", "--[[ require 'a.b' ]]", #"print("require 'a.b'")"#, "x = [[ require 'a.b' ]]",
            "t.require 'a.b'", "t:require('a.b')", "t = { require = 1 }", "t = { x, require = f }", "required 'a.b'",
            "x._G.require 'a.b'", #"t["require"] = 1"#,
        ]
    )
    func none(text: String) throws {
        let requires = try Requires(Array(text.utf8), file: "x.lua")
        #expect(requires.modules.isEmpty && requires.computedLine == nil)
    }

    @Test(
        "A require that is computed, or handed on, is told with its line",
        arguments: [
            "\nrequire(name)", "\nrequire('a' .. b)", "\nlocal r = require", "\nf(require)", "\nrequire{ 'a.b' }",
            "\n_G['require']('a.b')", "\nrawget(_G, 'require')", "\npcall(require, name)", "\nrequire('a.b', 2)",
            "\nlocal function require() end", "\nt = { r = require }",
        ]
    )
    func computed(text: String) throws {
        #expect(try Requires(Array(text.utf8), file: "x.lua").computedLine == 2)
    }

    @Test("Text that does not end is refused with file and line")
    func unfinished() {
        for text in ["\nx = 'a", "\nx = [[a", "\n--[==[ a ]=]"] {
            let error = refusal { _ = try Requires(Array(text.utf8), file: "x.lua") }
            #expect(error?.message.hasPrefix("x.lua:2: ") == true)
        }
    }

    @Test("A module that is nowhere, one that is computed and not listed, and a circle are refused")
    func check() throws {
        let unknown = try package("acme.a", source: "\nreturn require 'acme.bb'")
        let error = refusal { try unknown.checkRequires(dependencies: [try package("acme.b")]) }
        #expect(error?.code == .require)
        #expect(error?.message.contains("acme.a@1.0.0/main.lua:2:") == true)
        #expect(error?.hint?.contains("acme.b") == true)

        let computed = try package("acme.a", source: "local n = ...\nreturn require(n)")
        #expect(refusal { try computed.checkRequires(dependencies: []) }?.hint?.contains("computed_requires") == true)
        var listed = computed.manifest
        listed.computedRequires = ["main.lua": ["acme.b"]]
        try Package(listed, files: computed.files).checkRequires(dependencies: [try package("acme.b")])

        var manifest = unknown.manifest
        manifest.modules = ["acme.x": "x.lua", "acme.y": "y.lua", "acme.z": "z.lua"]
        let files = ["x.lua": "require 'acme.y'", "y.lua": "require 'acme.z'", "z.lua": "require 'acme.x'"]
        let circle = try Package(manifest, files: files.mapValues { Array($0.utf8) })
        let chain = refusal { try circle.checkRequires(dependencies: []) }
        #expect(chain?.code == .cyclic)
        #expect(chain?.message == "modules need each other: acme.x → acme.y → acme.z → acme.x")
    }
}
