-- the metamethods that the sandbox keeps
local function try(...) local ok, e = pcall(...) return tostring(ok) .. ": " .. tostring(type(e) == "table" and "table" or e) end
local V = {} V.__index = V
local function v(x) return setmetatable({ x = x }, V) end
V.__add = function(a, b) return v((type(a) == "table" and a.x or a) + (type(b) == "table" and b.x or b)) end
V.__sub = function(a, b) return v(a.x - b.x) end V.__mul = function(a, b) return v(a.x * b) end V.__div = function(a, b) return "div" end
V.__mod = function() return "mod" end V.__pow = function() return "pow" end V.__unm = function(a) return v(-a.x) end V.__idiv = function() return "idiv" end
V.__band = function() return "band" end V.__bor = function() return "bor" end V.__bxor = function() return "bxor" end V.__shl = function() return "shl" end V.__shr = function() return "shr" end V.__bnot = function() return "bnot" end
V.__eq = function(a, b) return a.x == b.x end V.__lt = function(a, b) return a.x < b.x end V.__le = function(a, b) return a.x <= b.x end
V.__len = function(a) return a.x end V.__call = function(self, ...) return self.x, ... end V.__tostring = function(a) return "v" .. a.x end V.__name = "V"
local a, b = v(1), v(2)
print(tostring(a + b), tostring(a + 5), tostring(5 + a), tostring(a - b), tostring(a * 3), a / b, a % b, a ^ b, tostring(-a), a // b)
print(a & 1, 1 | a, a ~ b, a << 1, 1 >> a, ~a, a == v(1), a ~= b, a < b, a <= b, a > b, a >= b, #b, a(7, 8), tostring(a))
print(a == 1, rawequal(a, v(1)), rawlen(a), getmetatable(a) == V, pcall(function() return a < 1 end))
local log = {} local p = setmetatable({}, { __index = function(_, k) log[#log + 1] = "get " .. tostring(k) return k end, __newindex = function(_, k, x) log[#log + 1] = "set " .. tostring(k) end })
p.a = p.b p[1] = 2 print(table.concat(log, "; "), rawget(p, "a"))
local base = { greet = function() return "hi" end } local derived = setmetatable({}, { __index = setmetatable({}, { __index = base }) }) print(derived.greet(), derived.none)
local sink = {} local w = setmetatable({}, { __newindex = sink }) w.x = 1 print(rawget(w, "x"), sink.x)
print(getmetatable(setmetatable({}, { __metatable = "locked" })), try(setmetatable, setmetatable({}, { __metatable = 1 }), {}), try(setmetatable, 1, {}), try(setmetatable, {}))
print(getmetatable({}), getmetatable(1), getmetatable(nil), setmetatable({}, nil) ~= nil, pcall(getmetatable))
for k, x in pairs(setmetatable({}, { __pairs = function(t) return function(_, k) if not k then return 1, "one" end end, t, nil end })) do print(k, x) end
print(try(tostring, setmetatable({}, { __tostring = function() return 1 end })), tostring(setmetatable({}, { __tostring = function() return "custom" end })))
local count = setmetatable({}, { __index = function(t, k) local x = k * 2 rawset(t, k, x) return x end }) print(count[2], rawget(count, 2), count[2])
local callable = setmetatable({}, { __call = function(self, f, ...) return select("#", ...) end }) print(try(callable, 1, 2, 3)) print(try(setmetatable({}, {})))
local mt = {} local o = setmetatable({}, mt) print(#o) setmetatable(o, nil) print(getmetatable(o)) 
local A = setmetatable({}, { __eq = function() return true end }) local B = setmetatable({}, { __eq = function() return false end }) print(A == B, B == A, A == {} , A ~= B)
local cmp = setmetatable({}, { __lt = function(a, b) return "truthy" end, __le = function() return nil end }) print(cmp < cmp, cmp <= cmp, 1 < cmp, cmp > 1)
print(try(function() return setmetatable({}, { __index = function() error("in index") end }).x end)) print(try(function() local t = setmetatable({}, { __newindex = function() error("ro", 2) end }) t.x = 1 end))
