extension Row {
    /// Programs without a host: what the sandbox itself costs.
    static let programs = Program.all.flatMap { program in
        duel("\(program.name), deadline", bound: program.isOfLibrary ? nil : 1.05, program.text, against: [.lua])
            + duel("\(program.name), deadline, beside the library", bound: 1.05, program.text, against: [.library])
            + duel(
                "\(program.name), metered",
                bound: 3,
                program.text,
                ours: { try Bridge(limits: Bridge.metered) },
                against: [.lua]
            )
    }
}

/// A program of Lua's own means: its argument is how often it does all of it.
private struct Program {
    let name: String
    let text: String
    /// Whether its time goes into the library. Debian's `lua5.4` has that linked statically, which is faster than any
    /// library of ours can call the shared one: such a program is held against the shared library.
    var isOfLibrary = false

    static let all = [
        Program(
            name: "fib",
            text: """
                local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
                for _ = 1, ... do fib(18) end
                """
        ),
        Program(
            name: "loops",
            text: "local s = 0 for _ = 1, ... do for i = 1, 10000 do s = s + (i & 7) * 2 end end return s"
        ),
        Program(
            name: "floats",
            text: """
                for _ = 1, ... do
                    local x = 0.0
                    for i = 1, 5000 do x = x + 1 / (i * i + 0.5) end
                end
                """
        ),
        Program(
            name: "table access",
            text: """
                for _ = 1, ... do
                    local t = {}
                    for i = 1, 2000 do t[i] = { id = i, name = "x" } end
                    local s = 0
                    for i = 1, #t do s = s + t[i].id end
                end
                """
        ),
        Program(
            name: "string building",
            text: """
                for _ = 1, ... do
                    local parts = {}
                    for i = 1, 500 do parts[#parts + 1] = "line " .. i .. ": " .. i * 2 end
                    local text = table.concat(parts, "\\n")
                end
                """,
            isOfLibrary: true
        ),
        Program(
            name: "string library",
            text: """
                local line = "DZH318Z0BQ3Q:0001:DZH318Z0DMV4, Standard_D2s_v3, 3 years"
                for _ = 1, ... do
                    for i = 1, 100 do
                        local a = line:match "^(%w+):" .. line:sub(3, 9):upper() .. ("%05d"):format(i)
                        local b = line:gsub("%d", "#"):find("years", 1, true)
                    end
                end
                """,
            isOfLibrary: true
        ),
        Program(
            name: "sort",
            text: """
                for _ = 1, ... do
                    local t, x = {}, 42
                    for i = 1, 500 do x = (x * 1103515245 + 12345) % 2147483648 t[i] = x end
                    table.sort(t)
                end
                """,
            isOfLibrary: true
        ),
        Program(
            name: "sort by a function",
            text: """
                for _ = 1, ... do
                    local t, x = {}, 42
                    for i = 1, 500 do x = (x * 1103515245 + 12345) % 2147483648 t[i] = { key = x } end
                    table.sort(t, function(a, b) return a.key < b.key end)
                end
                """,
            isOfLibrary: true
        ),
        Program(
            name: "closures and calls",
            text: """
                local function counter() local n = 0 return function() n = n + 1 return n end end
                for _ = 1, ... do
                    local c = counter()
                    for i = 1, 2000 do c() end
                    pcall(c)
                end
                """
        ),
        Program(
            name: "methods of tables",
            text: """
                local Account = {}
                Account.__index = Account
                function Account:deposit(n) self.balance = self.balance + n end
                for _ = 1, ... do
                    local a = setmetatable({ balance = 0 }, Account)
                    for i = 1, 1000 do a:deposit(i) end
                end
                """
        ),
    ]
}
