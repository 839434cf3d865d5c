-- expect: KILL
local function f(...) return f(...) end
f(table.unpack({}, 1, 4000))
