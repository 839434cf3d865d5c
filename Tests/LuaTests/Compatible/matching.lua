-- every pattern item against many subjects, by all functions that take patterns
local subjects = { "", "a", "aaa", "abc", "abcabc", "a.b", "[x]", "foo bar  baz", "key=value", "  pad  ", "x1y22z333", "(a(b)c)", "a\0b\0", "tab\tline\n", "ÄÖü", "%d+%%", "THE END", "aXbXc", "---", "^$*+?" }
local patterns = {
    "", "a", "^a", "a$", "^a$", "^$", "$", "^", "a*", "a+", "a-", "a?", "a-b", ".", ".*", ".-", ".+", "^.*$", "^.-$", "%a", "%a+", "%d+", "%d*", "%s+", "%S+", "%w+", "%W", "%p", "%c",
    "%x+", "%u", "%l+", "%g+", "%z", "\0", "[abc]", "[^abc]+", "[a-c]+", "[%a_][%w_]*", "[%d.]+", "[]]", "[^]]", "[%]]", "[a-]", "[-a]", "[%a-z]", "[^%s]+", "[%z]", "()", "()a()", "(a)(b)", "(a*(.)%w(%s*))", "(.)%1", "(.-)%s*=%s*(.*)", "%b()", "%b[]",
    "%f[%w]%w+", "%f[%W]", "%f[%z]", "%.", "%%", "%[", "%]", "%^", "%$", "$a", "a^", "^^", "(%a+) (%a+)", "((a)(b)(c))", "(()())", "^(%w+)=(%w*)$", "%d%d?", "x-y", "[%-]+", "[a%-c]", "[+-]", "\\", "%\n", "[\1-\31]",
}
local function show(...) local r = table.pack(...) for i = 1, r.n do r[i] = tostring(r[i]):gsub("%c", function(c) return "<" .. c:byte() .. ">" end) end return table.concat(r, ",", 1, r.n) end
for _, p in ipairs(patterns) do
    for _, s in ipairs(subjects) do
        local list = {}
        for a, b in s:gmatch(p) do list[#list + 1] = show(a, b) end
        print(show(p, s), show(s:find(p)), show(s:match(p)), show(s:gsub(p, "<%0>")), show(s:gsub(p, "%1", 2)), table.concat(list, ";"), show(s:find(p, 2)), show(s:find(p, -2)), show(s:find(p, 1, true)))
    end
end
local function bare(f, ...) local r = table.pack(pcall(f, ...)) if r[1] then return show(table.unpack(r, 2, r.n)) end return "! " .. tostring(r[2]):gsub("^[^:]*:%d+: ", "") end
for _, p in ipairs { "%", "a%", "[", "[]", "[^", "[^]", "[a-", "[%", "(", ")", "a)", "(a", "((a)", "%0", "%1", "(a)%2", "(%1)", "%b", "%b(", "%f", "%f[", "%fa", "a**", "a++", "*", "+a", "-", "?", ("(a)"):rep(33), ("()"):rep(32), "[a-%d]", "[%d-z]", "[z-a]" } do
    print(show(p), bare(string.find, "abc*", p), bare(string.gsub, "abc*", p, "x"), bare(string.match, "a-d", p))
end
for _, r in ipairs { "%0", "%1", "%2", "%%", "%", "%x", "", "x%0y%0z", "%9" } do print(r, bare(string.gsub, "hello world", "(o)", r), bare(string.gsub, "hello world", "o", r), bare(string.gsub, "abc", "(a)(b)", r)) end
print(bare(string.gsub, "abc", "%w", { a = "1", b = true, c = false }), bare(string.gsub, "abc", "%w", { a = 1, b = 2.5 }), bare(string.gsub, "abc", "%w", { a = {} }), bare(string.gsub, "abc", "(%w)(%w)", { a = "x" }), bare(string.gsub, "abc", "%w", setmetatable({}, { __index = function(_, k) return k:upper() end })))
print(bare(string.gsub, "abc", "%w", function(c) return c == "b" and "<" .. c .. ">" or nil end), bare(string.gsub, "abc", "()", function(p) return p end), bare(string.gsub, "abc", "%w", function() return 1, 2 end), bare(string.gsub, "abc", "%w", function() error "stop" end), bare(string.gsub, "abc", "%w", print), bare(string.gsub, "abc", "b", nil))
print(bare(string.gsub, "abc", "", "-", 2), bare(string.gsub, "abc", "%w", "%0%0", -1), bare(string.gsub, "abc", "%w", "x", 1.0), bare(string.gsub, "abc", "%w", "x", 1.5), bare(string.gsub, 123, 2, 5), bare(string.find, 123, "2"), bare(string.match, "abc", "b", 10), bare(string.match, "abc", "", 4), bare(string.find, "abc", "c", -1), bare(string.find, "", ""), bare(string.find, "", "", 2))
for i = -5, 6 do print(i, bare(string.find, "abcd", "%w", i), bare(string.match, "abcd", "()", i), (function() local l = {} for w in ("abcd"):gmatch("%w", i) do l[#l + 1] = w end return table.concat(l) end)()) end
local it = ("a b c"):gmatch "%a" print(it(), it(), it(), it(), it()) local nested = {} for w in ("one two"):gmatch "%a+" do for c in w:gmatch "." do nested[#nested + 1] = c end end print(table.concat(nested, " "))
