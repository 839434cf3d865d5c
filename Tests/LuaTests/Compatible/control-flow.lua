-- goto, loops, scopes, closures, varargs, multiple assignment
io_line = ""
for i = 1, 3 do for j = 1, 3 do if j == 2 then goto next end if i == 3 then goto done end print(i, j) ::next:: end end ::done::
do local i = 1 ::top:: if i <= 3 then print("goto", i) i = i + 1 goto top end end
do local fs = {} local k = 1 ::again:: local x = k fs[k] = function() x = x + 10 return x end k = k + 1 if k <= 3 then goto again end print(fs[1](), fs[1](), fs[2](), fs[3]()) end
for _, text in ipairs {
    "goto nowhere", "do ::a:: end goto a", "::a:: ::a::", "goto f local x ::f:: print(x)", "do goto f local x ::f:: end", "break", "for i = 1, 2 do break end ::x:: goto x2 ::x2::", "repeat local x = 1 if x then goto c end local y ::c:: until y",
    "local x <const> = 1 x = 2", "local x <const>, y = 1, 2 y = 3", "local x <foo> = 1", "local f <close> = nil", "for i = 1 do end", "for i = 1, 2, 3, 4 do end", "local function f() return 1 print(2) end", "return return", "x = ", "f(", "a.b:c = 1", "1 = x", "(a) = 1", "a() = 1", "local a.b = 1",
    "if x then", "while true", "repeat until", "function f(a, ..., b) end", "function f(...) return function() return ... end end", "return ...", "x = }", "x = 'open", "x = [[open", "--[[ open", "x = '\\q'", "x = '\\300'", "x = '\\xg0'", "x = '\\u{110000000}'", "x = '\\u{}'", "x = 0x", "x = 1..2", "x = 3e", "x = 08 y = 1__", "@", "x = ~", "x ~= 1", "a = b = c", "local t = {1, 2", "local t = {[1]}", "local t = {a.b = 1}", "f{1}{2}'x'", "for a b in c do end", "for 1 = 1, 2 do end", "and", "x = not", "local function 1() end", "function a.b:c.d() end",
} do
    local f, e = load(text, "=x")
    print(text, f and "compiles" or e)
end
local function f(...) local a, b = ... return select("#", ...), a, b, ... end
print(f()) print(f(nil)) print(f(1, nil, nil)) print((f(1, 2))) print(f(1, 2), 3) print(({ f(1, 2) })[5], #{ f(1, 2), f(1, 2) }, #{ (f(1, 2)) })
local function tail(n, ...) if n == 0 then return ... end return tail(n - 1, n, ...) end print(tail(5)) print(select("#", tail(200))) print(tail(2000, nil) == 1)
local a, b, c = 1 print(a, b, c) a, b = b, a print(a, b) local i, t = 1, {} i, t[i] = i + 1, 20 print(i, t[1], t[2]) local x, y, z = f(1), 2 print(x, y, z)
local fns = {} for i = 1, 3 do fns[i] = function() i = i + 1 return i end end print(fns[1](), fns[1](), fns[2](), fns[3]()) local n = 0 while n < 3 do n = n + 1 local m = n fns[n] = function() return m, n end end print(fns[1](), fns[3]())
local k = 0 repeat local done = k >= 2 k = k + 1 until done print(k)
for i = 10, 1, -3 do io_line = (io_line or "") .. i .. " " end print(io_line) for i = 1, 0 do print "never" end for i = 1.0, 2, 0.5 do print(i) end for i = math.maxinteger - 1, math.huge do print(i) end for i = math.mininteger, math.mininteger + 2, 2 do print(i) end for i = 3, 1 do print "never" end for i = 1, 3 do local i = i * 2 print(i) end
print(pcall(function() for i = "a", 2 do end end)) print(pcall(function() for i = 1, {} do end end)) print(pcall(function() for i = 1, 2, 0 do end end)) print(pcall(function() for i = 1, 2, "x" do end end)) print(pcall(function() for i in 5 do end end))
local function counter(s, c) if c < s then return c + 1, c * c end end for a, b in counter, 4, 0 do print(a, b) end
do local x <const> = 5 local function g() return x end print(g()) end do local x = x print(x) end local x = 1 do local x = 2 print(x) end print(x) local function r(n) return n == 0 and 0 or n + r(n - 1) end print(r(100))
print(nil and 1, false or nil, 1 and 2, nil or false, not nil, not 0, 1 or error(), nil == false, 1 < 2 == true, not 1 == 2, -2 ^ 2, 2 ^ 3 ^ 2, 1 .. 2 .. 3, "a" .. 1 + 2, 2 * 3 % 4, 7 // 2 * 2, 1 << 2 + 1, 5 & 6 | 1 ~ 3, ~5 & 0xF, #"abc" + 1, -"2" + 0, - - 3, not not 1)
local t = { 10, 20, [1] = "one", [2] = "two", n = 5, ["key with space"] = 1, f = function() return "f" end, { nested = { 1 } }, f(7, 8) } print(t[1], t[2], t[3].nested[1], #t, t.n, t["key with space"], t.f(), t[4], t[5])
local s = 0 for i = 1, 100 do if i % 2 == 0 then goto continue end if i > 50 then break end s = s + i ::continue:: end print(s)
local obj = { n = 0 } function obj:add(k, ...) self.n = self.n + k if ... then return self:add(...) end return self end function obj.static(a) return a end print(obj:add(1, 2, 3).n, obj.static(9), obj.add(obj, 4).n) local a = { b = { c = {} } } function a.b.c.f(x) return x end function a.b.c:g() return self == a.b.c end print(a.b.c.f(3), a.b.c:g())
print(("x"):rep(3), #"abc", ({ 1, 2, 3 })[2], (function(...) return select("#", ...) end)(nil, nil), [[
first newline is dropped]], [==[a]]b]==], "\x41\u{48}\z
      \065\10tail", '\'"', "\a\b\f\v" == "\7\8\12\11", 0xA, 0Xa.8P1, 1e2, .5, 3., 0x.1p4)
--[==[ a comment ]] over
several lines ]==] print "after the comment" ;;; print "empty statements" local v <const> = { 1 } v[1] = 2 print(v[1]) --
local up = 0 local function inc() up = up + 1 return up end local function both() return inc(), inc() end print(both()) print(up, (both())) local function shadow(up) up = 5 return up end print(shadow(1), up)
