-- goto, closures, varargs, multiple assignment, integer for, attribs, blocks
local function try(...) local ok, e = pcall(...) return tostring(ok) .. ": " .. tostring(type(e) == "table" and "table" or e) end
do local i = 1 ::top:: if i <= 3 then io_i = i i = i + 1 goto top end print(io_i) end
for i = 1, 3 do for j = 1, 3 do if j == 2 then goto continue end print(i, j) ::continue:: end end
local fs = {} for i = 1, 3 do fs[i] = function() i = i + 1 return i end end print(fs[1](), fs[1](), fs[2]())
local function va(...) local a, b = ... return select("#", ...), a, b, ... end print(va()) print(va(1, nil, 3)) print((va(1, 2)))
local a, b, c = (function() return 1, 2 end)() print(a, b, c) local x <const> = 5 print(x)
local t = { (function() return 1, 2 end)(), (function() return 1, 2 end)() } print(#t) a, b = b, a print(a, b)
local function fact(n) return n <= 1 and 1 or n * fact(n - 1) end print(fact(20), fact(21))
local function tail(n) if n == 0 then return "done" end return tail(n - 1) end print(tail(100000))
print(not nil, not 0, nil == false, 1 and 2, nil and 1, false or "x", nil or false, 1 == "1", "a" == "a")
while true do break end repeat local z = 1 until z == 1 print(2^3^2, -2^2, not 1 == 2, 1 .. 2 == "12", 2 * 3 % 4, 7 // 2 * 2)
print(try(error), try(error, nil), try(error, "m", 0), try(error, { 1 }) , select("#", try(error)))
print(try(function() error("here") end)) print(try(function() error("there", 2) end)) print(try(function() local x = nil; x.y = 1 end))
print(try(function() local t = {} t.a.b = 1 end)) print(try(function() return #5 end)) print(try(function() return {} < {} end)) print(try(function() return 1 < "2" end)) print(try(function() return -{} end)) print(try(function() return ("x")() end))
print(xpcall(function() error("e") end, function(m) return "handled " .. m end)) print(xpcall(function(...) return ... end, print, 1, 2)) print(select("#", xpcall(error, function() return 1, 2 end)))
print(assert(1, 2, 3), try(assert, false), try(assert, nil, "msg"), try(assert, false, { 1 }), try(assert))
print(type(print), type(nil), type({}), type("x"), type(2), type(print) == "function", pcall(type)) print(_VERSION)
print(load("return 1 + 1")(), select(2, load("syntax error here"))) print(type(load(function() return nil end)), select(2, load(5)), try(load, {})) local n = 0 print(load(function() n = n + 1 return ({ "return ", "4", "2" })[n] end)())
print(load("return ...", "chunk")(7), try(load("error('x')", "=name")), try(load("error('x')", "@file.lua")), try(load("error('x')", "some text\nmore")))
for _, text in ipairs { "x = ", "for", "return '", "goto nope", "break", "local x <const> = 1; x = 2", "::a:: ::a::", "return \"\\x\"", "[[", "--[[", "x = 3x", "f(", "a.b:c = 1", "local function", "if x then", "return return", "x = }", "\"\\400\"", "\"\\u{110000000}\"", "goto = 1" } do print(load(text, "=c")) end print(load("\27x", "=c", "t"))
print(load("return y", "c", "t", { y = 9 })(), load("y = 5; return _ENV", "c", "t", {})().y, load("return 1", "c", "b"))
local env = {} local f = load("z = 1; return z", "c", "t", env) print(f(), env.z, rawget(_G, "z"))
print(1 // 1, 0xA, 1e2, .5, 3., 0x.8p1, 1 --[[ inline ]] + 1, [[
long]], [==[a]]b]==], #[[

x]])
