-- coroutines
local function try(...) local ok, e = pcall(...) return tostring(ok) .. ": " .. tostring(type(e) == "table" and "table" or e) end
local function gen(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end) end
for i in gen(3) do print(i) end
local co = coroutine.create(function(a, b) local c = coroutine.yield(a + b) local d, e = coroutine.yield(c * 2) return d, e end)
print(coroutine.resume(co, 1, 2)) print(coroutine.status(co)) print(coroutine.resume(co, 10)) print(coroutine.resume(co, "x", "y")) print(coroutine.status(co), coroutine.resume(co))
print(coroutine.resume(coroutine.create(function() error("oops") end))) print(type(select(2, coroutine.resume(coroutine.create(function() error({ 1 }) end)))))
print(try(coroutine.wrap(function() error("wrapped") end))) print(try(coroutine.wrap(function() error() end)))
print(select(2, coroutine.running()), coroutine.isyieldable(), coroutine.wrap(function() return select(2, coroutine.running()), coroutine.isyieldable() end)())
local outer = coroutine.wrap(function() local inner = coroutine.wrap(function() coroutine.yield(1) coroutine.yield(2) end) coroutine.yield(inner()) coroutine.yield(inner()) end) print(outer(), outer())
print(coroutine.wrap(function() return pcall(function() coroutine.yield(1) error("after") end) end)())
local c = coroutine.create(function() local ok, e = pcall(function() coroutine.yield("in pcall") error("e", 0) end) coroutine.yield(ok, e) return "end" end)
print(coroutine.resume(c)) print(coroutine.resume(c)) print(coroutine.resume(c)) print(coroutine.resume(c))
local d = coroutine.create(function() coroutine.yield() end) coroutine.resume(d) print(coroutine.close(d), coroutine.status(d)) print(coroutine.close(coroutine.create(print)))
local e = coroutine.create(function() error("x", 0) end) coroutine.resume(e) print(coroutine.close(e))
print(try(coroutine.create), try(coroutine.resume, 1), try(coroutine.status), try(coroutine.wrap, 1))
local self self = coroutine.create(function() print(coroutine.status(self), coroutine.resume(self)) end) coroutine.resume(self)
local main = coroutine.running() print(coroutine.status(main), coroutine.resume(main))
local t = setmetatable({}, { __index = function(_, k) return coroutine.yield(k) end, __add = function() return coroutine.yield("add") end, __eq = function() return coroutine.yield("eq") end })
local m = coroutine.wrap(function() local x = t.key local y = t + 1 return x, y end) print(m()) print(m(5)) print(m(6))
for k, v in coroutine.wrap(function() coroutine.yield("a", 1) coroutine.yield("b", 2) end) do print(k, v) end
local x = coroutine.wrap(function(...) return select("#", ...), xpcall(function() return coroutine.yield("in xpcall") end, print) end) print(x(1, 2, 3)) print(x("back"))
local p = coroutine.wrap(function() for i = 1, 2 do for k in pairs({ 1 }) do coroutine.yield(i, k) end end end) print(p()) print(p()) print(pcall(p))
print(pcall(p))
local function perms(a, n) n = n or #a if n <= 1 then coroutine.yield(a) else for i = 1, n do a[n], a[i] = a[i], a[n] perms(a, n - 1) a[n], a[i] = a[i], a[n] end end end
for q in coroutine.wrap(function() perms { 1, 2, 3 } end) do print(table.concat(q, " ")) end
print(coroutine.resume(coroutine.create(function() return table.unpack({}, 1, 100) end)))
