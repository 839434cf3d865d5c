import Synchronization
import Testing

@testable import Lua

/// Code of a library beside a script: what each sees, and whose code a host function thinks it is called by.
@Suite struct CompartmentTests {
    private final class Thing: LuaObject {
        let notes = Mutex<[String]>([])

        static let luaType = LuaType(
            "thing",
            of: Thing.self,
            members: [
                .method("act") { thing, call in
                    let names = call.callers.map { caller in
                        switch caller {
                        case .script: "script"
                        case .compartment(let compartment): compartment.name
                        case .unknown: "unknown"
                        }
                    }
                    thing.notes.withLock { $0.append(names.joined(separator: "+")) }
                    return .none
                }
            ]
        )
    }

    /// Runs a script that may require `lib`, whose source is given; both see the same thing.
    private func run(_ script: String, library: String, other: String = "") throws -> (
        notes: [String], results: [LuaValue]
    ) {
        let thing = Thing()
        var prelude = LuaPrelude()
        prelude["thing"] = .value(.object(thing))
        prelude["secret"] = .value(.text("the script's"))
        prelude["doit"] = .module(LuaSource(name: "doit", text: "return function(t) t:act() end", isTrusted: true))
        var inner = LuaPrelude()
        inner["thing"] = .value(.object(thing))
        inner["doit"] = prelude["doit"]
        let compartment = LuaCompartment(name: "lib@1", prelude: inner) { _ in nil }
        let state = try LuaState(
            LuaConfiguration(prelude: prelude) { name in
                guard name == "lib" else { return nil }
                var source = LuaSource(name: "lib.lua", text: library)
                source.compartment = compartment
                return source
            }
        )
        defer { state.close() }
        let results = try state.callNow(try state.load(LuaSource(name: "script.lua", text: script)))
        return (thing.notes.withLock { $0 }, results)
    }

    @Test(
        "Whoever's code calls is told, whichever way it takes",
        arguments: [
            ("thing:act()", "return 1", ["script"]),
            ("require 'lib'()", "return function() thing:act() end", ["lib@1"]),
            ("require 'lib'(thing)", "return function(t) t:act() end", ["lib@1"]),
            ("require 'lib'(thing)", "return function(t) return t:act() end", ["lib@1"]),
            ("require 'lib'()", "return function() doit(thing) end", ["lib@1"]),
            ("require 'lib'(thing)", "return function(t) return doit(t) end", ["lib@1"]),
            ("doit(thing)", "return 1", ["script"]),
            ("require 'lib'(function() thing:act() end)", "return function(f) f() end", ["script"]),
            ("require 'lib'(thing)", "return function(t) pcall(t.act, t) end", ["lib@1"]),
            ("require 'lib'(thing)", "return function(t) return pcall(t.act, t) end", ["lib@1"]),
            ("require 'lib'(thing)", "return function(t) coroutine.wrap(function() t:act() end)() end", ["lib@1"]),
            ("require 'lib'(thing)", "return function(t) coroutine.wrap(t.act)(t) end", ["lib@1"]),
            ("require 'lib'(thing)(thing)", "return function(t) return coroutine.wrap(t.act) end", ["script+lib@1"]),
            ("require 'lib'(thing)(thing)", "return function(t) return t.act end", ["script+lib@1"]),
            ("require 'lib'(thing, thing.act)", "return function(t, f) f(t) end", ["lib@1"]),
            ("require 'lib'(thing)", "return function(t) load('(...):act()')(t) end", ["lib@1"]),
            ("require 'lib'(thing)", "return function(t) load('(...):act()', '@script.lua')(t) end", ["lib@1"]),
            ("require 'lib'(thing)", "return function(t) load('(...):act()', '=doit')(t) end", ["lib@1"]),
            (
                "load(require 'lib', 'x')(thing)",
                "local n = 0; return function() n = n + 1; return n == 1 and '(...):act()' or nil end", ["script"]
            ),
            (
                "local l = require 'lib'; l.load('(...):act()', '@script.lua')(thing)", "return { load = load }",
                ["lib@1"]
            ),
            (
                "require 'lib'(thing)",
                "return function(t) table.sort({ 1, 2 }, function() t:act() return false end) end", ["lib@1"]
            ),
            ("require 'lib'(thing)", "return function(t) xpcall(function() error(t) end, t.act) end", ["lib@1"]),
            (
                "require 'lib'(function() error(thing, 0) end)", "return function(f) xpcall(f, thing.act) end",
                ["script+lib@1"]
            ),
            (
                "local t = require 'lib'; local _ = t.anything",
                "return setmetatable({}, { __index = function() thing:act() end })", ["lib@1"]
            ),
            (
                "local t = require 'lib'; local _ = t + thing",
                "return setmetatable({}, { __add = function(_, t) t:act() end })", ["lib@1"]
            ),
            (
                "local t = require 'lib'; local _ = thing < t", "return setmetatable({}, { __lt = thing.act })",
                ["script+lib@1"]
            ),
        ]
    )
    func callers(script: String, library: String, expected: [String]) throws {
        #expect(try run(script, library: library).notes == expected)
    }

    @Test("What a library does to its globals and libraries, the script does not see, and the other way round")
    func globals() throws {
        let library = """
            string.format = function() return "changed" end
            table.insert, found = nil, "the library's"
            _G.other = 1
            return { globals = _G, secret = pcall(function() return secret end), format = ("%d"):format(1) }
            """
        let results = try run(
            """
            mine = "the script's"
            local lib = require "lib"
            return string.format("%d", 1), table.insert ~= nil, rawget(_G, "found"), rawget(_G, "other"), lib.secret,
              rawget(lib.globals, "mine"), lib.globals ~= _G, lib.format, require "lib" == lib
            """,
            library: library
        ).results
        #expect(results == [.text("1"), true, .nil, .nil, false, .nil, true, .text("1"), true])
    }

    @Test("A library can't change the prelude of either, nor replace what belongs to it")
    func prelude() throws {
        let results = try run(
            "local lib = require 'lib'; return lib, thing ~= nil",
            library: "return (pcall(function() thing = nil end))"
        ).results
        #expect(results == [false, true])
    }

    @Test("Errors and tracebacks name the library's file and line")
    func places() throws {
        let error = #expect(throws: LuaError.self) {
            try run("require 'lib'()", library: "\nreturn function() error 'no' end")
        }
        #expect(error?.where == "lib@1/lib.lua:2")
        let syntax = #expect(throws: LuaError.self) { try run("require 'lib'", library: "\n\nreturn return") }
        #expect(syntax?.where == "lib@1/lib.lua:3" && syntax?.syntax?.text == "return return")
        let unknown = #expect(throws: LuaError.self) { try run("require 'lib'", library: "require 'gone'") }
        #expect(unknown?.message.contains("module 'gone' not found") == true)
    }

    @Test("A module that requires itself through others is an error")
    func circle() throws {
        let error = #expect(throws: LuaError.self) { try run("require 'lib'", library: "error(pcall(require, 'lib'))") }
        #expect(error != nil)
    }
}
