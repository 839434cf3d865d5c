-- patterns: classes, sets, repetition, captures, anchors, balance, frontier
local function try(...) local ok, e = pcall(...) return tostring(ok) .. ": " .. tostring(type(e) == "table" and "table" or e) end
local function show(...) print(select("#", ...), ...) end
show(("hello world"):find("o w"), ("hello world"):find("o", 6), ("hello"):find("l+"), ("hello"):find("(l)(l)"), ("hello"):find("x"))
show(("key = value"):match("^(%w+)%s*=%s*(%w+)$"), ("2026-11-23"):match("(%d+)-(%d+)-(%d+)"), ("abc"):match("()b()"), ("abc"):match(".-"), ("abc"):match("b", -2))
show(("hello"):gsub("l", "L"), ("hello"):gsub("l", "L", 1), ("hello"):gsub("", "-"), ("abc"):gsub("%w", "%0%0"), ("abc"):gsub("(a)(b)", "%2%1"))
show(("hello world"):gsub("%w+", { hello = "HI", world = false }), ("abc"):gsub("b", function() end), ("abc"):gsub(".", function(c) return c:byte() end))
show(("  trim  "):gsub("^%s+", ""), ("  trim  "):match("^%s*(.-)%s*$"), ("a,b,,c"):gsub(",", ";"), ("x^2"):gsub("%^", "**"), ("100%"):gsub("%%", " percent"))
show(("f(a(b)c)d"):match("%b()"), ("[[x]]"):match("%b[]"), ("THE (quick) fox"):find("%((%a+)%)"), ("THE (quick) fox"):gsub("%f[%a]%a+", string.lower))
show(("aaa"):find("a-", 2), ("aaa"):match("a-$"), ("aXb"):match("%u"), ("aXb"):match("[^%l]"), ("a-b"):match("[a%-]+"), ("a]b"):match("[]]"), ("a^b"):match("[%^]"), ("x-z"):match("[x-]+"))
show(("abcabc"):match("(abc)%1"), ("'it' \"is\""):match("(['\"])(.-)%1"), ("0x1F"):match("^0[xX](%x+)$"), ("a.b"):gsub("%.", "%%"), ("\0a\0"):gsub("%z", "0"), ("a\0b"):find("\0"))
for k, v in ("a=1, b=2, c=3"):gmatch("(%w+)=(%w+)") do show(k, v) end
for w in ("one two  three"):gmatch("%a+") do show(w) end
for a, b in ("abc"):gmatch("()(.)") do show(a, b) end
for w in ("abc"):gmatch("") do show(#w) end
for w in ("abcabc"):gmatch("b.", 3) do show(w) end
for w in ("hello"):gmatch("^h") do show(w) end
show(("abc"):gsub("^a", "x"), ("aaa"):gsub("^a", "x"), ("abc"):gsub("c$", "x"), ("a$c"):gsub("$c", "x"), ("abc"):gsub(".", "%%"), ("abc"):gsub("b*", "-"))
show(("äö"):gsub("[\xc3][\xa4\xb6]", "x"), ("a\nb"):match("a.b"), ("x"):rep(5):gsub("x?", "y"), ("abc123"):match("%a+(%d+)"), ("[test]"):gsub("[%[%]]", ""))
for _, p in ipairs { "%", "[", "[a", "[%", "(", ")", "(()", "%1", "%b", "%bx", "%f", "%fa", "(a)%2", "[a-%", "(a" , "a)", "%g(", "[^" } do show(p, pcall(string.find, "abc", p)) end
show(try(string.gsub, "abc", "(a)", "%2"), try(string.gsub, "abc", "a", "%"), try(string.gsub, "abc", "a", "%x"), try(string.gsub, "abc", "a", true))
show(try(string.gsub, "abc", "a", function() return {} end), try(string.find, "abc"), try(string.rep, "a", 1, 1))
show(("abc"):find("b", 1, true), ("a+b"):find("+", 1, true), ("a+b"):find("a+b"), ("abc"):find("[b-]"), ("a-c"):find("[a-]-c"), (("x"):rep(100) .. "y"):find("x*y"))
for _, c in ipairs { "a", "c", "d", "g", "l", "p", "s", "u", "w", "x", "A", "D", "W", "S" } do
    local s = ""
    for i = 0, 127 do if string.char(i):match("%" .. c) then s = s .. i .. " " end end
    print(c, s)
end
show(("abc"):gsub("%w", "%1"), ("hello world"):gsub("o", "0", 0), ("hello"):gsub("l*", "x"), ("key"):match("^(.-)%s*=?%s*(.*)$"))
show(try(string.match, ("a"):rep(300000), (".-"):rep(300000) .. "b"))
